"""Where calls go, what each of them carries, and how long it may take."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final, TypeAlias, TypeVar

import httpx

from .calls import Asked, Call, listed
from .retrying import IDEMPOTENT, Attempts, Retry
from .servers import Secret

T = TypeVar("T")
# Credentials as they are sent: where (header, query, cookie), under which name, and what.
Carried: TypeAlias = tuple[tuple[str, str, str], ...]
DEADLINE: Final = 300.0  # seconds for a whole call, unless the caller says otherwise


@dataclass(frozen=True, slots=True)
class Connection:
    """Where calls go and what each of them carries."""

    base_url: str
    headers: Mapping[str, str]
    auth: httpx.Auth | None
    timeout: httpx.Timeout | None
    secrets: Mapping[str, Secret | httpx.Auth | None]
    retry: Retry
    deadline: float | None
    fixed: bool = False
    # What calls were found to carry, by the alternatives that they ask for.
    chosen: dict[Asked | None, Sequence[Secret | httpx.Auth]] = field(default_factory=dict)

    def attempts(self, call: Call[T]) -> Attempts:
        """Begin a call."""
        return Attempts(self.retry, self.deadline, repeatable=call.method in IDEMPOTENT)

    def request(
        self,
        http: httpx.Client | httpx.AsyncClient,
        call: Call[T],
        carried: Carried,
        attempts: Attempts,
    ) -> httpx.Request:
        """Make the request of an attempt, with the credentials that it carries."""
        sent = {
            where: {name: text for place, name, text in carried if place == where}
            for where in ("header", "query", "cookie")
        }
        headers = {
            "Accept": call.accept,
            **self.headers,
            **sent["header"],
            **call.headers,
        }
        if call.content is not None and call.media_type is not None:
            headers["Content-Type"] = call.media_type
        base_url = self.base_url if self.fixed or call.server is None else call.server
        url = f"{base_url.rstrip('/')}{call.path}"
        if query := [*call.query, *listed(sent["query"])]:
            url = f"{url}{'&' if '?' in url else '?'}{'&'.join(query)}"
        made = http.build_request(
            call.method,
            url,
            headers=headers,
            content=call.content,
            files=list(call.files) or None,
            timeout=attempts.steps(self.timeout if self.timeout is not None else http.timeout),
        )
        if call.files and call.media_type is not None:
            boundary = made.headers["Content-Type"].partition(";")[2]
            made.headers["Content-Type"] = f"{call.media_type};{boundary}"
        given = (f"{name}={text}" for name, text in sent["cookie"].items())
        if cookies := [*call.cookies, *given]:
            kept = [made.headers["Cookie"]] if "Cookie" in made.headers else []
            made.headers["Cookie"] = "; ".join([*kept, *cookies])
        return made

    def auth_of(self, call: Call[T]) -> httpx.Auth | None:
        """Give what authenticates a call itself: a grant that it asks for, else what the caller gave."""
        return next(
            (each for each in self._chosen(call) if isinstance(each, httpx.Auth)), self.auth
        )

    def carried(self, call: Call[T]) -> Carried:
        """Give the credentials that a call carries; of two for one place, the first that is given.

        Raise ValueError for what can't be sent.
        """
        found: dict[tuple[str, str], str] = {}
        for each in self._chosen(call):
            if isinstance(each, Secret):
                found.setdefault((each.where, each.name), each.text())
        return tuple((where, name, text) for (where, name), text in found.items())

    def _chosen(self, call: Call[T]) -> Sequence[Secret | httpx.Auth]:
        """Give the credentials of one alternative: the one that takes most of what is given, rather a complete one."""
        found = self.chosen.get(call.secrets)
        if found is None:
            found = self.chosen[call.secrets] = _choice(self.secrets, call.secrets)
        return found


def _choice(
    secrets: Mapping[str, Secret | httpx.Auth | None], asked: Asked | None
) -> Sequence[Secret | httpx.Auth]:
    given = {key: each for key, each in secrets.items() if each is not None}
    if asked is None:
        return [*given.values()]

    def fit(keys: Sequence[str]) -> tuple[int, bool]:
        return len(given.keys() & {*keys}), given.keys() >= {*keys}

    wanted = max(asked, key=fit, default=())
    return [each for key, each in given.items() if key in wanted]
