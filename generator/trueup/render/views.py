"""Views: the IR as ready-made strings, one frozen class for each thing that a template prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FieldView:
    """A field of a model: `default` is the source after the equals sign, empty where there is none."""

    name: str
    annotation: str
    default: str
    doc: str


@dataclass(frozen=True, slots=True)
class ModelView:
    """A class of a model; `doc` is the source of its docstring.

    `more`, `holds`: the source of what fields without a name are, and of what holds for all together.
    `computed`: names of fields and how their defaults are computed.
    """

    name: str
    base: str
    doc: str
    fields: tuple[FieldView, ...]
    more: str
    holds: str
    advised: tuple[str, ...]
    computed: tuple[PairView, ...]
    instants: tuple[InstantView, ...]
    parsed: tuple[InstantView, ...]


@dataclass(frozen=True, slots=True)
class InstantView:
    """A property that gives a field as a datetime, or the JSON in its text; `given`: its arguments, as source."""

    name: str
    given: str
    doc: str


@dataclass(frozen=True, slots=True)
class MemberView:
    """A value of an enumeration."""

    name: str
    value: str
    doc: str


@dataclass(frozen=True, slots=True)
class EnumerationView:
    """A class of an enumeration."""

    name: str
    base: str
    doc: str
    members: tuple[MemberView, ...]


@dataclass(frozen=True, slots=True)
class ArgumentView:
    """An argument of a method or of a client: `default` as in FieldView."""

    name: str
    annotation: str
    default: str


@dataclass(frozen=True, slots=True)
class PairView:
    """A key and a value, both as source."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """When a success status is one: everything as source."""

    field: str
    equals: str
    error: str
    message: str


@dataclass(frozen=True, slots=True)
class GroupedView:
    """An operation in its group: the group's attribute and class, the method, `pets.list` for people."""

    attribute: str
    title: str
    method: str
    shown: str


@dataclass(frozen=True, slots=True)
class HeaderView:
    """A documented header of an operation's answers: the name of its attribute, all else as source."""

    name: str
    type: str
    wire: str
    reader: str
    shape: str
    doc: str


@dataclass(frozen=True, slots=True)
class HeadersView:
    """The class of an operation's headers, and its source as a further argument where it has any fields."""

    name: str
    given: str
    fields: tuple[HeaderView, ...]


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """How an operation gives what it got. `saves`: the argument for a file; `answered`: by an answer as a whole."""

    whole: bool
    streams: bool
    saves: str
    answered: bool


@dataclass(frozen=True, slots=True)
class OperationView:
    """One operation: what its call is made of, and what its method looks like. All but names is source."""

    name: str
    method: str
    path: str
    method_and_path: str
    call_doc: str
    doc: str
    doc_async: str
    returns: str
    answers: str
    arguments_class: str
    positional: tuple[ArgumentView, ...]
    keywords: tuple[ArgumentView, ...]
    checked: tuple[FieldView, ...]
    given: tuple[PairView, ...]
    path_values: tuple[PairView, ...]
    query_values: tuple[PairView, ...]
    header_values: tuple[PairView, ...]
    cookie_values: tuple[PairView, ...]
    readers: tuple[PairView, ...]
    delivery: DeliveryView
    headers: HeadersView
    rule: RuleView | None
    media_type: str
    content: str
    files: str
    accept: str
    secrets: str
    server: str
    idempotent: str
    body_model: str
    sent: str
    fields: tuple[PairView, ...]
    grouped: GroupedView


@dataclass(frozen=True, slots=True)
class ImportView:
    """Names that a module of models imports from another; `exported`: as source."""

    module: str
    names: tuple[str, ...]
    exported: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartView:
    """What stands in one module of operations, of calls and of models. Docs and exported names are source.

    `late`: imports below the classes, of modules that import this one; `deferred`: an argument of
    classes; `built`: those that are built once they all stand.
    """

    name: str
    title: str
    doc: str
    operations_doc: str
    calls_doc: str
    models_doc: str
    operations: tuple[OperationView, ...]
    aliases: tuple[PairView, ...]
    enumerations: tuple[EnumerationView, ...]
    models: tuple[ModelView, ...]
    model_names: tuple[str, ...]
    models_exported: tuple[str, ...]
    used_names: tuple[str, ...]
    early: tuple[ImportView, ...]
    late: tuple[ImportView, ...]
    deferred: str
    built: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FlavourView:
    """One of the two clients that the same template makes."""

    client: str
    prefix: str
    transport: str
    http: str
    is_sync: bool
    async_: str
    await_: str
    a: str
    close: str
    doc: str


@dataclass(frozen=True, slots=True)
class ErrorFieldView:
    """A field of the documented error body, offered on the error itself."""

    name: str
    annotation: str
    doc: str


@dataclass(frozen=True, slots=True)
class RejectionView:
    """An error for a success status that is none, with the type of the answer it carries."""

    name: str
    key: str
    doc: str
    result: str


@dataclass(frozen=True, slots=True)
class ErrorsView:
    """The errors of a package: the root's name, the documented body, all names as source.

    `credentials`: the names, in lower case, of the headers and parameters that carry them.
    """

    root: str
    body: str
    fields: tuple[ErrorFieldView, ...]
    credentials: tuple[str, ...]
    rejections: tuple[RejectionView, ...]
    model_names: tuple[str, ...]
    names: tuple[str, ...]
    exported: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ConstructorView:
    """What a client is made from: what is set once, where it calls, its credentials.

    `signers`: the HTTP scheme of each credential that signs; `grants`: tokens may be fetched;
    `certificate`: the source of an argument of httpx, for mutual TLS; `stand_ins`:
    what it must be given to call a stand-in.
    """

    settings: tuple[ArgumentView, ...]
    named: tuple[str, ...]
    setting_values: tuple[PairView, ...]
    server_variables: tuple[ArgumentView, ...]
    server_url: str
    server_values: tuple[PairView, ...]
    server_choices: tuple[PairView, ...]
    server_known: tuple[PairView, ...]
    server_others: tuple[PairView, ...]
    user_agent: str
    credentials: tuple[ArgumentView, ...]
    credential_values: tuple[PairView, ...]
    signers: tuple[PairView, ...]
    grants: bool
    certificate: str
    other_servers: bool
    advised: bool
    stand_ins: tuple[PairView, ...]


@dataclass(frozen=True, slots=True)
class PackageView:
    """The package as a whole. Names ending in `_literal`, and lists of names, are source."""

    name: str
    name_literal: str
    distribution: str
    distribution_literal: str
    version: str
    version_literal: str
    title_literal: str
    licence: str
    streams: bool
    httpx_floor: str
    pydantic_floor: str
    header: str
    module_doc: str
    models_doc: str
    readme_doc: str
    exports: tuple[str, ...]
    model_names: tuple[str, ...]
    models_exported: tuple[str, ...]
