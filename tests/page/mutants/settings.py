"""Ways to set the same text otherwise: lines, spaces, signs."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial


@dataclass(frozen=True)
class Retyped:
    """A page whose text was set otherwise."""

    name: str
    change: Callable[[str], str]


def _tabbed(text: str) -> str:
    """Set the cells of a header in one line, parted by tabs."""
    words = "Parameter\n\nMandatory\n\nType\n\nDescription\n"
    return text.replace(words, words.replace("\n\n", "\t"))


def _indent(text: str) -> str:
    return "\n".join(line.lstrip() for line in text.split("\n"))


def _bulleted(text: str, sign: str) -> str:
    return text.replace("•", sign)


SETTINGS = (
    Retyped("lines end as on Windows", lambda text: text.replace("\n", "\r\n")),
    Retyped("spaces end lines", lambda text: text.replace("\n", "  \n")),
    Retyped("tabs end lines", lambda text: text.replace("\n", "\t\n")),
    Retyped("more empty lines", lambda text: text.replace("\n\n", "\n\n\n\n")),
    Retyped("no empty lines", lambda text: re.sub(r"\n{2,}", "\n", text)),
    Retyped("no line at the end", lambda text: text.rstrip("\n")),
    Retyped("empty lines first", lambda text: "\n\n" + text),
    Retyped("a byte order mark", lambda text: "\ufeff" + text),
    Retyped("no indents", _indent),
    Retyped("indented", lambda text: "\n".join(f"    {line}" if line else line for line in text.split("\n"))),
    Retyped("hard spaces", lambda text: text.replace(" ", "\u00a0")),
    Retyped("hard spaces in sentences", lambda text: re.sub(r"(?<=\w) (?=\d)", "\u00a0", text)),
    Retyped("thin spaces", lambda text: re.sub(r"(?<=\d) (?=x )|(?<=x) (?=\d)", "\u2009", text)),
    Retyped("two spaces after sentences", lambda text: re.sub(r"(?<=[a-z]\.) (?=[A-Z])", "  ", text)),
    Retyped("spaces of no width", lambda text: text.replace(". ", ".\u200b ")),
    Retyped("typographic apostrophes", lambda text: text.replace("'", "’")),
    Retyped("typographic quotes", lambda text: re.sub(r'(?<=• )"(\w+)"', r"“\1”", text)),
    Retyped("en dashes", lambda text: re.sub(r"(?<=\d)-(?=\d)", "–", text)),
    Retyped("a typographic minus", lambda text: re.sub(r"(?<=[:s] )-(?=\d)", "−", text)),
    Retyped("times as a cross", lambda text: re.sub(r"(?<=\d) x (?=\d)", " × ", text)),
    Retyped("times as a star", lambda text: re.sub(r"(?<=\d) x (?=\d)", "*", text)),
    Retyped("fullwidth colons", lambda text: re.sub(r"(?<=range): ", "：", text)),
    Retyped("headers in lines with tabs", _tabbed),
    Retyped("captions in capitals", lambda text: re.sub(r"^( *)Table (?=\d)", r"\1TABLE ", text, flags=re.M)),
    Retyped("captions with a colon", lambda text: re.sub(r"^( *Table \d+) ", r"\1: ", text, flags=re.M)),
    *(
        Retyped(f"bullets are {sign}", partial(_bulleted, sign=sign))
        for sign in ("·", "-", "*", "●", "○", "▪", "–", "■", "◦")
    ),
)  # fmt: skip
