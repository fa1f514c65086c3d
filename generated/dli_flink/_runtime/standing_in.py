"""Standing in for a service: each request is judged, kept, and given the answer or the fault that is due.

Nothing here reads or writes: the transport in the process and the server on loopback both ask `take`.
"""

from __future__ import annotations

import threading
from collections import deque
from collections.abc import Callable
from typing import Final, TypeAlias

from .answering import Answers
from .exchanges import Answer, Behaviour, Exchange, Objection, Request, preferred
from .judging import Requests
from .routes import Match, Routes
from .schemas import JsonObject, Judge

# Says what is to become of a request; None: what would without it.
Choosing: TypeAlias = Callable[[Request], Behaviour | None]


# What a token endpoint gives: any token will do.
_TOKEN: Final = Answer(
    200,
    (("Content-Type", "application/json"),),
    b'{"access_token": "a-token", "token_type": "Bearer", "expires_in": 3600}',
)


class Document:
    """A document, made ready for judging and answering; it may be shared by any number of stand-ins."""

    def __init__(self, root: JsonObject) -> None:
        judge = Judge(root)
        self.routes: Final = Routes(root)
        self.requests: Final = Requests(root, judge)
        self.answers: Final = Answers(root, judge)


class StandingIn:
    """Stands in for the service that a document describes; it may be asked from many threads.

    `keeping`: whether exchanges are kept.
    """

    def __init__(self, document: Document, *, keeping: bool = True) -> None:
        self._document, self._keeping = document, keeping
        self._lock = threading.Lock()
        self._due: deque[Behaviour] = deque()
        self._choosing: list[Choosing] = []
        self.exchanges: list[Exchange] = []

    @property
    def due(self) -> int:
        """How many of the behaviours that were asked for are still to come."""
        return len(self._due)

    def then(self, *behaviours: Behaviour) -> None:
        """Behave like this for the next requests, one each; after them as usual."""
        with self._lock:
            self._due.extend(behaviours)

    def choose(self, choosing: Choosing) -> None:
        """Ask what is to become of each request, when nothing else is due; the newest is asked first."""
        with self._lock:
            self._choosing.insert(0, choosing)

    def take(self, request: Request) -> Exchange:
        """Judge a request, and plan its answer. Raise Unanswerable where what was asked for can't be."""
        match = self._document.routes.match(request.method, request.raw_path, request.raw_query)
        if isinstance(match, Match):
            exchange = self._judged(match, request)
        elif request.method == "POST" and request.path in self._document.routes.token_paths:
            exchange = Exchange(request, _TOKEN, None)
        else:
            exchange = _nowhere(match, request)
        if self._keeping:
            with self._lock:
                self.exchanges.append(exchange)
        return exchange

    def _judged(self, match: Match, request: Request) -> Exchange:
        operation, answers = match.operation, self._document.answers
        if self._document.requests.lacks_credential(operation, request):
            told = Objection("credentials", "none of those that the document asks for was sent")
            answer = answers.refusal(operation, request, 401, told.why)
            return Exchange(request, answer, operation.name, lacking=told)
        wrong = (*self._document.requests.objections(match, request),)
        if wrong:
            status = 415 if all(each.where == "header Content-Type" for each in wrong) else 400
            answer = answers.refusal(operation, request, status, "; ".join(map(str, wrong)))
            return Exchange(request, answer, operation.name, wrong)
        answer = answers.answer(operation, request, self._behaviour(request))
        return Exchange(request, answer, operation.name)

    def _behaviour(self, request: Request) -> Behaviour:
        with self._lock:
            if self._due:
                return self._due.popleft()
            choosing = [*self._choosing]
        if request.header("Prefer"):
            return preferred(request)
        chosen = (each(request) for each in choosing)
        return next((each for each in chosen if each is not None), Behaviour())


def _nowhere(allowed: frozenset[str], request: Request) -> Exchange:
    """Refuse what no operation is for."""
    known = ", ".join(sorted(allowed))
    why = (
        f"the document has {known} for it, not {request.method}"
        if known
        else "the document has no such path"
    )
    headers = [("Allow", known)] if known else []
    told = Objection(f"path {request.path}", why)
    headers.append(("Content-Type", "text/plain; charset=utf-8"))
    answer = Answer(405 if known else 404, (*headers,), f"{told}\n".encode())
    return Exchange(request, answer, None, (told,))
