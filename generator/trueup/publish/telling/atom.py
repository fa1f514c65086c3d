"""A changelog as a feed: Atom (RFC 4287), an entry for each version that says when it was released."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Final
from uuid import NAMESPACE_URL, UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from trueup.document.json_values import mapping, text_of
from trueup.document.source import Document
from trueup.publish.history import Step
from trueup.publish.site.prose import prose
from trueup.publish.telling.markdown import as_step
from trueup.publish.telling.words import summed_up

_ATOM: Final = "http://www.w3.org/2005/Atom"
# What XML 1.0 can't hold.
_NO_XML: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def as_atom(
    document: Document, view: str, steps: Sequence[Step], links: Mapping[str, str] | None = None
) -> str | None:
    """Write the versions that have a day, the last first; None where none has. `links`: where each version is.

    Ids are made of what the API was called first, and of the view: they stay the same wherever a feed is, and need no
    address.
    """
    dated = [step for step in reversed(steps) if step.released]
    if not dated:
        return None
    info = mapping(document.root.get("info"))
    title, contact = text_of(info.get("title")), mapping(info.get("contact"))
    identity = uuid5(NAMESPACE_URL, f"urn:trueup:feed:{view}:{steps[0].title or title}")
    feed = Element("feed", xmlns=_ATOM)
    _say(feed, "id", identity.urn)
    _say(feed, "title", f"Changelog of {title}")
    _say(feed, "updated", _moment(max(step.released for step in dated)))
    _say(SubElement(feed, "author"), "name", text_of(contact.get("name")) or title)
    for step in dated:
        _entry(feed, identity, title, step, (links or {}).get(step.version))
    indent(feed)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{tostring(feed, encoding="unicode")}\n'


def _entry(feed: Element, identity: UUID, title: str, step: Step, link: str | None) -> None:
    entry = SubElement(feed, "entry")
    _say(entry, "id", uuid5(identity, step.version).urn)
    _say(entry, "title", f"{title} {step.version}")
    _say(entry, "updated", _moment(step.released))
    if link is not None:
        SubElement(entry, "link", rel="alternate", href=link)
    _say(entry, "summary", summed_up(step))
    SubElement(entry, "content", type="html").text = _clean(str(prose("\n".join(as_step(step)), 1)))


def _say(parent: Element, name: str, text: str) -> None:
    SubElement(parent, name).text = _clean(text)


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _moment(day: str) -> str:
    return f"{day}T00:00:00Z"
