"""Many calls at once, under a limit: each that was started has exactly one outcome."""

from __future__ import annotations

from collections import deque
from collections.abc import AsyncIterable, AsyncIterator, Awaitable, Callable, Iterable, Iterator
from contextvars import copy_context
from functools import partial
from queue import SimpleQueue
from types import TracebackType
from typing import TYPE_CHECKING, Final, Generic, Self, TypeVar

if TYPE_CHECKING:
    from concurrent.futures import ThreadPoolExecutor

    from anyio import Event
    from anyio.abc import TaskGroup

K = TypeVar("K")
T = TypeVar("T")
_CUT_OFF: Final = "the call was cut off: it may have been carried out, or not"


class UnfinishedError(Exception):
    """A call was cut off while it was under way: it may have been carried out, or not."""


class Outcome(Generic[K, T]):
    """What came of one call: its value, or the error that it ended with. `key` is what it was made for."""

    __slots__ = ("_value", "error", "key")
    __match_args__ = ("key", "error")

    def __init__(self, key: K, error: Exception | None, value: T | None = None) -> None:
        self.key: Final = key
        self.error: Final = error
        self._value = value

    @property
    def value(self) -> T:
        """Give what the call gave; raise its error where it has one."""
        if self.error is not None:
            raise self.error
        return self._value  # type: ignore[return-value]  # it is T where there is no error

    def __repr__(self) -> str:
        came = f"value={self._value!r}" if self.error is None else f"error={self.error!r}"
        return f"Outcome({self.key!r}, {came})"


class _Run(Generic[K, T]):
    """What both flavours have: the outcomes that wait to be given, and how many there are.

    Attributes:
        started: How many calls were started.
        finished: How many of them have an outcome.
        failed: How many of these are errors.
    """

    def __init__(self, at_once: int) -> None:
        if at_once < 1:
            raise ValueError(f"at_once must be 1 or more, not {at_once}")
        self._at_once: Final = at_once
        self._under_way: dict[int, K] = {}
        self._waiting: deque[Outcome[K, T]] = deque()
        self._open, self._drained = False, False
        self._broken: BaseException | None = None
        self.started = self.finished = self.failed = 0

    def rest(self) -> list[Outcome[K, T]]:
        """Give the outcomes that were not given yet: after the block, of every call that was started."""
        self._settle()
        left = [*self._waiting]
        self._waiting.clear()
        return left

    def _settle(self) -> None:
        """Take in what has ended elsewhere."""

    def _take(self, key: K) -> int:
        self.started += 1
        self._under_way[self.started] = key
        return self.started

    def _end(self, number: int, error: Exception | None, value: T | None = None) -> None:
        self._waiting.append(Outcome(self._under_way.pop(number), error, value))
        self.finished += 1
        self.failed += error is not None

    def _cut_off(self) -> None:
        """Give an outcome to every call that did not end."""
        for number in [*self._under_way]:
            self._end(number, UnfinishedError(_CUT_OFF))

    def _has_room(self) -> bool:
        if not self._open or self._drained or len(self._waiting) > self._at_once:
            return False
        return len(self._under_way) < self._at_once

    def _break(self, error: BaseException) -> None:
        """Start nothing further; the error is raised once all outcomes are given."""
        self._drained, self._broken = True, self._broken or error

    def _over(self) -> None:
        """Raise what ended the run early, once."""
        broken, self._broken = self._broken, None
        if broken is not None:
            raise broken


class Outcomes(_Run[K, T]):
    """Makes many calls in threads, and gives the outcome of each as it ends: `for` it in a `with` block.

        with Outcomes(lambda job: client.update_sql_job(job, name="x"), jobs, at_once=32) as outcomes:
            for outcome in outcomes:
                print(outcome.key, outcome.error or outcome.value)

    No failure stops the others. The keys are read in your thread, each when its call starts, and calls start
    while you ask for outcomes, so there may be any number of keys; if reading them fails, that error is raised
    after the outcomes of all calls that were started. Leaving the block early starts nothing further and waits
    for the calls under way; `rest()` gives their outcomes. What was never started was never read.

    Args:
        call: Makes the call for a key.
        keys: What to make calls for.
        at_once: How many calls may be under way at once. More than the connections that a client may have
            makes calls wait for one.
    """

    def __init__(self, call: Callable[[K], T], keys: Iterable[K], *, at_once: int = 16) -> None:
        super().__init__(at_once)
        self._call: Final = call
        self._keys: Final[Iterator[K]] = iter(keys)
        self._ended: SimpleQueue[tuple[int, BaseException | None, T | None]] = SimpleQueue()
        self._threads: ThreadPoolExecutor | None = None

    def __enter__(self) -> Self:
        from concurrent.futures import ThreadPoolExecutor

        self._threads, self._open = ThreadPoolExecutor(self._at_once, "outcomes"), True
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._open = False
        if self._threads is not None:
            self._threads.shutdown()
        self._settle()
        self._cut_off()

    def __iter__(self) -> Self:
        return self

    def __next__(self) -> Outcome[K, T]:
        self._settle()
        self._fill()
        if not self._waiting and self._under_way:
            self._note(*self._ended.get())
        if self._waiting:
            return self._waiting.popleft()
        self._over()
        raise StopIteration

    def _fill(self) -> None:
        while self._threads is not None and self._has_room():
            try:
                key = next(self._keys)
            except StopIteration:
                self._drained = True
            except Exception as error:
                self._break(error)
            else:
                number = self._take(key)
                self._threads.submit(copy_context().run, self._make, number, key)

    def _make(self, number: int, key: K) -> None:
        try:
            self._ended.put((number, None, self._call(key)))
        except BaseException as error:
            self._ended.put((number, error, None))

    def _settle(self) -> None:
        while not self._ended.empty():
            self._note(*self._ended.get())

    def _note(self, number: int, error: BaseException | None, value: T | None) -> None:
        if error is None or isinstance(error, Exception):
            self._end(number, error, value)
        else:  # SystemExit and the like stop the run
            self._break(error)
            self._end(number, UnfinishedError(f"{_CUT_OFF}: {type(error).__name__}"))


class AsyncOutcomes(_Run[K, T]):
    """Makes many calls at once, and gives the outcome of each as it ends: `async for` it in an `async with` block.

        async with AsyncOutcomes(
            lambda job: client.update_sql_job(job, name="x"), jobs, at_once=100
        ) as outcomes:
            async for outcome in outcomes:
                print(outcome.key, outcome.error or outcome.value)

    No failure stops the others. A key is read when its call starts, and calls start while you ask for outcomes,
    so there may be any number of keys; if reading them fails, that error is raised after the outcomes of all
    calls that were started. Leaving the block early starts nothing further and waits for the calls under way;
    an error or a cancellation that leaves it cuts them off. `rest()` gives their outcomes: what was cut off has
    an UnfinishedError, and what was never started was never read.

    Args:
        call: Makes the call for a key.
        keys: What to make calls for.
        at_once: How many calls may be under way at once. More than the connections that a client may have
            makes calls wait for one.
    """

    def __init__(
        self,
        call: Callable[[K], Awaitable[T]],
        keys: Iterable[K] | AsyncIterable[K],
        *,
        at_once: int = 16,
    ) -> None:
        super().__init__(at_once)
        self._call: Final = call
        self._keys: Final = keys.__aiter__() if isinstance(keys, AsyncIterable) else iter(keys)
        self._tasks: TaskGroup | None = None
        self._news: Event | None = None

    async def __aenter__(self) -> Self:
        from anyio import create_task_group

        self._tasks, self._open = create_task_group(), True
        await self._tasks.__aenter__()
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        from anyio import get_cancelled_exc_class

        tasks, self._open = self._tasks, False
        if tasks is None:
            return
        if error is not None:
            tasks.cancel_scope.cancel()
        try:
            await tasks.__aexit__(
                None, None, None
            )  # the group would wrap the error, which goes on by itself
        except get_cancelled_exc_class():
            if error is None:
                raise
        finally:
            self._cut_off()

    def __aiter__(self) -> Self:
        return self

    async def __anext__(self) -> Outcome[K, T]:
        await self._fill()
        while not self._waiting and self._under_way:
            await self._something()
        if self._waiting:
            return self._waiting.popleft()
        self._over()
        raise StopAsyncIteration

    async def _something(self) -> None:
        """Wait until a call has ended."""
        from anyio import Event

        if self._news is None or self._news.is_set():
            self._news = Event()
        await self._news.wait()

    async def _fill(self) -> None:
        while self._tasks is not None and self._has_room():
            try:
                key = await _next(self._keys)
            except (StopIteration, StopAsyncIteration):
                self._drained = True
            except Exception as error:
                self._break(error)
            else:
                self._tasks.start_soon(partial(self._make, self._take(key), key))

    async def _make(self, number: int, key: K) -> None:
        try:
            value = await self._call(key)
        except Exception as error:
            self._end(number, error)
        except BaseException as error:
            self._end(number, UnfinishedError(_CUT_OFF))
            if not _by_the_call(error):
                raise
        else:
            self._end(number, None, value)
        finally:
            if self._news is not None:
                self._news.set()


def _by_the_call(error: BaseException) -> bool:
    """Say whether a call cancelled itself, by waiting for what was cancelled: that stops no other."""
    import asyncio

    if not isinstance(error, asyncio.CancelledError):
        return False
    task = asyncio.current_task()
    return task is not None and not task.cancelling()


async def _next(keys: Iterator[K] | AsyncIterator[K]) -> K:
    """Read the next key; a plain iterator's end is no error of a coroutine, which could not raise it."""
    if isinstance(keys, AsyncIterator):
        return await keys.__anext__()
    for key in keys:
        return key
    raise StopAsyncIteration
