"""Tells what format a page was saved in."""

from __future__ import annotations

import re

from trueup.page.blocks import Format

SUFFIXES = {
    ".rst": Format.RST,
    ".md": Format.MARKDOWN,
    ".markdown": Format.MARKDOWN,
    ".html": Format.HTML,
    ".htm": Format.HTML,
    ".xhtml": Format.HTML,
}
HTML = re.compile(
    r"\s*(?:<!--.*?-->\s*|<\?xml[^>]*>\s*)*<(?:!doctype\s+html|html|head|body)\b", re.I | re.S
)
RST = re.compile(
    r"^[ \t]*(?:\+(?:[-=]{2,}\+)+[ \t]*$|\.\. (?:[\w:-]+::(?:\s|$)|_[^\s:][^\n:]*:(?:\s|$)))", re.M
)
MARKDOWN = re.compile(
    r"^[ \t]*(?:<table\b|#{1,6} \S|```|\|?[ \t]*:?-{2,}:?[ \t]*\|[-:| \t]*$)", re.M | re.I
)


def detect(name: str, text: str) -> Format:
    """Tell a page's format by the suffix of its name, else by what it looks like."""
    suffix = "." + name.rpartition(".")[2].lower()
    if "." in name and suffix in SUFFIXES:
        return SUFFIXES[suffix]
    if HTML.match(text):
        return Format.HTML
    if RST.search(text):
        return Format.RST
    if MARKDOWN.search(text):
        return Format.MARKDOWN
    return Format.TEXT
