"""The command line: what flags and files say is what goes out, and nothing else; judged by openapi-core."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from openapi_core import OpenAPI

pytest.importorskip("click", reason="the extra `cli` of the library is not installed")

from dli_flink.__main__ import ABOUT
from dli_flink._runtime.command import CODES, run

from .arrivals import Server, accepted
from .docstrings import expected_of
from .spec import OPERATIONS, SCHEMAS, judged
from .strategies import EXAMPLES, values_of

(OPERATION,) = OPERATIONS
FIELDS: dict[str, Any] = SCHEMAS["UpdateSqlJobRequest"]["properties"]
COMMAND = ("update-sql-job", "--job-id=7")
SOME = settings(
    EXAMPLES, max_examples=50, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
CALL = (*COMMAND, "--no-retry", "--advice=ignore")


@pytest.fixture(autouse=True)
def _environment(server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("DLI_FLINK", "HUAWEICLOUD"))]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("DLI_FLINK_PROJECT_ID", "p")
    monkeypatch.setenv("DLI_FLINK_BASE_URL", server.base_url)
    monkeypatch.setenv("DLI_FLINK_TOKEN", "hushhush")


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Run a command line in this process; give its code, and what it said on stdout and stderr."""

    def ran(*arguments: str) -> tuple[int, str, str]:
        code = run(ABOUT, arguments)
        shown = capsys.readouterr()
        return code, shown.out, shown.err

    return ran


Said = Callable[..., tuple[int, str, str]]


def flags(body: dict[str, Any]) -> Iterator[str]:
    """Write the fields of a body as flags."""
    for name, value in body.items():
        flag = name.replace("_", "-")
        for each in value if isinstance(value, list) else [value]:
            if isinstance(each, bool):
                yield f"--{flag}" if each else f"--no-{flag}"
            else:
                yield f"--{flag}={each if isinstance(each, str) else json.dumps(each)}"


def process(*arguments: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """Run the command line in a process of its own."""
    command = [sys.executable, "-W", "error", "-m", "dli_flink", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def compact(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.mark.parametrize("field", FIELDS)
def test_the_help_of_a_field_says_all_that_the_spec_says_of_it(said: Said, field: str) -> None:
    _, out, _ = said("update-sql-job", "--help")
    shown = compact(out)
    assert compact(f"--{field.replace('_', '-')}") in shown
    assert compact(expected_of(FIELDS[field])) in shown


@SOME
@given(body=values_of("UpdateSqlJobRequest"))
def test_what_is_given_by_flags_is_what_is_sent(
    body: dict[str, Any], server: Server, judge: OpenAPI
) -> None:
    body = {name: value for name, value in body.items() if value != []}
    server.arrived.clear()
    assert run(ABOUT, (*CALL, *flags(body))) == 0
    arrived = accepted(judge, server, OPERATION)
    sent = json.loads(arrived.body)
    assert sent == body
    assert judged("UpdateSqlJobRequest", sent)


@SOME
@given(loaded=values_of("UpdateSqlJobRequest"), over=values_of("UpdateSqlJobRequest"))
def test_flags_are_over_what_a_file_says(
    loaded: dict[str, Any],
    over: dict[str, Any],
    server: Server,
    judge: OpenAPI,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    over = {name: value for name, value in over.items() if value != []}
    path = tmp_path_factory.getbasetemp() / "body.json"
    path.write_text(json.dumps(loaded))
    server.arrived.clear()
    assert run(ABOUT, (*CALL, f"--body={path}", *flags(over))) == 0
    assert json.loads(accepted(judge, server, OPERATION).body) == {**loaded, **over}


def test_a_body_may_be_yaml_by_its_core_rules(said: Said, server: Server, tmp_path: Path) -> None:
    path = tmp_path / "body.yaml"
    path.write_text("name: on\ndesc: 2024-01-01\nsql_body: |\n  a\n  b\ncu_number: 010\n")
    code, _, err = said(*CALL, "--body", str(path))
    assert code == 0, err
    assert json.loads(server.arrived[0].body) == {
        "name": "on",
        "desc": "2024-01-01",
        "sql_body": "a\nb\n",
        "cu_number": 10,
    }


def test_nothing_given_is_an_empty_body(server: Server, said: Said) -> None:
    assert said(*CALL)[0] == 0
    assert json.loads(server.arrived[0].body) == {}


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        ((200, b'{"is_success": "true"}'), 0, ""),
        ((200, b'{"is_success": "false", "message": "no"}'), 6, "UpdateRejectedError"),
        ((200, b"<html>"), 5, "DecodeError"),
        ((400, b'{"error_code": "DLI.0001", "error_msg": "bad"}'), 40, "DLI.0001"),
        ((401, b"{}"), 41, "AuthenticationError"),
        ((403, b"{}"), 43, "PermissionDeniedError"),
        ((404, b"{}"), 44, "NotFoundError"),
        ((418, b"{}"), 45, "APIStatusError"),
        ((429, b"{}"), 49, "RateLimitError"),
        ((503, b"{}"), 50, "ServerError"),
        ((307, b"{}"), 30, "APIStatusError"),
    ],
)
def test_what_went_wrong_is_the_code_and_one_line(
    said: Said, server: Server, answer: tuple[int, bytes], code: int, words: str
) -> None:
    server.answer = answer
    ended, out, err = said(*CALL, "--name=x")
    assert ended == code
    assert code in CODES
    assert words in err
    assert len(err.splitlines()) == (1 if code else 0)
    assert bool(out) == (code == 0)


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["update-sql-jb"], 2),
        (["update-sql-job"], 2),
        ([*COMMAND, "--nmae=x"], 2),
        ([*COMMAND, "--cu-number=x"], 2),
        ([*COMMAND, "--run-mode=x"], 2),
        ([*COMMAND, "--resource-config={"], 2),
        ([*COMMAND, "--body=/no/such/file"], 2),
        ([*COMMAND, "--token-file=/no/such/file"], 2),
        ([*COMMAND, f"--name={'x' * 58}"], 3),
        ([*COMMAND, "--resource-config={}", "--resume-max-num=0"], 3),
        ([*COMMAND, "--base-url=http://127.0.0.1:9", "--no-retry"], 4),
        ([*COMMAND, "--base-url=nowhere"], 2),
    ],
)
def test_what_is_wrong_before_is_told_and_nothing_is_sent(
    said: Said, server: Server, arguments: list[str], code: int
) -> None:
    ended, out, err = said(*arguments)
    assert (ended, out) == (code, "")
    assert len(err.splitlines()) == 1
    assert server.arrived == []


def test_a_dry_run_shows_the_request_without_secrets_and_sends_nothing(
    said: Said, server: Server
) -> None:
    code, out, _ = said(*COMMAND, "--name=x", "--dry-run")
    head, _, body = out.partition("\n\n")
    assert code == 0
    path = f"{server.base_url}/v1.0/p/streaming/sql-jobs/7"
    assert head.splitlines()[0] == f"PUT {path}"
    assert "X-Auth-Token: [redacted]" in head
    assert json.loads(body) == {"name": "x"}
    assert server.arrived == []
    _, out, _ = said(*COMMAND, "--name=it's", "--curl")
    assert '"${DLI_FLINK_TOKEN}"' in out
    assert server.arrived == []


def test_what_curl_is_given_is_what_the_library_sends(
    said: Said, server: Server, judge: OpenAPI
) -> None:
    _, out, _ = said(*COMMAND, "--name=it's ü", "--curl")
    words = subprocess.run(
        ["bash", "-c", f"curl() {{ printf '%s\\0' \"$@\"; }}\n{out}"],
        capture_output=True, text=True, check=True,
    ).stdout.split("\0")  # fmt: skip
    headers = [text for flag, text in pairwise(words) if flag == "-H"]
    assert "X-Auth-Token: hushhush" in headers
    assert words[words.index("--data-raw") + 1] == json.dumps(
        {"name": "it's ü"}, ensure_ascii=False, separators=(",", ":")
    )


def test_a_dry_run_needs_no_settings(said: Said, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("DLI_FLINK_PROJECT_ID")
    monkeypatch.delenv("DLI_FLINK_BASE_URL")
    code, out, err = said(*COMMAND, "--dry-run")
    assert code == 0
    assert "/v1.0/PROJECT_ID/" in out
    assert "project_id is not given" in err


def test_secrets_are_never_shown(
    said: Said, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HUAWEICLOUD_SDK_AK", "hushhush-ak")
    monkeypatch.setenv("HUAWEICLOUD_SDK_SK", "hushhush-sk")
    server.answer = (400, b"{}")
    for more in ([], ["--dry-run"], ["--curl"], ["--help"], ["--verbose"], ["--include"]):
        _, out, err = said(*CALL, "--name=x", *more)
        assert "hushhush" not in out + err


def test_a_token_may_stand_in_a_file(
    said: Said, server: Server, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DLI_FLINK_TOKEN")
    (tmp_path / "token").write_text("from-a-file\n")
    assert said(*CALL, "--token-file", str(tmp_path / "token"))[0] == 0
    assert server.arrived[0].header("X-Auth-Token") == ["from-a-file"]


def test_settings_may_stand_before_the_command_and_the_nearest_wins(
    said: Said, server: Server
) -> None:
    assert said("--project-id=a", *CALL)[0] == 0
    assert said("--project-id=a", *CALL, "--project-id=b")[0] == 0
    paths = [each.target.split("/")[2] for each in server.arrived]
    assert paths == ["a", "b"]


def test_status_and_headers_are_printed_where_they_are_asked_for(
    said: Said, server: Server
) -> None:
    _, out, _ = said(*CALL, "--include")
    assert out.startswith("HTTP/1.0 200 OK\n")
    assert out.endswith('\n\n{"is_success":"true"}\n')
    server.answer = (404, b'{"error_code": "a"}')
    assert said(*CALL, "--raw")[1] == '{"error_code": "a"}'


def test_a_process_does_it_too(server: Server, tmp_path: Path) -> None:
    done = process(*CALL, "--body", "-", input="name: ü\n", cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, '{"is_success":"true"}\n', "")
    assert json.loads(server.arrived[0].body) == {"name": "ü"}
    assert process("--version").stdout == f"{ABOUT.version}\n"
    assert all(f"{code:>4}  {means}" in process("--help").stdout for code, means in CODES.items())


def test_the_help_names_the_keys_that_sign(said: Said) -> None:
    _, out, _ = said("--help")
    for name in ("AK", "SK", "SECURITY_TOKEN"):
        assert f"HUAWEICLOUD_SDK_{name}" in out


def test_a_list_of_operations_needs_no_models() -> None:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "dli_flink", "flink-sql-jobs", "--help"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "update-sql-job" in done.stdout
    assert "dli_flink.operations.flink_sql_jobs" not in done.stderr


def test_what_stops_reading_stops_it_quietly(server: Server) -> None:
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "dli_flink", *CALL]
    done = subprocess.run(
        command, stdout=write, stderr=subprocess.PIPE, check=False, pass_fds=[write]
    )
    os.close(write)
    assert (done.returncode, done.stderr) == (141, b"")


def test_an_interrupt_is_one_line(server: Server) -> None:
    begun, over = threading.Event(), threading.Event()

    class Holding(list[Any]):
        def append(self, item: Any) -> None:
            begun.set()
            over.wait(30)

    kept, server.arrived = server.arrived, Holding()
    with subprocess.Popen(
        [sys.executable, "-m", "dli_flink", *CALL], stderr=subprocess.PIPE, stdout=subprocess.PIPE
    ) as running:
        assert begun.wait(30)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=30)
    over.set()
    server.arrived = kept
    assert (running.returncode, out, err) == (130, b"", b"interrupted\n")


def test_without_the_extra_it_is_named() -> None:
    program = (
        "import sys; sys.modules['click'] = None\n"
        "from dli_flink.__main__ import ABOUT, run; sys.exit(run(ABOUT, []))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "pip install 'dli-flink[cli]'" in done.stderr
    assert len(done.stderr.splitlines()) == 1
