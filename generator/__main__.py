"""Everything from a bare Python 3.11: `python3 generator` runs the main job, `python3 generator test` all tests.

Each makes its own environment below the checkout (.venv, and for the tests .venv-floor with the oldest
httpx, pydantic, click and PyYAML that the library promises), and makes it anew only when what it installs has changed.
"""

import hashlib
import os
import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = "Scripts" if os.name == "nt" else "bin"
PROJECTS = (ROOT / "pyproject.toml", ROOT / "generated" / "pyproject.toml")


def main(arguments: list[str]) -> int:
    """Run what was asked for; give the exit code."""
    if sys.version_info < (3, 11):
        print(f"Trueup needs Python 3.11 or later; this is {sys.version.split()[0]}.")
        return 2
    if arguments in ([], ["demo"]):
        return demo()
    if arguments[0] == "test":
        return test(arguments[1:])
    print("usage: python3 generator [demo | test [PYTEST ARGUMENTS]]")
    return 2


def demo() -> int:
    """Check the spec, generate the library, and make a real update with it against a stand-in server."""
    python = environment(".venv", ["-e", "."])
    for verb in ("lint", "generate", "check", "demo"):
        print(f"\n$ trueup {verb}", flush=True)
        code = run(python, "-m", "trueup", verb)
        if code:
            return code
    return 0


def test(selected: list[str]) -> int:
    """Pass the library's tests at its oldest dependencies, then all tests at the newest."""
    newest = environment(".venv", ["-e", ".[dev]", "-e", "./generated"])
    floors = subprocess.run(
        [
            newest,
            "-c",
            "from trueup import config; print(config.HTTPX_FLOOR, config.PYDANTIC_FLOOR)",
        ],
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    httpx, pydantic = f"httpx=={floors[0]}", f"pydantic=={floors[1]}"
    oldest = environment(
        ".venv-floor", [httpx, pydantic, *oldest_of("cli"), "-e", "./generated[cli]", *judges()]
    )
    if not selected:
        print(f"\n$ pytest tests/contract tests/library   # with {httpx}, {pydantic}", flush=True)
        # httpx of that age imports cgi, which Python 3.11 warns of.
        quiet = ("-W", "ignore:'cgi' is deprecated:DeprecationWarning")
        code = run(
            oldest, "-m", "pytest", "-q", *quiet, "-n", "2", "tests/contract", "tests/library"
        )
        if code:
            return code
    print("\n$ pytest", flush=True)
    return run(newest, "-m", "pytest", "-q", "-n", "2", *selected)


def oldest_of(extra: str) -> list[str]:
    """Give the oldest of what an extra of the library takes."""
    import tomllib

    project = tomllib.loads(PROJECTS[1].read_text("utf-8"))["project"]
    taken = project["optional-dependencies"][extra]
    return [each.partition(",")[0].replace(">=", "==") for each in taken]


def judges() -> list[str]:
    """Give what the library's tests need, in the versions of the `dev` extra."""
    import tomllib

    extra = tomllib.loads(PROJECTS[0].read_text("utf-8"))["project"]["optional-dependencies"]["dev"]
    wanted = ("huaweicloudsdkcore", "hypothesis", "openapi-core", "pytest", "pytest-xdist")
    return [each for each in extra if each.partition("==")[0] in wanted]


def environment(name: str, packages: list[str]) -> Path:
    """Make a virtual environment with packages in it, unless it is there; give its Python."""
    home = ROOT / name
    python = home / BIN / ("python.exe" if os.name == "nt" else "python")
    stamp = home / "made-from"
    wanted = fingerprint(packages)
    done = stamp.read_text() if stamp.exists() else ""
    if python.exists() and wanted in done.split():
        return python
    print(f"making {name} …", flush=True)
    try:
        if not python.exists():
            venv.create(home, with_pip=True)
        pip = [python, "-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
        subprocess.run([*pip, *packages], cwd=ROOT, check=True)
    except subprocess.CalledProcessError as error:
        print(f"could not make {name}: {error}")
        print(
            "Python needs its venv and pip (on Debian: apt-get install python3-venv), and PyPI in reach."
        )
        raise SystemExit(1) from None
    stamp.write_text(f"{done} {wanted}")
    return python


def fingerprint(packages: list[str]) -> str:
    """Name what an environment is made from."""
    digest = hashlib.sha256(" ".join(packages).encode())
    for project in PROJECTS:
        digest.update(project.read_bytes() if project.exists() else b"")
    return digest.hexdigest()[:16]


def run(python: Path, *arguments: str) -> int:
    """Run Python in the checkout; give its exit code."""
    return subprocess.run([python, *arguments], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
