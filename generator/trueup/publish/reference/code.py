"""Code as a page shows it: calls in Python and with curl, JSON, the parts of each told apart by colour."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, text_of
from trueup.ir import Api, Declaration, Operation
from trueup.publish.examples import Subject, shown
from trueup.publish.site.views_of_reference import CallView, CodeView
from trueup.render.identity import Identity
from trueup.render.shown import calls
from trueup.render.snippets import Snippets
from trueup.render.templating import Html

_TITLES: Final = ("The smallest call", "A fuller call")
_WORDS: Final = (
    "False None True as async await curl def false for from import in null print return true with"
)
_TOKEN: Final = re.compile(
    r'(?P<key>"(?:[^"\\\n]|\\.)*"(?=\s*:))'
    r'|(?P<string>"""(?:[^"\\]|\\.|"(?!""))*"""|"(?:[^"\\\n]|\\.)*"|\'(?:[^\'\\]|\\.)*\')'
    r"|(?P<number>(?<![\w.-])-?\d[\d_]*(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.]))"
    rf"|(?P<word>(?<![\w.-])(?:{'|'.join(_WORDS.split())})(?![\w.-]))"
)


def coloured(text: str) -> Html:
    """Mark up what stands in a piece of code: keys, strings, numbers, words of the language.

    >>> print(coloured('{"a": 1}'))
    {<b class="key">&#34;a&#34;</b>: <b class="number">1</b>}
    """
    made, last = [], 0
    for found in _TOKEN.finditer(text):
        made += [
            Html.escape(text[last : found.start()]),
            Html('<b class="{}">{}</b>').format(found.lastgroup, found[0]),
        ]
        last = found.end()
    return Html("").join([*made, Html.escape(text[last:])])


@dataclass(frozen=True)
class Code:
    """Writes the code for the operations of one API."""

    api: Api
    package: str

    @cached_property
    def _declared(self) -> Mapping[str, Declaration]:
        return {each.key: each for each in self.api.declarations}

    @cached_property
    def _snippets(self) -> Snippets:
        identity = Identity(self.package, self.package, "", "", "", "", "")
        return Snippets(self.api, identity, self._declared)

    def calls(self, operation: Operation, group: str) -> Iterator[CallView]:
        """Yield the calls of an operation: the smallest, and one with all that the document has examples of."""
        for title, call in zip(_TITLES, calls(operation, self._declared), strict=False):
            ways = tuple(
                CodeView(language, coloured(text), first=not at)
                for at, (language, text) in enumerate(self._snippets.ways(operation, call))
            )
            if ways:
                yield CallView(
                    title, f"{group}.{title.replace(' ', '-').lower()}", ways, title == _TITLES[0]
                )


def examples(root: JsonObject, subject: Subject) -> Iterator[CodeView]:
    """Yield the examples of a body, as they go over the wire."""
    for each in shown(root, subject):
        if "value" in each.said or "dataValue" in each.said:
            value = each.said.get("value", each.said.get("dataValue"))
            title = text_of(each.said.get("summary")) or each.name
            yield CodeView(title, coloured(_written(value, subject.media_type)))


def _written(value: JsonValue, media_type: str) -> str:
    if isinstance(value, str) and "json" not in media_type:
        return value
    return json.dumps(value, indent=2, ensure_ascii=False)
