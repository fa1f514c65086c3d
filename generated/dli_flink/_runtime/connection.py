"""Where calls go, what each of them carries, and how long it may take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple, TypeAlias, TypeVar

import httpx

from .calls import Asked, Call, listed
from .hooks import Hook, Watch
from .retrying import IDEMPOTENT, Attempts, Retry
from .servers import Secret, parted

T = TypeVar("T")
# Credentials as they are sent: where (header, query, cookie), under which name, and what.
Carried: TypeAlias = tuple[tuple[str, str, str], ...]
# What builds requests of httpx's own clients. Where another does, it is asked.
_BUILDING: Final = (httpx.Client.build_request, httpx.AsyncClient.build_request)
DEADLINE: Final = 300.0  # seconds for a whole call, unless the caller says otherwise


class Chosen(NamedTuple):
    """The credentials of one alternative: what is sent, and what authenticates by itself."""

    secrets: Sequence[Secret]
    auth: httpx.Auth | None


@dataclass(frozen=True, slots=True)
class Connection:
    """Where calls go and what each of them carries."""

    base_url: str  # a user part that is given goes to `auth`
    headers: Mapping[str, str]
    auth: httpx.Auth | None = field(repr=False)
    timeout: httpx.Timeout | None
    secrets: Mapping[str, Secret | httpx.Auth | None]
    retry: Retry
    deadline: float | None
    hooks: Sequence[Hook] = ()
    fixed: bool = False
    # What calls were found to carry, by the alternatives that they ask for.
    chosen: dict[Asked | None, Chosen] = field(default_factory=dict)
    # What the last calls had in common, by what they accept and send.
    _kept: dict[tuple[str, str | None], _Shared] = field(
        default_factory=dict, init=False, repr=False
    )

    def __post_init__(self) -> None:
        if "@" in self.base_url:
            base_url, auth = parted(self.base_url)
            object.__setattr__(self, "base_url", base_url)
            object.__setattr__(self, "auth", self.auth or auth)

    def attempts(self, call: Call[T]) -> Attempts:
        """Begin a call."""
        marked = call.idempotent
        repeatable = call.method in IDEMPOTENT if marked is None else marked
        return Attempts(self.retry, self.deadline, repeatable=repeatable)

    def watch(self, call: Call[T]) -> Watch:
        """Begin to tell hooks of a call."""
        return Watch.over(self.hooks, call, self._secret_names)

    def _secret_names(self) -> Iterable[str]:
        return [each.name.lower() for each in self.secrets.values() if isinstance(each, Secret)]

    def request(
        self,
        http: httpx.Client | httpx.AsyncClient,
        call: Call[T],
        carried: Carried,
        attempts: Attempts,
    ) -> httpx.Request:
        """Make the request of an attempt, with the credentials that it carries."""
        shared = self._shared(http, call, carried)
        url, headers = self._url(call, shared.query), shared.headers
        if call.headers:
            headers = headers.copy()
            headers.update({**call.headers})
        if call.files or http.params or type(http).build_request not in _BUILDING:
            made = http.build_request(
                call.method, url, headers=headers, content=call.content, files=[*call.files] or None
            )
        else:  # what build_request does, but for merging the same headers once more
            cookies = http.cookies or None
            made = httpx.Request(
                call.method, url, headers=headers, cookies=cookies, content=call.content
            )
        timeout = self.timeout if self.timeout is not None else http.timeout
        made.extensions = {
            **made.extensions,
            "timeout": attempts.limits(timeout),
            "attempts": attempts,
        }
        if call.files and call.media_type is not None:
            boundary = made.headers["Content-Type"].partition(";")[2]
            made.headers["Content-Type"] = f"{call.media_type};{boundary}"
        if written := [*call.cookies, *shared.cookies]:
            kept = [made.headers["Cookie"]] if "Cookie" in made.headers else []
            made.headers["Cookie"] = "; ".join([*kept, *written])
        return made

    def _url(self, call: Call[T], carried: Sequence[str]) -> httpx.URL | str:
        base_url = self.base_url if self.fixed or call.server is None else call.server
        url = f"{base_url.rstrip('/')}{call.path}"
        if query := [*call.query, *carried]:
            return f"{url}{'&' if '?' in url else '?'}{'&'.join(query)}"
        return _parsed(url)

    def _shared(
        self, http: httpx.Client | httpx.AsyncClient, call: Call[T], carried: Carried
    ) -> _Shared:
        """Give what a call has in common with the one before it, made anew when any of it changed."""
        media_type = None if call.content is None else call.media_type
        theirs, kept = http.headers.raw, self._kept.get((call.accept, media_type))
        if kept is None or kept.theirs != theirs or kept.carried != carried:
            merged = httpx.Headers(http.headers)
            merged.update({"Accept": call.accept, **self.headers, **_in("header", carried)})
            if media_type is not None:
                merged["Content-Type"] = media_type
            query, cookies = listed(_in("query", carried)), _in("cookie", carried)
            pairs = [f"{name}={text}" for name, text in cookies.items()]
            kept = _Shared(theirs, carried, merged, query, pairs)
            self._kept[call.accept, media_type] = kept
        return kept

    def auth_of(self, call: Call[T]) -> httpx.Auth | None:
        """Give what authenticates a call itself: a grant that it asks for, else what the caller gave."""
        return self._chosen(call).auth or self.auth

    def carried(self, call: Call[T]) -> Carried:
        """Give the credentials that a call carries.

        Raise ValueError for what can't be sent.
        """
        return tuple((each.where, each.name, each.text()) for each in self._chosen(call).secrets)

    def _chosen(self, call: Call[T]) -> Chosen:
        found = self.chosen.get(call.secrets)
        if found is None:
            found = self.chosen[call.secrets] = _choice(self.secrets, call.secrets)
        return found


# Places are asked for over and over; what a query holds is not kept.
_parsed = lru_cache(maxsize=256)(httpx.URL)


class _Shared(NamedTuple):
    """What calls have in common: headers of connections, library and credentials; and what they are made from."""

    theirs: list[tuple[bytes, bytes]]
    carried: Carried
    headers: httpx.Headers
    query: Sequence[str]
    cookies: Sequence[str]


def _in(where: str, carried: Carried) -> dict[str, str]:
    return {name: text for place, name, text in carried if place == where}


def _choice(secrets: Mapping[str, Secret | httpx.Auth | None], asked: Asked | None) -> Chosen:
    """Choose one alternative: the one that takes most of what is given, rather a complete one."""
    given = {key: each for key, each in secrets.items() if each is not None}
    if asked is not None:

        def fit(keys: Sequence[str]) -> tuple[int, bool]:
            return len(given.keys() & {*keys}), given.keys() >= {*keys}

        wanted = max(asked, key=fit, default=())
        given = {key: each for key, each in given.items() if key in wanted}
    placed: dict[tuple[str, str], Secret] = {}
    for each in given.values():
        if isinstance(each, Secret):  # of two for one place, the first
            placed.setdefault((each.where, each.name), each)
    auth = next((each for each in given.values() if isinstance(each, httpx.Auth)), None)
    return Chosen(tuple(placed.values()), auth)
