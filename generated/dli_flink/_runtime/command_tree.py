"""The commands of a library: a group for each group of operations, and each operation under its flat name."""

from __future__ import annotations

import ast
import inspect
import sys
from collections.abc import Callable, Iterable, Mapping
from difflib import get_close_matches
from functools import cached_property
from importlib.util import LazyLoader, find_spec, module_from_spec
from typing import Any, Final

import click

from .command import CODES, About
from .command_call import Calling
from .command_flags import Flag, described, flag_of
from .command_settings import keys_of, settings_flags

_FEW: Final = 40  # operations that the first help lists by their flat names
_CALL: Final = "body", "null", "dry-run", "curl", "output", "include", "raw", "verbose"
_BODY: Final = "Fields of the body"


def root(about: About) -> click.Group:
    """Make the command line of a library."""
    return _Root(about)


class _Sections(click.Command):
    """A command whose help has its flags in sections."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the flags."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            if record := param.get_help_record(ctx):
                sections.setdefault(getattr(param, "section", "Others"), []).append(record)
        for title, records in sections.items():
            with formatter.section(title):
                formatter.write_dl(records)
        if isinstance(self, click.Group):
            self.format_commands(ctx, formatter)


class _Lazy(_Sections, click.Group):
    """Commands that are made when they are asked for; a list of them needs their names and first lines only."""

    about: About
    names: Mapping[str, str]

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        return list(self.names)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is meant; raise UsageError with those that are called nearly like it."""
        if args and self.get_command(ctx, args[0]) is None and not args[0].startswith("-"):
            near = get_close_matches(args[0], self.list_commands(ctx))
            said = f"; did you mean {', '.join(near)}?" if near else ""
            raise click.UsageError(f"there is no command {args[0]}{said}", ctx)
        return super().resolve_command(ctx, args)

    def _listed(self, formatter: click.HelpFormatter, title: str, of: Mapping[str, str]) -> None:
        if of:
            with formatter.section(title):
                formatter.write_dl(list(of.items()))


class _Root(_Lazy):
    def __init__(self, about: About) -> None:
        self.about = about
        super().__init__(
            about.package,
            help=f"{about.title}, version {about.version}.",
            epilog=_ending(about),
            no_args_is_help=True,
            params=[*_first_flags(about)],
        )

    @cached_property
    def names(self) -> Mapping[str, str]:  # type: ignore[override]
        return {**self._flat, **self._groups}

    @cached_property
    def _client(self) -> Any:
        from .command_settings import client_of

        return client_of(self.about)[0]

    @cached_property
    def _groups(self) -> Mapping[str, str]:
        return _commands(each for each in self.about.groups)

    @cached_property
    def _flat(self) -> Mapping[str, str]:
        client = vars(self._client).items()
        return _commands(name for name, each in client if type(each).__name__ == "FlatName")

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name the commands."""
        return list(self.names)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make a command."""
        if cmd_name in self._groups:
            return _Group(self.about, cmd_name, self._groups[cmd_name])
        if cmd_name not in self._flat:
            return None
        flat = vars(self._client)[self._flat[cmd_name]]
        return _operation(self.about, cmd_name, flat._group, flat._name)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the groups, and the operations where they are few."""
        groups = {
            name: inspect.cleandoc(self.about.groups[of]).partition("\n")[0]
            for name, of in self._groups.items()
        }
        self._listed(formatter, "Groups of operations", groups)
        if len(self._flat) > _FEW:
            formatter.write_paragraph()
            formatter.write_text(
                f"{len(self._flat)} operations; GROUP --help lists them. Each has a flat name, too, as "
                f"{next(iter(self._flat))}."
            )
            return
        flat = {name: vars(self._client)[of] for name, of in self._flat.items()}
        said = {
            group: _says(self.about, group) for group in {each._group for each in flat.values()}
        }
        first = {name: said[each._group][each._name] for name, each in flat.items()}
        self._listed(
            formatter, "Operations", {name: one for name, one in first.items() if one is not None}
        )


class _Group(_Lazy):
    def __init__(self, about: About, name: str, group: str) -> None:
        self.about, self._group = about, group
        super().__init__(
            name, help=inspect.cleandoc(about.groups[group]), no_args_is_help=True, params=[]
        )

    @cached_property
    def names(self) -> Mapping[str, str]:  # type: ignore[override]
        return _commands(self._first)

    @cached_property
    def _first(self) -> Mapping[str, str | None]:
        return _says(self.about, self._group)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Make the command of an operation."""
        if cmd_name not in self.names:
            return None
        return _operation(self.about, cmd_name, self._group, self.names[cmd_name])

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the operations."""
        first = {
            name: one for name, of in self.names.items() if (one := self._first[of]) is not None
        }
        self._listed(formatter, "Operations", first)


class _Operation(_Sections):
    """The command of an operation."""


def _operation(about: About, name: str, group: str, method: str) -> click.Command:
    found = getattr(_class(about, group), method)
    called = described(found)
    taken = {"help", *_CALL}
    own = [*_call_flags(called)]
    flags = [
        flag_of(
            each,
            _BODY if each.field else "Parameters",
            taken,
            required=each.required and not each.field,
        )
        for each in called.arguments
        if each.name != "body"
    ]
    calling = Calling(about, (group, method), called)
    return _Operation(
        name,
        help=called.says,
        short_help=_first_line(found),
        params=[*flags, *own, *settings_flags(about, taken)],
        callback=calling,
    )


def _call_flags(called: Any) -> Iterable[click.Option]:
    """Make the flags that every command has; only what the operation can do."""
    body = next((each for each in called.arguments if each.name == "body"), None)
    if body:
        says = "The body, as JSON or YAML; - is stdin. Flags of its fields are over it."
        yield Flag(
            ["--body"], section=_BODY, metavar="FILE", required=body.required and not body.nullable,
            help=says if called.body else f"{body.says} A file; - is stdin.",
        )  # fmt: skip
    if nullable := [
        each.name
        for each in called.arguments
        if each.nullable and not (each.name == "body" and called.body)
    ]:
        choices = click.Choice([name.strip("_").replace("_", "-") for name in nullable])
        yield Flag(
            ["--null"], section=_BODY, type=choices, multiple=True,
            help="A field to send as null; may be repeated.", metavar="FIELD",
        )  # fmt: skip
    for name, says in (
        ("dry-run", "Print the request, secrets left out, and send nothing."),
        ("curl", "Print the request as a command of curl, and send nothing."),
        ("include", "Print status and headers of the answer, too."),
        ("raw", "Print the body of the answer as it came."),
        ("verbose", "Log each attempt on stderr."),
    ):
        yield Flag([f"--{name}"], section="Output", help=says, is_flag=True)
    says = "The file that the answer goes to."
    yield Flag(["--output"], section="Output", help=says, metavar="FILE")


def _first_flags(about: About) -> Iterable[click.Option]:
    def version(ctx: click.Context, param: click.Parameter, value: bool) -> None:
        if value and not ctx.resilient_parsing:
            click.echo(about.version)
            ctx.exit()

    yield click.Option(
        ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=version,
        help="Print the version of the library.",
    )  # fmt: skip
    yield from settings_flags(about, set())


def _ending(about: About) -> str:
    keys = "".join(f"\b\n{name}: {keys_of(about, name)}\n\n" for name in about.signers)
    codes = "\n".join(f"{code:>4}  {means}" for code, means in CODES.items())
    return f"{keys}\b\nExit codes:\n{codes}"


def _class(about: About, group: str) -> Any:
    """Import a group of operations, but how its calls are made only once one is."""
    from .command_settings import client_of

    kind, _ = client_of(about)
    _later(f"{about.package}._calls.{vars(kind)[group]._module.rpartition('.')[2]}")
    return getattr(kind, group)


def _later(name: str) -> None:
    spec = None if name in sys.modules else find_spec(name)
    if spec is None or spec.loader is None:
        return
    spec.loader = LazyLoader(spec.loader)
    module = module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)


def _says(about: About, group: str) -> Mapping[str, str | None]:
    """Give the methods of a group with their first lines, from its source: a list of them needs no models.

    None: the method writes to a file, and its command is another's with --output.
    """
    from .command_settings import client_of

    of = vars(client_of(about)[0])[group]
    spec = find_spec(of._module)
    loader: Any = spec.loader if spec else None
    source = loader.get_source(of._module) if hasattr(loader, "get_source") else None
    found: list[tuple[str, str, Iterable[object]]]
    if source is None:
        found = [
            (name, each.__doc__ or "", each.__annotations__.values())
            for name, each in vars(_class(about, group)).items()
            if inspect.isfunction(each)
        ]
    else:
        found = [*_of_source(source, of._name)]
    return {
        name: None if "_Target" in hints else doc.strip().partition("\n")[0]
        for name, doc, hints in found
        if not name.startswith("_")
    }


def _of_source(source: str, kind: str) -> Iterable[tuple[str, str, Iterable[object]]]:
    found: dict[str, tuple[str, Iterable[object]]] = {}
    classes = (each for each in ast.parse(source).body if isinstance(each, ast.ClassDef))
    for each in (each for made in classes if made.name == kind for each in made.body):
        match each:
            case ast.FunctionDef():
                given = [*each.args.args, *each.args.kwonlyargs]
                hints = [one.annotation for one in given]
                names = [one.id for one in hints if isinstance(one, ast.Name)]
                found[each.name] = ast.get_docstring(each) or "", names
            case ast.Assign(targets=[ast.Name(id=name)], value=ast.Name(id=other)):
                if other in found:  # a method that is called like a type has its name by this
                    found[name] = found[other]
    return [(name, *told) for name, told in found.items()]


def _commands(names: Iterable[str]) -> Mapping[str, str]:
    """Give commands for names of Python's, and what each stands for."""
    made: dict[str, str] = {}
    for name in sorted(names, key=lambda each: each != each.strip("_")):
        short = name.strip("_").replace("_", "-")
        made.setdefault(short if short and short not in made else name.replace("_", "-"), name)
    return made


def _first_line(method: Callable[..., object]) -> str:
    return (method.__doc__ or "").strip().partition("\n")[0]
