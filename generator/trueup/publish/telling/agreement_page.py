"""The agreement of a spec with its page, as a page for people."""

from __future__ import annotations

from collections.abc import Iterator

from trueup.page.agreement.account import Account, Apart, Compared, Row, Verdict
from trueup.page.facts import Facts
from trueup.publish.release.material import Material
from trueup.publish.site.page import Frame, content, page
from trueup.publish.site.views import ContentsView, LinkView, VerdictView
from trueup.publish.site.views_of_agreement import (
    AgreementView,
    ApartsView,
    ApartView,
    ComparedView,
    RowView,
    RulingView,
    SourceView,
)
from trueup.publish.telling.agreement import counted, placed, said

_TAGS = {
    Verdict.AGREED: "good",
    Verdict.RULED: "note",
    Verdict.OPEN: "bad",
    Verdict.UNCOMPARED: "",
}


def as_page(account: Account, facts: Facts, material: Material, path: str) -> str:
    """Write the account as a file of HTML."""
    view = AgreementView(
        page=facts.title or facts.file,
        updated=facts.updated,
        operation=f"{account.method} {account.path}",
        counts=tuple(_counts(account)),
        fields=tuple(_row(each, each.name) for each in account.fields),
        statuses=tuple(_row(each, each.name.removeprefix("status.")) for each in account.statuses),
        aparts=tuple(_aparts(account)),
        elsewhere=tuple(SourceView(each.name, each.source) for each in account.elsewhere),
        rulings=tuple(
            RulingView(
                _id(each.id),
                each.id,
                f"Table {each.table}{f', row {each.row}' if each.row else ''}"
                if each.table
                else "",
                each.contradiction,
                each.decision,
                each.reason,
            )
            for each in account.rulings
        ),
    )
    body = content("site/agreement.html.jinja", agreement=view)
    return page(Frame.of(material, path), "Agreement", body, tuple(_contents(view)))


def _counts(account: Account) -> Iterator[VerdictView]:
    tags = {str(verdict): tag for verdict, tag in _TAGS.items()}
    for name, count in counted(account).items():
        if count:
            yield VerdictView(f"{count} {name}", tags.get(name, ""))


def _verdict(verdict: Verdict) -> VerdictView:
    return VerdictView(str(verdict), _TAGS[verdict])


def _id(ruling: str) -> str:
    return f"ruling-{ruling}"


def _link(ruling: str) -> LinkView | None:
    return LinkView(ruling, f"#{_id(ruling)}") if ruling else None


def _row(row: Row, name: str) -> RowView:
    facts = tuple(map(_fact, row.facts))
    return RowView(placed(row), name, _verdict(row.verdict), _link(row.ruling), facts, len(facts))


def _fact(fact: Compared) -> ComparedView:
    return ComparedView(
        str(fact.kind), said(fact.page), said(fact.spec), _verdict(fact.verdict), _link(fact.ruling)
    )


def _aparts(account: Account) -> Iterator[ApartsView]:
    found = (
        ("contradictions", "Where the page contradicts itself", account.contradictions),
        ("others", "Other differences", account.others),
    )
    for id_, title, aparts in found:
        if aparts:
            yield ApartsView(id_, title, tuple(map(_apart, aparts)))


def _apart(each: Apart) -> ApartView:
    return ApartView(each.name, str(each.fact), each.what, _link(each.ruling))


def _contents(view: AgreementView) -> Iterator[ContentsView]:
    yield ContentsView("Fields", "#fields")
    if view.statuses:
        yield ContentsView("Statuses", "#statuses")
    for each in view.aparts:
        yield ContentsView(each.title, f"#{each.id}")
    if view.elsewhere:
        yield ContentsView("What comes from elsewhere", "#elsewhere")
    if view.rulings:
        yield ContentsView("Rulings", "#rulings")
