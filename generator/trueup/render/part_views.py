"""The views of the parts of a library: what stands in a module of operations, of calls, of models."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from trueup import names
from trueup.ir import Api, Declaration, Enumeration, Group, Record
from trueup.render.layout import Part, layout, named_by, named_in
from trueup.render.literals import docstring, literal
from trueup.render.model_views import enumeration_view, model_view
from trueup.render.models import Annotations
from trueup.render.operation_views import method_name
from trueup.render.views import ImportView, OperationView, PairView, PartView


def part_views(
    api: Api, annotations: Annotations, operations: Mapping[str, OperationView]
) -> tuple[PartView, ...]:
    """Show every part of a library; `operations` by key."""
    declared = {declaration.key: declaration for declaration in api.declarations}
    parts = layout(api)
    homes = {each.key: part for part in parts for each in part.declarations}
    return tuple(_part_view(each, annotations, operations, declared, homes) for each in parts)


def _part_view(
    part: Part,
    annotations: Annotations,
    operations: Mapping[str, OperationView],
    declared: Mapping[str, Declaration],
    homes: Mapping[str, Part],
) -> PartView:
    group = part.group
    own = sorted(each.name for each in part.declarations)
    used = {key for each in part.operations for key in named_by(each, declared)}
    early, late = _imports(part, declared, homes)
    records = [each.name for each in part.declarations if isinstance(each, Record)]
    what = (
        f"operations of the tag {group.tag}" if group and group.tag else "operations without a tag"
    )
    return PartView(
        name=part.name,
        title=group.title if group else "",
        doc=docstring(group.doc if group and group.doc else f"The {what}."),
        operations_doc=docstring(f"The {what}, synchronous and asynchronous."),
        calls_doc=docstring(
            f"How the requests of {what} are made, and their answers read. Private to the package."
        ),
        models_doc=docstring(
            f"{_models_words(part, what)} Import them from the package: they may move."
        ),
        operations=tuple(operations[each.key] for each in part.operations),
        aliases=tuple(_aliases(part, group)) if group else (),
        enumerations=tuple(
            enumeration_view(each) for each in part.declarations if isinstance(each, Enumeration)
        ),
        models=tuple(
            model_view(each, annotations, declared)
            for each in part.declarations
            if isinstance(each, Record)
        ),
        model_names=tuple(own),
        models_exported=tuple(map(literal, own)),
        used_names=_names(used, declared),
        early=early,
        late=late,
        deferred=", defer_build=True" if part.split_of else "",
        built=() if part.split_of else tuple(records),
    )


def _models_words(part: Part, what: str) -> str:
    """Say which models stand in a part, `what` being its operations."""
    if part.split_of:
        return "Some of the models that are too many for one module."
    return f"Models that only {what} need." if part.group else "Models that several groups share."


def _imports(
    part: Part, declared: Mapping[str, Declaration], homes: Mapping[str, Part]
) -> tuple[tuple[ImportView, ...], tuple[ImportView, ...]]:
    """Give what the models of a part import, of parts that know nothing of them and of those beside it."""
    early: dict[str, set[str]] = {}
    late: dict[str, set[str]] = {}
    for key in {key for each in part.declarations for key in named_in(each, declared)}:
        home = homes[key]
        if home is not part:
            beside = home.split_of is not None and home.split_of == part.split_of
            (late if beside else early).setdefault(home.name, set()).add(declared[key].name)
    return _import_views(early), _import_views(late)


def _import_views(found: Mapping[str, set[str]]) -> tuple[ImportView, ...]:
    return tuple(
        ImportView(module, tuple(sorted(names_)), tuple(map(literal, sorted(names_))))
        for module, names_ in sorted(found.items())
    )


def _aliases(part: Part, group: Group) -> Iterator[PairView]:
    """Give operations whose name hides a type their own, once nothing follows that could name the type."""
    for operation in part.operations:
        name = dict(group.methods)[operation.key]
        if name in names.ANNOTATING:
            yield PairView(name, method_name(operation, group))


def _names(keys: Iterable[str], declared: Mapping[str, Declaration]) -> tuple[str, ...]:
    return tuple(sorted({declared[key].name for key in keys}))
