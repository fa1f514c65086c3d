"""Thousands of updates over loopback: every one is accounted for, against the service's own record."""

from __future__ import annotations

import asyncio
from threading import Barrier, Lock, Thread
from typing import TypeAlias, assert_type

import anyio
import httpx
import pytest
from dli_flink import AsyncClient, Client, Retry, UpdateSqlJobResponse
from dli_flink.outcomes import AsyncOutcomes, Outcome, Outcomes

from .crowd import CLOSES, Crowd, answer, done, serving

Updated: TypeAlias = Outcome[int, UpdateSqlJobResponse]
BUSY = b'{"error_code": "DLI.0999", "error_msg": "busy"}'
RETRY = Retry(attempts=3, first_wait=0)
# One job in twenty meets one of these, the first time or each time; and how it ends if it is each time.
FAULTS: dict[str, tuple[bytes, str]] = {
    "reset": (b"", "TransportError"),
    "503": (answer("503 Busy", BUSY), "ServerError"),
    "503 with Retry-After": (answer("503 Busy", BUSY, "Retry-After: 0"), "ServerError"),
    "429 with Retry-After": (answer("429 Slow down", BUSY, "Retry-After: 0"), "RateLimitError"),
    "truncated": (answer("200 OK", b'{"is_su', CLOSES, length=9999), "TransportError"),
    "no HTTP": (b"\x00\xff junk\r\n\r\n", "TransportError"),
}


def fault_of(job: int) -> tuple[bytes, str] | None:
    """Give the fault that a job meets, if it is one in twenty."""
    return [*FAULTS.values()][job // 20 % len(FAULTS)] if job % 20 == 0 else None


def stays(job: int) -> bool:
    """Say whether a job's fault stays: it does for one in three."""
    return job // 20 // len(FAULTS) % 3 == 0


def faulty(job: int, before: int) -> bytes:
    """Answer a job, or do it wrong."""
    fault = fault_of(job)
    if fault is None or (before and not stays(job)):
        return done(job)
    return fault[0]


def slow(job: int) -> float:
    """Give the seconds that a job takes: one in a hundred is late."""
    return 0.03 if job % 100 == 50 else 0


def ending(job: int) -> str:
    """Say how a job has to end."""
    fault = fault_of(job)
    return str(job) if fault is None or not stays(job) else fault[1]


def came(outcome: Updated) -> str:
    """Say how a call ended."""
    if outcome.error is not None:
        return type(outcome.error).__name__
    return outcome.value.message or ""


async def updated(crowd: Crowd, jobs: range, at_once: int) -> list[Updated]:
    """Update jobs, so many at once."""
    async with (
        AsyncClient(project_id="p", base_url=crowd.url, retry=RETRY) as client,
        AsyncOutcomes(
            lambda job: client.update_sql_job(job, name="x"), jobs, at_once=at_once
        ) as outcomes,
    ):
        found = [outcome async for outcome in outcomes]
    assert_type(found, list[Updated])
    assert (outcomes.started, outcomes.finished) == (len(jobs), len(jobs))
    assert outcomes.failed == sum(outcome.error is not None for outcome in found)
    return found


def test_of_10_000_updates_with_faults_each_has_its_outcome() -> None:
    jobs = range(10_000)
    with serving(Crowd(faulty, slow=slow)) as crowd:
        found = asyncio.run(updated(crowd, jobs, 16))
    assert len(found) == 10_000
    assert {outcome.key: came(outcome) for outcome in found} == {job: ending(job) for job in jobs}
    assert crowd.arrived == {
        job: 1 if fault_of(job) is None else 3 if stays(job) else 2 for job in jobs
    }
    assert crowd.answered == {job: faulty(job, 9) for job in jobs}
    assert crowd.most_in_flight <= 16


@pytest.mark.parametrize("library", ["asyncio", "trio"])
def test_calls_share_few_connections_under_asyncio_and_under_trio(library: str) -> None:
    pytest.importorskip(library)
    found: list[Updated] = []

    async def update(url: str) -> None:
        async with (
            httpx.AsyncClient(limits=httpx.Limits(max_connections=3)) as http,
            AsyncClient(project_id="p", base_url=url, http_client=http, retry=RETRY) as client,
            AsyncOutcomes(client.update_sql_job, range(60), at_once=20) as outcomes,
        ):
            found.extend([outcome async for outcome in outcomes])

    with serving(Crowd(faulty)) as crowd:
        anyio.run(update, crowd.url, backend=library)
    assert {outcome.key: came(outcome) for outcome in found} == {
        job: ending(job) for job in range(60)
    }
    assert crowd.most_in_flight <= 3


def test_1_000_calls_are_in_flight_at_once_under_a_limit_of_1_000() -> None:
    jobs = range(1_050)
    waiting = Crowd(lambda job, _: None if job < 1_000 else done(job), waits_for=1_000)
    with serving(waiting) as crowd:
        found = asyncio.run(updated(crowd, jobs, 1_000))
    assert sorted(int(came(outcome)) for outcome in found) == [*jobs]
    assert crowd.most_in_flight == 1_000


def test_a_limit_above_the_connections_of_a_client_makes_calls_wait_for_one() -> None:
    async def update(url: str) -> list[str]:
        async with httpx.AsyncClient(limits=httpx.Limits(max_connections=2)) as http:
            client = AsyncClient(project_id="p", base_url=url, http_client=http)
            call = client.update_sql_job
            async with AsyncOutcomes(call, range(20), at_once=20) as outcomes:
                return [came(outcome) async for outcome in outcomes]

    with serving(Crowd(lambda job, _: done(job))) as crowd:
        assert sorted(map(int, asyncio.run(update(crowd.url)))) == [*range(20)]
    assert crowd.most_in_flight <= 2


def test_one_client_is_shared_by_32_threads() -> None:
    crossed: list[tuple[int, str | None]] = []
    together = Barrier(32)

    def use(client: Client, thread: int) -> None:
        together.wait(30)
        for job in range(thread * 1_000, thread * 1_000 + 20):
            message = client.update_sql_job(job, name=f"n{job}").message
            if message != str(job):
                crossed.append((job, message))

    with (
        serving(Crowd(lambda job, _: done(job))) as crowd,
        Client(project_id="p", base_url=crowd.url) as client,
    ):
        threads = [Thread(target=use, args=(client, number)) for number in range(32)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(60)
    assert crossed == []
    assert len(crowd.arrived) == 640
    assert {*crowd.arrived.values()} == {1}


def test_threads_that_share_a_client_each_send_the_token_that_they_were_given() -> None:
    given, lock = 0, Lock()

    def token() -> str:
        nonlocal given
        with lock:
            given += 1
            return f"t{given}"

    with (
        serving(Crowd(lambda job, _: done(job))) as crowd,
        Client(project_id="p", base_url=crowd.url, token=token) as client,
        Outcomes(client.update_sql_job, range(320), at_once=32) as outcomes,
    ):
        assert sum(outcome.error is None for outcome in outcomes) == 320
    assert crowd.tokens == {f"t{number}": 1 for number in range(1, 321)}


@pytest.mark.parametrize("at_once", [1, 4])
def test_updates_in_threads_are_accounted_for_too(at_once: int) -> None:
    jobs = range(240)
    with serving(Crowd(faulty, slow=slow)) as crowd:
        retry = Retry(attempts=3, first_wait=0)
        with (
            Client(project_id="p", base_url=crowd.url, retry=retry) as client,
            Outcomes(client.update_sql_job, jobs, at_once=at_once) as outcomes,
        ):
            found = {assert_type(each, Updated).key: came(each) for each in outcomes}
    assert found == {job: ending(job) for job in jobs}
    assert crowd.most_in_flight <= at_once
