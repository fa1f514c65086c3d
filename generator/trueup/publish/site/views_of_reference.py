"""Views of the reference: pages with operations, fields and models."""

from __future__ import annotations

from dataclasses import dataclass

from trueup.publish.site.views import LinkView
from trueup.render.templating import Html


@dataclass(frozen=True, slots=True)
class FactView:
    """Something that is said of a field, under a term."""

    term: str
    text: Html


@dataclass(frozen=True, slots=True)
class ValueView:
    """A value of an enumeration, as it is written; its name in Python and its meaning, where it has them."""

    value: str
    name: str
    meaning: Html


@dataclass(frozen=True, slots=True)
class BadgeView:
    """A word that marks something, and its tone: good, warn, bad, info, note or none."""

    text: str
    tone: str = ""


@dataclass(frozen=True, slots=True)
class DescribedView:
    """A field, a parameter, a kind of value, or a schema as a whole, with all that stands within it.

    `place`: its row on the page. `label`: says what `within` are. `named`, `meant`: its values have names in Python,
    meanings.
    """

    id: str
    name: str
    type: Html
    badges: tuple[BadgeView, ...]
    place: str
    doc: Html
    facts: tuple[FactView, ...]
    values: tuple[ValueView, ...]
    named: bool
    meant: bool
    label: str
    within: tuple[DescribedView, ...]


@dataclass(frozen=True, slots=True)
class CodeView:
    """A block of code: what it shows, and whether it is the first that is looked at."""

    title: str
    text: Html
    first: bool = False


@dataclass(frozen=True, slots=True)
class CallView:
    """A call, in several languages; `group` is of this call alone; `first`: it is looked at first."""

    title: str
    group: str
    ways: tuple[CodeView, ...]
    first: bool = False


@dataclass(frozen=True, slots=True)
class PayloadView:
    """What is sent, or an answer: under a heading, with a schema by media type, its headers and its examples."""

    id: str
    title: str
    badge: str
    tone: str
    doc: Html
    facts: tuple[FactView, ...]
    headers: tuple[DescribedView, ...]
    bodies: tuple[DescribedView, ...]


@dataclass(frozen=True, slots=True)
class EndpointView:
    """An operation: what it is called with, what it takes, gives and raises, and the code that calls it."""

    id: str
    title: str
    method: str
    path: Html
    deprecated: bool
    doc: Html
    facts: tuple[FactView, ...]
    parameters: tuple[DescribedView, ...]
    requests: tuple[PayloadView, ...]
    answers: tuple[PayloadView, ...]
    errors: tuple[FactView, ...]
    calls: tuple[CallView, ...]
    sent: tuple[CodeView, ...]
    received: tuple[CodeView, ...]


@dataclass(frozen=True, slots=True)
class SectionView:
    """A chapter of a page: operations, or models."""

    id: str
    title: str
    doc: Html
    endpoints: tuple[EndpointView, ...]
    models: tuple[DescribedView, ...]


@dataclass(frozen=True, slots=True)
class ListedView:
    """An operation in a list of them: where it is shown."""

    method: str
    path: str
    link: LinkView


@dataclass(frozen=True, slots=True)
class ListView:
    """A chapter in the overview."""

    link: LinkView
    listed: tuple[ListedView, ...]


@dataclass(frozen=True, slots=True)
class OverviewView:
    """What holds for the API as a whole: its servers, its credentials, and chapters on other pages."""

    lead: Html
    facts: tuple[FactView, ...]
    servers: tuple[DescribedView, ...]
    credentials: tuple[DescribedView, ...]
    asked: Html
    lists: tuple[ListView, ...]
    empty: bool


@dataclass(frozen=True, slots=True)
class ReferenceView:
    """A page of the reference; `overview` is on the first page only."""

    title: str
    overview: OverviewView | None
    sections: tuple[SectionView, ...]


@dataclass(frozen=True, slots=True)
class TrialView:
    """The page to try calls on: whose it is, and the document as JSON that can stand in HTML."""

    title: str
    version: str
    document: Html
