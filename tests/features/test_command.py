"""The command line of every library: what is given by flags goes over the wire as the document says."""

from __future__ import annotations

import importlib
import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest
from pydantic_core import to_jsonable_python

from .cases import Answer, Call, Feature, Made, each_call, features
from .libraries import Libraries, built, plain
from .loopback import Loopback, loopback
from .test_features import held_to_its_wire

EACH = pytest.mark.parametrize("feature", features(), ids=lambda feature: feature.name)
CALLS = pytest.mark.parametrize(
    ("feature", "sentence"),
    [pytest.param(*each, id=f"{each[0].name}: {each[1]}") for each in each_call()],
)
CODES = {
    "InvalidRequestError": 3,
    "DecodeError": 5,
    "BadRequestError": 40,
    "AuthenticationError": 41,
    "PermissionDeniedError": 43,
    "NotFoundError": 44,
    "RateLimitError": 49,
    "ServerError": 50,
    "APIStatusError": 45,
}


@dataclass
class Terminal:
    """Where command lines are run, in this process."""

    libraries: Libraries
    capture: pytest.CaptureFixture[bytes]

    def run(self, feature: Feature, *arguments: str) -> tuple[int, str, str]:
        """Run a command line; give its code, what stands on stdout, and on stderr."""
        self.libraries.made(feature)
        about = importlib.import_module(f"{feature.package}.__main__").ABOUT
        command = importlib.import_module(f"{feature.package}._runtime.command")
        code = command.run(about, arguments)
        out, err = self.capture.readouterr()
        return code, out.decode("utf-8", "replace"), err.decode()


@pytest.fixture
def terminal(libraries: Libraries, capsysbinary: pytest.CaptureFixture[bytes]) -> Terminal:
    return Terminal(libraries, capsysbinary)


@pytest.fixture(scope="module")
def server() -> Iterator[Loopback]:
    with loopback() as made:
        yield made


@pytest.fixture
def wire(server: Loopback, monkeypatch: pytest.MonkeyPatch) -> Loopback:
    server.arrived.clear()
    monkeypatch.setenv("HTTP_PROXY", server.url)
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    return server


@EACH
def test_every_help_is_shown(terminal: Terminal, feature: Feature) -> None:
    code, out, _ = terminal.run(feature, "--help")
    assert code == 0
    client = importlib.import_module(f"{feature.package}.client").Client
    groups = [name for name, each in vars(client).items() if type(each).__name__ == "GroupOf"]
    for group in groups:
        name = group.strip("_").replace("_", "-")
        assert name in out
        code, listed, _ = terminal.run(feature, name, "--help")
        assert code == 0
        for line in listed.partition("\nOperations:\n")[2].splitlines():
            if line.startswith("  ") and not line.startswith("   "):
                code, shown, _ = terminal.run(feature, name, line.split()[0], "--help")
                assert code == 0, line
                assert "--dry-run" in shown


@CALLS
def test_a_call_from_flags_goes_over_the_wire_as_the_document_says(
    terminal: Terminal,
    wire: Loopback,
    feature: Feature,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = feature.calls[sentence]
    if reason := beyond_flags(call):
        pytest.skip(reason)
    arguments = command_line(terminal, feature, call, tmp_path, monkeypatch)
    wire.answers = [call.answer]
    code, out, err = terminal.run(feature, *arguments)
    if call.refused:
        assert code in (2, 3), err
        assert wire.arrived == []
        return
    assert code == (CODES.get(call.raises, 6) if call.raises else 0), err
    (arrived,) = wire.arrived
    held_to_its_wire(arrived, call)
    if call.answer.type == "application/json" and call.answer.body and not call.raises:
        assert json.loads(out) == json.loads(call.answer.body)


@CALLS
def test_a_dry_run_shows_the_request_and_sends_nothing(
    terminal: Terminal,
    wire: Loopback,
    feature: Feature,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = feature.calls[sentence]
    if call.refused or beyond_flags(call):
        return
    arguments = command_line(terminal, feature, call, tmp_path, monkeypatch)
    code, out, err = terminal.run(feature, *arguments, "--dry-run")
    assert code == 0, err
    assert out.split()[0] == (call.sends or out).split()[0]
    code, out, err = terminal.run(feature, *arguments, "--curl")
    assert code == 0, err
    assert out.startswith("curl ")
    assert wire.arrived == []


@CALLS
def test_the_command_of_curl_sends_what_the_document_says(
    terminal: Terminal,
    wire: Loopback,
    feature: Feature,
    sentence: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    call = feature.calls[sentence]
    if call.refused or beyond_flags(call) or shutil.which("curl") is None:
        return
    arguments = command_line(terminal, feature, call, tmp_path, monkeypatch)
    _, out, err = terminal.run(feature, *arguments, "--curl")
    if "body.bin" in out or "curl does not sign" in err:
        return
    wire.answers = [Answer(200, "application/json", b"{}")]
    command = f"{out.rstrip()} --silent --show-error --noproxy '' --proxy {wire.url}"
    done = subprocess.run(["sh", "-c", command], capture_output=True, check=False, timeout=30)
    assert done.returncode == 0, (out, done.stderr)
    (arrived,) = wire.arrived  # curl writes %2f for %2F
    target = re.sub("%[0-9a-f]{2}", lambda found: found[0].upper(), arrived.target)
    held_to_its_wire(replace(arrived, target=target), call)


def beyond_flags(call: Call) -> str | None:
    """Say why a call can't be made from a command line."""
    if call.first is not None:
        return "a token is fetched first, which tests of tokens do"
    if any(hasattr(each, "read") for each in call.given.values()):
        return "a buffer is no file"
    if call.refused and call.given:
        return "most of what is refused for its type can't be written in a flag"
    if any(len(each.given) == 3 for each in files(call.given)):
        return "a file's media type is what its name says"
    return None


def files(value: Any) -> Iterator[Made]:
    """Find the files in what is given."""
    match value:
        case Made("file"):
            yield value
        case Made(_, inner):
            yield from files(inner)
        case dict():
            yield from files(list(value.values()))
        case list():
            for each in value:
                yield from files(each)


def command_line(
    terminal: Terminal,
    feature: Feature,
    call: Call,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> list[str]:
    """Write a call as a command line."""
    package = terminal.libraries.package(feature)
    flags = importlib.import_module(f"{feature.package}._runtime.command_flags")
    names = call.call.removeprefix("with_raw_response.").split(".")
    client: Any = package.Client
    for name in names[:-1]:
        client = getattr(client, name)
    method = getattr(client, names[-1])
    said = {each.name: each for each in flags.described(method).arguments}
    made = ["--no-retry", *commands_of(feature, names)]
    for name, value in call.client.items():
        secret = f"{feature.package}_{name}".strip("_").upper()
        text = ":".join(value) if isinstance(value, tuple) else plain(value)
        monkeypatch.setenv(secret, str(text))
    options = {
        each.of.name: each
        for each in client_command(feature, names).params
        if getattr(each, "of", None) is not None and str(each.name).startswith("given_")
    }
    for name, value in call.given.items():
        if name == "body" and value is not None:
            made += ["--body", body_file(package, value, folder)]
        elif value is None:
            made += ["--null", name.strip("_").replace("_", "-")]
        else:
            made += flag(package, options[name], said[name], value, folder)
    return made


def client_command(feature: Feature, names: list[str]) -> Any:
    """Find the command of an operation."""
    tree = importlib.import_module(f"{feature.package}._runtime.command_tree")
    about = importlib.import_module(f"{feature.package}.__main__").ABOUT
    command: Any = tree.root(about)
    for name in names:
        command = command.get_command(None, command_of(command, name))
    return command


def commands_of(feature: Feature, names: list[str]) -> list[str]:
    return [command_of(client_command(feature, names[:at]), each) for at, each in enumerate(names)]


def command_of(command: Any, name: str) -> str:
    names: dict[str, str] = command.names
    return next(shown for shown, stands_for in names.items() if stands_for == name)


def flag(package: Any, option: Any, said: Any, value: Any, folder: Path) -> list[str]:
    """Write a value as a flag is given it."""
    if option.is_flag:
        return [option.opts[0] if value else option.secondary_opts[0]]
    many = value if option.multiple else [value]
    return [f"{option.opts[0]}={text(package, each, option, folder)}" for each in many]


def text(package: Any, value: Any, option: Any, folder: Path) -> str:
    if option.type.name == "file":
        field = str(option.of.name)
        name, content = value.given if isinstance(value, Made) else (field, value)
        path = folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)
    found = value if isinstance(value, str) else json_of(built(package, value))
    return found if isinstance(found, str) and "json" not in option.type.name else json.dumps(found)


def json_of(value: Any) -> Any:
    """Give a value of Python's as JSON, by pydantic's own hand."""
    return to_jsonable_python(value, by_alias=True, bytes_mode="base64")


def body_file(package: Any, value: Any, folder: Path) -> str:
    path = folder / "body"
    found = built(package, value)
    if isinstance(found, bytes):
        path.write_bytes(found)
    else:
        path.write_text(found if isinstance(found, str) else json.dumps(json_of(found)), "utf-8")
    return str(path)
