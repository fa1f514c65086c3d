"""What a call costs beside plain httpx with the same body and transport: `python -m tests.bench`.

Both write, send over loopback to a server in a process of its own, and decode; ours also checks, both ways. They take
turns, so that what else the machine does falls on both. Nothing is asserted: ratios are for people to read.
"""

from __future__ import annotations

import itertools
import json
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import httpx
from dli_flink import Client
from rich.console import Console
from rich.table import Table

BODY: Mapping[str, Any] = {
    "name": "orders per minute",
    "sql_body": "insert into totals select count(id) from orders;" * 40,
    "cu_number": 4,
    "parallel_number": 3,
    "checkpoint_enabled": True,
    "smn_topic": "flink-oncall",
    "flink_version": "1.15",
    "resume_max_num": 3,
}
ANSWER = {"is_success": "true", "message": "ok", "job": {"job_id": 7, "update_time": 1700000000000}}
SERVER = """
import json, socket, sys, threading
content = sys.argv[1].encode()
head = b"HTTP/1.1 200 OK\\r\\nContent-Type: application/json\\r\\nContent-Length: %d\\r\\n\\r\\n"
answer = head % len(content) + content
def serve(connection):
    connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    with connection, connection.makefile("rb") as file:
        while line := file.readline():
            length = 0
            while line.strip():
                name, _, value = line.partition(b":")
                length = int(value) if name.lower() == b"content-length" else length
                line = file.readline()
            file.read(length)
            connection.sendall(answer)
listening = socket.create_server(("127.0.0.1", 0))
print(listening.getsockname()[1], flush=True)
while True:
    threading.Thread(target=serve, args=(listening.accept()[0],), daemon=True).start()
"""
Cost = tuple[float, float]  # seconds of the wall clock and of the processor


@contextmanager
def served() -> Iterator[str]:
    """Answer every request on loopback, from a process of its own."""
    command = [sys.executable, "-c", SERVER, json.dumps(ANSWER)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
        assert server.stdout is not None
        yield f"http://127.0.0.1:{int(server.stdout.readline())}"
        server.terminate()


def turns(calls: Sequence[Callable[[], object]], rounds: int, each: int) -> list[list[Cost]]:
    """Run the calls in turn and give what each of them cost, round by round."""
    costs: list[list[Cost]] = [[] for _ in calls]
    for number in range(-2, rounds):  # the first two only warm up
        for call, cost in zip(calls, costs, strict=True):
            wall, processor = time.perf_counter(), time.process_time()
            for _ in range(each):
                call()
            if number >= 0:
                spent = time.perf_counter() - wall, time.process_time() - processor
                cost.append((spent[0] / each, spent[1] / each))
    return costs


def compare(url: str, jobs: Iterator[int]) -> list[list[Cost]]:
    """Update jobs with plain httpx and with the library."""
    headers = {"X-Auth-Token": "t", "Content-Type": "application/json"}
    with httpx.Client() as http, Client(project_id="p", base_url=url, token="t") as client:

        def plain() -> object:
            content = json.dumps(BODY).encode()
            place = f"{url}/v1.0/p/streaming/sql-jobs/{next(jobs)}"
            response = http.put(place, content=content, headers=headers)
            return response.raise_for_status().json()

        return turns([plain, lambda: client.update_sql_job(next(jobs), **BODY)], 25, 100)


def main() -> None:
    """Print microseconds a call and the ratio of the medians."""
    table = Table("", "httpx, µs", "library, µs", "ratio", "of fastest")
    with served() as url:
        for told, jobs in (
            ("same job", itertools.repeat(7)),
            ("other job", itertools.count(10**6)),
        ):
            costs = compare(url, jobs)
            for column, clock in enumerate(("wall", "CPU")):
                plain, ours = ([cost[column] * 1e6 for cost in each] for each in costs)
                medians = statistics.median(plain), statistics.median(ours)
                shown = [f"{medians[0]:.0f}", f"{medians[1]:.0f}", f"{medians[1] / medians[0]:.3f}"]
                table.add_row(f"{told}, {clock}", *shown, f"{min(ours) / min(plain):.3f}")
    Console().print(table)


if __name__ == "__main__":
    main()
