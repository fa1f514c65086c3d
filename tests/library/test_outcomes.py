"""Many calls at once: one outcome each, whatever fails, stops or is cut off, under asyncio and under trio."""

from __future__ import annotations

import asyncio
import itertools
import threading
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from typing import Any

import anyio
import pytest
from dli_flink.outcomes import AsyncOutcomes, Outcome, Outcomes, UnfinishedError


@pytest.fixture(params=["asyncio", "trio"])
def run(request: pytest.FixtureRequest) -> Callable[[Callable[[], Awaitable[Any]]], Any]:
    """Give what runs a coroutine function, under each of the two."""
    pytest.importorskip(request.param)
    return lambda main: anyio.run(main, backend=request.param)


Run = Callable[[Callable[[], Awaitable[Any]]], Any]


def odd(key: int) -> int:
    """Give ten times what is odd; fail for the rest."""
    if key % 2 == 0:
        raise ValueError(key)
    return key * 10


async def odd_later(key: int) -> int:
    """Do the same after a turn of the loop."""
    await anyio.lowlevel.checkpoint()
    return odd(key)


def told(outcomes: list[Outcome[int, int]]) -> dict[int, object]:
    """Give what came of each key."""
    assert len({outcome.key for outcome in outcomes}) == len(outcomes)
    return {
        outcome.key: outcome.value if outcome.error is None else type(outcome.error)
        for outcome in outcomes
    }


def take(outcomes: Outcomes[int, int], given: list[Outcome[int, int]]) -> None:
    """Note all outcomes, until an error ends them."""
    for outcome in outcomes:
        given.append(outcome)


async def take_later(
    outcomes: AsyncOutcomes[int, int],
    given: list[Outcome[int, int]],
    first: Callable[[], object] = lambda: None,
) -> None:
    """Do the same, in a block of its own; `first` is called after each."""
    async with outcomes:
        async for outcome in outcomes:
            given.append(outcome)
            first()


def fail() -> None:
    """Fail as an application does."""
    raise KeyError("mine")


ALL = {0: ValueError, 1: 10, 2: ValueError, 3: 30, 4: ValueError}


def breaking(count: int) -> Iterator[int]:
    """Give some keys, and fail."""
    yield from range(count)
    raise LookupError("no more keys")


async def later(keys: Iterator[int]) -> AsyncIterator[int]:
    """Give keys after a turn of the loop each."""
    for key in keys:
        await anyio.lowlevel.checkpoint()
        yield key


def test_each_call_has_an_outcome_and_no_failure_stops_the_others() -> None:
    with Outcomes(odd, range(5), at_once=2) as outcomes:
        assert told([*outcomes]) == ALL
    assert (outcomes.started, outcomes.finished, outcomes.failed) == (5, 5, 3)


def test_each_asynchronous_call_has_one_too(run: Run) -> None:
    async def main() -> None:
        async with AsyncOutcomes(odd_later, range(5), at_once=2) as outcomes:
            assert told([outcome async for outcome in outcomes]) == ALL
        assert (outcomes.started, outcomes.finished, outcomes.failed) == (5, 5, 3)

    run(main)


def test_keys_may_come_asynchronously(run: Run) -> None:
    async def main() -> None:
        async with AsyncOutcomes(odd_later, later(iter(range(5))), at_once=2) as outcomes:
            assert told([outcome async for outcome in outcomes]) == ALL

    run(main)


def test_the_value_of_a_failure_is_its_error_raised() -> None:
    with Outcomes(odd, [2]) as outcomes:
        (outcome,) = outcomes
    with pytest.raises(ValueError, match="2"):
        _ = outcome.value
    assert repr(outcome) == "Outcome(2, error=ValueError(2))"


def test_outcomes_are_given_as_calls_end_not_as_they_began() -> None:
    first_may_end = threading.Event()

    def call(key: int) -> int:
        if key == 0:
            first_may_end.wait(30)
        return key

    given = []
    with Outcomes(call, range(3), at_once=2) as outcomes:
        for outcome in outcomes:
            given.append(outcome.key)
            if len(given) == 2:
                first_may_end.set()
    assert given == [1, 2, 0]


def test_keys_without_end_are_not_read_far_ahead() -> None:
    read = []
    keys = (read.append(key) or key for key in itertools.count(1))  # type: ignore[func-returns-value]
    with Outcomes(lambda key: key, keys, at_once=3) as outcomes:
        for given, _ in enumerate(outcomes, 1):
            assert len(read) <= given + 2 * 3
            if given == 50:
                break
    assert outcomes.started == len(read)
    assert outcomes.finished == len(read)


def test_the_limit_holds_for_asynchronous_calls(run: Run) -> None:
    under_way = most = 0

    async def call(key: int) -> int:
        nonlocal under_way, most
        under_way += 1
        most = max(most, under_way)
        await anyio.lowlevel.checkpoint()
        under_way -= 1
        return key

    async def main() -> None:
        async with AsyncOutcomes(call, itertools.count(), at_once=7) as outcomes:
            async for outcome in outcomes:
                if outcome.key > 100:
                    break
        assert outcomes.started == outcomes.finished

    run(main)
    assert most == 7


def test_an_error_of_the_keys_is_raised_once_all_that_was_started_is_told() -> None:
    given: list[Outcome[int, int]] = []
    with (
        Outcomes(odd, breaking(5), at_once=3) as outcomes,
        pytest.raises(LookupError, match="no more keys"),
    ):
        take(outcomes, given)
    assert told(given) == ALL


def test_an_error_of_asynchronous_keys_is_raised_once_all_that_was_started_is_told(
    run: Run,
) -> None:
    async def main() -> None:
        given: list[Outcome[int, int]] = []
        with pytest.raises(LookupError, match="no more keys"):
            await take_later(AsyncOutcomes(odd_later, later(breaking(5)), at_once=3), given)
        assert told(given) == ALL

    run(main)


def test_who_leaves_early_gets_the_rest_of_what_was_started() -> None:
    keys = iter(range(100))
    with Outcomes(odd, keys, at_once=4) as outcomes:
        first = next(outcomes)
    rest = outcomes.rest()
    assert sorted(told([first, *rest])) == [*range(outcomes.started)]
    assert next(keys) == outcomes.started  # what was not started was not read
    assert outcomes.rest() == []


def test_who_leaves_early_waits_for_asynchronous_calls_under_way(run: Run) -> None:
    async def main() -> None:
        keys = iter(range(100))
        async with AsyncOutcomes(odd_later, keys, at_once=4) as outcomes:
            first = await anext(outcomes)
        found = told([first, *outcomes.rest()])
        assert sorted(found) == [*range(outcomes.started)]
        assert UnfinishedError not in found.values()
        assert next(keys) == outcomes.started

    run(main)


async def only_the_first(key: int) -> int:
    """End for the first key only."""
    if key:
        await anyio.sleep_forever()
    return key


def test_an_error_that_leaves_the_block_cuts_calls_off_and_tells_which(run: Run) -> None:
    async def main() -> None:
        outcomes = AsyncOutcomes(only_the_first, range(100), at_once=3)
        with pytest.raises(KeyError, match="mine"):  # as it is, in no group
            await take_later(outcomes, [], fail)
        assert told(outcomes.rest()) == {1: UnfinishedError, 2: UnfinishedError}
        assert (outcomes.started, outcomes.failed) == (3, 2)

    run(main)


def test_an_error_is_not_hidden_by_a_cancellation(run: Run) -> None:
    async def main() -> None:
        def cancel_and_fail() -> None:
            scope.cancel()
            fail()

        with anyio.CancelScope() as scope:
            with pytest.raises(KeyError, match="mine"):
                await take_later(AsyncOutcomes(only_the_first, range(9)), [], cancel_and_fail)

    run(main)


def test_a_cancellation_cuts_calls_off_and_tells_which(run: Run) -> None:
    async def main() -> None:
        outcomes = AsyncOutcomes(only_the_first, range(100), at_once=3)
        given: list[Outcome[int, int]] = []
        with anyio.CancelScope() as scope:
            await take_later(outcomes, given, scope.cancel)
        ends = told([*given, *outcomes.rest()])
        assert ends == {0: 0, **dict.fromkeys(range(1, outcomes.started), UnfinishedError)}

    run(main)


def test_a_task_that_asyncio_cancels_tells_what_it_cut_off() -> None:
    async def main() -> None:
        outcomes = AsyncOutcomes(only_the_first, range(100), at_once=3)
        given: list[Outcome[int, int]] = []
        reached = asyncio.Event()
        task = asyncio.create_task(take_later(outcomes, given, reached.set))
        await reached.wait()
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        ends = told([*given, *outcomes.rest()])
        assert ends == {0: 0, **dict.fromkeys(range(1, outcomes.started), UnfinishedError)}

    asyncio.run(main())


def test_a_call_that_is_cancelled_by_what_it_waits_for_stops_no_other() -> None:
    async def call(key: int) -> int:
        if key == 1:
            gone: asyncio.Future[int] = asyncio.get_running_loop().create_future()
            gone.cancel()
            await gone
        return key

    async def main() -> None:
        async with AsyncOutcomes(call, range(3), at_once=1) as outcomes:
            found = told([outcome async for outcome in outcomes])
        assert found == {0: 0, 1: UnfinishedError, 2: 2}

    asyncio.run(main())


def test_what_ends_a_program_ends_the_run_after_what_was_started() -> None:
    def call(key: int) -> int:
        if key == 1:
            raise SystemExit(3)
        return key

    given: list[Outcome[int, int]] = []
    with Outcomes(call, range(100), at_once=1) as outcomes, pytest.raises(SystemExit):
        take(outcomes, given)
    assert told(given) == {0: 0, 1: UnfinishedError}


def test_a_limit_below_one_is_refused() -> None:
    with pytest.raises(ValueError, match="at_once must be 1 or more"):
        Outcomes(odd, [], at_once=0)


def test_progress_can_be_asked_for_at_any_time() -> None:
    with Outcomes(odd, range(4), at_once=1) as outcomes:
        seen = [(outcomes.finished, outcomes.failed) for _ in outcomes]
    assert seen == [(1, 1), (2, 1), (3, 2), (4, 2)]
