"""The plan: every file of the library, as text, before anything touches the disk."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from trueup.document.json_values import JsonObject
from trueup.ir import Api, Declaration, Record
from trueup.render.answers import answer_record
from trueup.render.client_views import SDK_HMAC, constructor_view, flavour_views
from trueup.render.compact import compact
from trueup.render.error_views import errors_view
from trueup.render.headers import header_record
from trueup.render.identity import PROVENANCE, Identity
from trueup.render.method_docs import method_docs
from trueup.render.models import Annotations, field_annotations
from trueup.render.operation_views import operation_view
from trueup.render.package_view import package_view
from trueup.render.page_views import docs_view
from trueup.render.parameters import argument_titles, parameter_record
from trueup.render.part_views import part_views
from trueup.render.provenance import origin, provenance
from trueup.render.readme import readme_view
from trueup.render.snippets import Snippets
from trueup.render.templating import Templates
from trueup.render.views import OperationView, PartView
from trueup.render.views_of_docs import DocsView

Plan = Mapping[str, str]
_AROUND: Final = ("README.md", "pyproject.toml")  # what stands beside the package


def plan(api: Api, document: JsonObject, identity: Identity, filling: Templates) -> Plan:
    """Render the library of an API and its document; keys are paths below its folder. Raise Refused."""
    declared = {declaration.key: declaration for declaration in api.declarations}
    titles = argument_titles(api.operations)
    annotations = field_annotations([*_records(api, declared, titles)], declared)
    operations = _operations(api, annotations, Snippets(api, identity, declared), titles)
    errors = errors_view(api, identity)
    parts = part_views(api, annotations, operations)
    constructor = constructor_view(api, document, identity)
    docs = docs_view(api, identity)
    views: dict[str, object] = {
        "docs": docs,
        "readme": readme_view(api, identity),
        "package": package_view(
            api,
            identity,
            errors,
            split=any(each.deferred for each in parts),
            advised=constructor.advised,
        ),
        "errors": errors,
        "constructor": constructor,
        "flavours": flavour_views(api),
        "operations": tuple(operations.values()),
        "parts": parts,
        "groups": tuple(each for each in parts if each.title),
    }
    package = identity.package
    modules = filling.python(
        (f"{package}/{path}.py", f"client/{template}.py.jinja", {**views, **more})
        for path, template, more in _modules(parts, _beside(api))
    )
    files = {
        **{name: filling.fill(f"package/{name}.jinja", **views) for name in _AROUND},
        **dict(_pages(docs, filling, views)),
        f"{package}/py.typed": "",
        f"{package}/testing/document.json": compact(document),
        **modules,
        **{f"{package}/_runtime/{name}": text for name, text in filling.needed(modules.values())},
    }
    said = origin(api.title, api.version, identity, filling.provenance())
    return {**files, PROVENANCE: provenance(said, files)}


def _operations(
    api: Api, annotations: Annotations, snippets: Snippets, titles: Mapping[str, str]
) -> dict[str, OperationView]:
    """Show every operation, by its key."""
    group_of = {key: group for group in api.groups for key, _ in group.methods}
    return {
        each.key: operation_view(
            each,
            annotations,
            snippets.declared,
            titles[each.key],
            group_of[each.key],
            method_docs(each, group_of[each.key], snippets),
        )
        for each in api.operations
    }


def _records(
    api: Api, declared: Mapping[str, Declaration], titles: Mapping[str, str]
) -> Iterator[Record]:
    """Yield the records that are declared, and what is sent and received beside them, as records."""
    yield from (each for each in api.declarations if isinstance(each, Record))
    for each in api.operations:
        yield parameter_record(each, declared, titles[each.key])
        yield answer_record(each)
        yield header_record(each)


def _pages(
    docs: DocsView, filling: Templates, views: Mapping[str, object]
) -> Iterator[tuple[str, str]]:
    """Yield the pages of a library, path and text, and their index."""
    for page in docs.operations:
        yield page.path, filling.fill("docs/operation.md.jinja", page=page)
    for page in docs.classes:
        yield page.path, filling.fill("docs/class.md.jinja", page=page)
    if docs.operations:
        yield "docs/index.md", filling.fill("docs/index.md.jinja", **views)


def _modules(
    parts: tuple[PartView, ...], beside: Iterable[str]
) -> Iterator[tuple[str, str, dict[str, object]]]:
    """Yield the modules of a package: path, template, and the views that are the module's own."""
    yield from ((name, name, {}) for name in ("__init__", "client", "errors"))
    yield "_raw", "raw", {}
    yield "__main__", "main", {}
    yield "answers", "answers", {}
    yield "outcomes", "outcomes", {}
    yield from ((f"testing/{name}", f"testing/{name}", {}) for name in ("__init__", "fixtures"))
    yield from ((name, name, {}) for name in ("hooks", "tracing"))
    yield from ((name, name, {}) for name in beside)
    yield "models/__init__", "models_package", {}
    yield "operations/__init__", "operations_package", {}
    yield "_calls/__init__", "calls_package", {}
    for part in parts:
        if part.operations:
            yield f"operations/{part.name}", "operations", {"part": part}
            yield f"_calls/{part.name}", "calls", {"part": part}
        if part.model_names:
            yield f"models/{part.name}", "models", {"part": part}


def _beside(api: Api) -> Iterator[str]:
    """Yield the modules that a package has for what gives credentials."""
    if any(each.grants for each in api.credentials):
        yield "oauth"
    if any(each.signer == SDK_HMAC for each in api.credentials):
        yield "signing"
