"""Templates: where they are, and how they are filled. Ours carry no logic (tests/test_templates.py).

A folder of the caller's may hold some of its own, by the names that ours have; the rest are ours.
"""

from __future__ import annotations

import ast
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from types import TracebackType
from typing import Final, TypeAlias

from jinja2 import (
    Environment,
    FunctionLoader,
    StrictUndefined,
    TemplateNotFound,
    TemplateSyntaxError,
)
from markupsafe import Markup

from trueup.document.json_values import JsonObject
from trueup.document.source import MAX_BYTES, read_file
from trueup.findings import Code, Finding, Place, Refused
from trueup.render.format import Unparsable, formatted

OURS: Final = "toolkit/"  # before a name: the toolkit's own, even where the caller has one
SITE: Final = "site/"  # before the name of what HTML pages are made of, and no library is
Html: TypeAlias = (
    Markup  # text that is HTML already; all other text is escaped on its way into a page
)


@dataclass(frozen=True, slots=True)
class Templates:
    """The toolkit's templates and runtime, with the caller's in the place of those that have their names.

    `own`: name and text of the caller's, sorted by name; `folder`: how theirs is shown.
    """

    own: tuple[tuple[str, str], ...] = ()
    folder: str = field(default="", compare=False)

    def fill(self, template: str, **views: object) -> str:
        """Fill one template with views. Raise Refused where one of the caller's can't be filled."""
        try:
            return _environment(self.own).get_template(template).render(**views)
        except Exception as error:
            refused = self._refused(error)
            if refused is None:
                raise
            raise refused from error

    def python(self, modules: Iterable[tuple[str, str, Mapping[str, object]]]) -> dict[str, str]:
        """Fill and format Python modules: (path, template, views) each. Raise Refused as `fill` does."""
        templates: dict[str, str] = {}
        sources: dict[str, str] = {}
        for path, template, views in modules:
            templates[path], sources[path] = template, self.fill(template, **views)
        try:
            return formatted(sources)
        except Unparsable as error:
            within = _within(templates.get(error.name, ""))
            own = [name for name in within if name in dict(self.own)]
            if not own:
                raise
            message = f"what it gives is no Python: {error}"
            raise Refused(self._wrong(own[0], 0, message)) from error

    def needed(self, modules: Iterable[str]) -> Iterator[tuple[str, str]]:
        """Give the files of the runtime that modules import, name and text: they are copied as they are."""
        found = {"__init__.py": self._text("runtime/__init__.py")}
        wanted = [
            name for text in modules for name in re.findall(r"^from \.+_runtime\.(\w+)", text, re.M)
        ]
        while wanted:
            name = f"{wanted.pop()}.py"
            if name not in found:
                found[name] = self._text(f"runtime/{name}")
                wanted += re.findall(r"^ *from \.(\w+) import", found[name], re.M)
        yield from sorted(found.items())

    def provenance(self) -> JsonObject:
        """Give the sha256 over all that libraries are made of, and that of each file that is the caller's."""
        own: JsonObject = {
            name: hashlib.sha256(text.encode()).hexdigest()
            for name, text in self.own
            if not name.startswith(SITE)
        }
        digest = self._digest(lambda name: not name.startswith(SITE))
        return {"sha256": digest, **({"own": own} if own else {})}

    def of_site(self) -> str:
        """Give the sha256 over all that the pages of releases are made of."""
        return self._digest(lambda name: name.startswith(SITE))

    def _digest(self, meant: Callable[[str], bool]) -> str:
        digest = hashlib.sha256()
        for name, text in sorted({**_ours(), **dict(self.own)}.items()):
            if meant(name):
                digest.update(f"{name}\0{text}\0".encode())
        return digest.hexdigest()

    def _text(self, name: str) -> str:
        return dict(self.own).get(name) or _ours()[name]

    def _refused(self, error: Exception) -> Refused | None:
        """Say where in the caller's templates an error is; None where it is in none of them."""
        places = [*_lines(error.__traceback__)]
        if isinstance(error, TemplateSyntaxError):
            places.append((error.name or "", error.lineno))
        own = [(name, line) for name, line in places if name in dict(self.own)]
        if not own:
            return None
        what = str(error) or type(error).__name__
        if isinstance(error, TemplateNotFound):
            what = f"there is no template {error.name}"
        if isinstance(error, RecursionError):
            own, what = own[:1], f"it includes itself; {OURS}{own[0][0]} is the toolkit's"
        return Refused(self._wrong(*own[-1], what))

    def _wrong(self, name: str, line: int, message: str) -> Finding:
        fix = f"correct it, or delete the file to have the toolkit's {name}"
        place = Place(f"{self.folder}/{name}", line, 1 if line else 0)
        return Finding(place, Code.BAD_TEMPLATE, message, fix)


def templates_root() -> Traversable:
    """Give the folder of the templates: the installed copy first, the checkout's second."""
    packaged = files("trueup") / "templates"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "templates"


def own_templates(folder: Path, shown: Callable[[Path], str]) -> Templates:
    """Read the caller's folder of templates. Raise Refused for what is none, or not read."""
    if not folder.is_dir():
        message, fix = f"there is no folder {shown(folder)}", "name the folder of your templates"
        raise Refused(Finding(Place(shown(folder)), Code.UNREADABLE, message, fix))
    paths = {path.relative_to(folder).as_posix(): path for path in _files_of(folder)}
    if wrong := [
        _unknown(name, shown(path)) for name, path in paths.items() if name not in _ours()
    ]:
        raise Refused(*wrong)
    read = {name: read_file(path, shown(path), MAX_BYTES)[0] for name, path in paths.items()}
    made = Templates(tuple(sorted(read.items())), shown(folder))
    broken = [made._wrong(name, *problem) for name, problem in _broken(read)]
    if broken:
        raise Refused(*broken)
    return made


def _files_of(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        hidden = any(part.startswith(".") or part == "__pycache__" for part in parts)
        if path.is_file() and not hidden:
            yield path


def _broken(read: Mapping[str, str]) -> Iterator[tuple[str, tuple[int, str]]]:
    """Yield the templates that are none, and the files of the runtime that are no Python: line and message."""
    for name, text in read.items():
        try:
            if name.endswith(".py"):
                ast.parse(text)
            else:
                _environment(()).compile(text, name, name)
        except TemplateSyntaxError as error:
            yield name, (error.lineno, str(error.message))
        except (SyntaxError, ValueError) as error:
            line = getattr(error, "lineno", None)
            yield name, (line or 0, f"it is no Python: {getattr(error, 'msg', error)}")


def _unknown(name: str, shown: str) -> Finding:
    near = get_close_matches(name, _ours(), n=3, cutoff=0.4) or sorted(_ours())
    message = f"the toolkit has no template {name}, so this would change nothing"
    return Finding(
        Place(shown), Code.BAD_TEMPLATE, message, f"name it like one of {', '.join(near)}"
    )


def _lines(traceback: TracebackType | None) -> Iterator[tuple[str, int]]:
    """Yield the lines of templates that a traceback goes through: Jinja gives them as frames."""
    while traceback is not None:
        yield traceback.tb_frame.f_code.co_filename, traceback.tb_lineno
        traceback = traceback.tb_next


def _within(template: str) -> Iterator[str]:
    """Yield a template of ours and those that it includes."""
    yield template
    for name in re.findall(r"{% include [\"']([^\"']+)[\"']", _ours().get(template, "")):
        yield from _within(name)


@cache
def _ours() -> Mapping[str, str]:
    stand_in = ((f"runtime/{name}", text) for name, text in _texts(files("trueup") / "standin", ""))
    return {**dict(stand_in), **dict(_texts(templates_root(), ""))}


def _texts(folder: Traversable, prefix: str) -> Iterator[tuple[str, str]]:
    for entry in folder.iterdir():
        if entry.is_dir() and not entry.name.startswith(("_", ".")):
            yield from _texts(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith((".py", ".jinja")):
            yield f"{prefix}{entry.name}", entry.read_text("utf-8")


def _is_html(name: str | None) -> bool:
    return (name or "").endswith(".html.jinja")


@lru_cache(maxsize=4)
def _environment(own: tuple[tuple[str, str], ...]) -> Environment:
    texts = {**_ours(), **{f"{OURS}{name}": text for name, text in _ours().items()}, **dict(own)}

    def source(name: str) -> tuple[str, str, None] | None:
        return (texts[name], name, None) if name in texts else None

    return Environment(
        loader=FunctionLoader(source),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=_is_html,  # noqa: S701 - the rest is Python and Markdown: literals.py and markdown.py are its doors
    )
