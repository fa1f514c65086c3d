"""Everything from a bare Python 3.11: `python3 generator` runs the main job, `python3 generator test` all tests.

Each makes its own environment below the checkout (.venv, and for the tests .venv-floor with the oldest
httpx, pydantic, click and PyYAML that the library promises), and makes it anew only when what it installs has changed.
So are the tools of others that judge what is published (`python3 generator judges` makes only those): .judges for
what runs on Node, and an environment for each set of Python packages that go together (tests/interop/*.txt).
"""

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = "Scripts" if os.name == "nt" else "bin"
PROJECTS = (ROOT / "pyproject.toml", ROOT / "generated" / "pyproject.toml")
INTEROP = ROOT / "tests" / "interop"
OLDEST_NODE = (20, 19)


def main(arguments: list[str]) -> int:
    """Run what was asked for; give the exit code."""
    if sys.version_info < (3, 11):
        print(f"Trueup needs Python 3.11 or later; this is {sys.version.split()[0]}.")
        return 2
    if arguments in ([], ["demo"]):
        return demo()
    if arguments[0] == "test":
        return test(arguments[1:])
    if arguments == ["judges"]:
        return judging()
    print("usage: python3 generator [demo | judges | test [PYTEST ARGUMENTS]]")
    return 2


def demo() -> int:
    """Check the spec, generate the library, and make a real update with it against a stand-in server."""
    python = environment(".venv", ["-e", ".[trial]"])
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
    judging()
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


def judging() -> int:
    """Install the tools of others that judge what is published; tests of those that can't be here are skipped."""
    for pinned in sorted(INTEROP.glob("*.txt")):
        environment(f".venv-{pinned.stem}", ["-r", f"tests/interop/{pinned.name}"], [pinned])
    return on_node()


def on_node() -> int:
    """Install the judges that run on Node, unless they are there; without a Node that runs them, say so."""
    home, wanted = ROOT / ".judges", [INTEROP / "package.json", INTEROP / "package-lock.json"]
    stamp = home / "made-from"
    made_from = fingerprint([], wanted)
    if stamp.exists() and stamp.read_text() == made_from:
        return 0
    npm, old = shutil.which("npm"), node_too_old()
    if npm is None or old:
        print(
            f"No judges on Node: {old or 'npm is not here'}. Their tests are skipped.", flush=True
        )
        return 0
    print("making .judges …", flush=True)
    home.mkdir(exist_ok=True)
    stamp.unlink(missing_ok=True)
    for each in wanted:
        shutil.copyfile(each, home / each.name)
    quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--silent")
    with tempfile.TemporaryDirectory() as cache:
        done = subprocess.run([npm, "ci", *quiet, "--cache", cache], cwd=home, check=False)
    if done.returncode:
        print(
            "npm could not install them; it needs its registry in reach. Their tests are skipped."
        )
        return 1
    stamp.write_text(made_from)
    return 0


def node_too_old() -> str:
    """Say what is wrong with the Node that is here, if anything is."""
    node = shutil.which("node")
    if node is None:
        return "node is not here"
    said = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    numbers = tuple(int(each) for each in said.strip().lstrip("v").split(".")[:2] if each.isdigit())
    least = ".".join(map(str, OLDEST_NODE))
    return "" if numbers >= OLDEST_NODE else f"node is {said.strip()}, older than {least}"


def environment(name: str, packages: list[str], made_from: Sequence[Path] = PROJECTS) -> Path:
    """Make a virtual environment with packages in it, unless it is there; give its Python."""
    home = ROOT / name
    python = home / BIN / ("python.exe" if os.name == "nt" else "python")
    stamp = home / "made-from"
    wanted = fingerprint(packages, made_from)
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


def fingerprint(packages: list[str], made_from: Sequence[Path]) -> str:
    """Name what an environment is made from."""
    digest = hashlib.sha256(" ".join(packages).encode())
    for each in made_from:
        digest.update(each.read_bytes() if each.exists() else b"")
    return digest.hexdigest()[:16]


def run(python: Path, *arguments: str) -> int:
    """Run Python in the checkout; give its exit code."""
    return subprocess.run([python, *arguments], cwd=ROOT, check=False).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
