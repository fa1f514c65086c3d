"""Where an API is called, and with which credentials."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from trueup.document.json_values import JsonObject, JsonValue, mapping, sequence, text_of
from trueup.document.references import found
from trueup.publish.reference.ids import Ids, href, slug
from trueup.publish.reference.words import written
from trueup.publish.site.prose import prose
from trueup.publish.site.views_of_reference import DescribedView, FactView, ValueView
from trueup.render.templating import Html

_NONE: Final = Html("")


def servers(ids: Ids, listed: JsonValue, prefix: str) -> Iterator[DescribedView]:
    """Show servers: their addresses, and what stands in the place of their variables."""
    for at, node in enumerate(map(mapping, sequence(listed))):
        id_ = f"{prefix}.{at + 1}"
        facts = []
        if chosen := text_of(node.get("x-chosen-by")):
            facts.append(
                FactView("Used", Html("where {} is one of its values").format(written(chosen)))
            )
        if source := text_of(node.get("x-source")):
            facts.append(FactView("Source", Html.escape(source)))
        variables = tuple(
            _variable(ids, f"{id_}.{slug(name)}", name, mapping(said))
            for name, said in mapping(node.get("variables")).items()
        )
        yield _described(ids, id_, text_of(node.get("url")), _NONE, node, facts, variables)


def _variable(ids: Ids, id_: str, name: str, node: JsonObject) -> DescribedView:
    facts = []
    if node.get("x-caller-chooses") is True:
        shown = written(text_of(node.get("default")))
        facts.append(FactView("Default", Html("none to rely on: {} is an example").format(shown)))
    elif "default" in node:
        facts.append(FactView("Default", written(text_of(node["default"]))))
    for key, term in (("enum", "One of"), ("x-known-values", "Known values")):
        if listed := [written(text_of(each)) for each in sequence(node.get(key))]:
            facts.append(FactView(term, Html(", ").join(listed)))
    return _described(ids, id_, f"{{{name}}}", Html("string"), node, facts)


def schemes(ids: Ids, root: JsonObject) -> Iterator[DescribedView]:
    """Show the credentials that there are."""
    for name, raw in mapping(mapping(root.get("components")).get("securitySchemes")).items():
        node, _ = found(root, mapping(raw))
        facts = [*_of_scheme(node)]
        if source := text_of(node.get("x-source")):
            facts.append(FactView("Source", Html.escape(source)))
        type_ = Html.escape(_KINDS.get(text_of(node.get("type")), text_of(node.get("type"))))
        yield _described(ids, f"credentials.{slug(name)}", name, type_, node, facts)


_KINDS: Final = {
    "apiKey": "key",
    "http": "HTTP authentication",
    "oauth2": "OAuth 2.0",
    "openIdConnect": "OpenID Connect",
    "mutualTLS": "client certificate",
}


def _of_scheme(node: JsonObject) -> Iterator[FactView]:
    if name := text_of(node.get("name")):
        yield FactView("Sent in", Html("the {} {}").format(text_of(node.get("in")), written(name)))
    if scheme := text_of(node.get("scheme")):
        form = text_of(node.get("bearerFormat"))
        where = Html("the header {}, scheme {}").format(written("Authorization"), written(scheme))
        yield FactView("Sent in", Html("{} ({})").format(where, form) if form else where)
    if address := text_of(node.get("openIdConnectUrl")):
        yield FactView("Discovery", written(address))
    for flow, said in mapping(node.get("flows")).items():
        addresses = [
            Html("{} {}").format(_FLOW_URLS[key], written(text_of(url)))
            for key, url in mapping(said).items()
            if key in _FLOW_URLS
        ]
        yield FactView(f"Flow {flow}", Html(", ").join(addresses))
        for scope, meaning in mapping(mapping(said).get("scopes")).items():
            yield FactView("Scope", Html("{} {}").format(written(scope), text_of(meaning)))


_FLOW_URLS: Final = {
    "authorizationUrl": "asks at",
    "tokenUrl": "fetches tokens at",
    "refreshUrl": "renews them at",
    "deviceAuthorizationUrl": "asks for a device at",
}


def asked(security: JsonValue, index: str) -> Html:
    """Say which credentials an operation asks for: alternatives, each of one or several together."""
    if not sequence(security):
        return Html("none")
    alternatives = dict.fromkeys(_alternative(mapping(each), index) for each in sequence(security))
    if len(alternatives) == 1:
        return next(iter(alternatives))
    each = Html("").join(Html("<li>{}</li>").format(one) for one in alternatives)
    return Html('one of<ul class="choice">{}</ul>').format(each)


def _alternative(needed: JsonObject, index: str) -> Html:
    each = [
        Html('<a href="{}">{}</a>{}').format(
            f"{index}{href(f'credentials.{slug(name)}')}", name, _scopes(scopes)
        )
        for name, scopes in needed.items()
    ]
    return Html(" and ").join(each) or Html("none")


def _scopes(scopes: JsonValue) -> Html:
    shown = [written(text_of(each)) for each in sequence(scopes)]
    return Html(" ({})").format(Html(", ").join(shown)) if shown else _NONE


def _described(
    ids: Ids, id_: str, name: str, type_: Html, node: JsonObject, facts: list[FactView],
    within: tuple[DescribedView, ...] = (),
) -> DescribedView:  # fmt: skip
    values: tuple[ValueView, ...] = ()
    return DescribedView(
        id=ids.of(id_, id_), name=name, type=type_, badges=(), doc=prose(text_of(node.get("description")), 4),
        place="", facts=tuple(facts), values=values, named=False, meant=False,
        label="Variables" if within else "", within=within,
    )  # fmt: skip
