"""Where the tools of others are that judge what is published, and how they are run."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
NODE = ROOT / ".judges"
GENERATORS = ROOT / ".venv-openapi-generators"
PYOPENAPI_GEN = ROOT / ".venv-pyopenapi-gen"
JAR = "openapi_generator_cli/openapi-generator.jar"
# What they would ask the network for, or tell it.
QUIET = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "NO_COLOR": "1"}
INSTALL = "`python3 generator judges` installs them"


def chromium() -> str | None:
    """Give the browser that is here, if one is."""
    names = ("chromium", "chromium-browser", "google-chrome")
    return next((found for each in names if (found := shutil.which(each))), None)


def _installed(home: Path) -> bool:
    return (home / "made-from").exists()


on_node = pytest.mark.skipif(
    not _installed(NODE) or shutil.which("node") is None,
    reason=f"the judges that run on Node are not here; {INSTALL}",
)
in_browser = pytest.mark.skipif(chromium() is None, reason="there is no chromium on the PATH")
with_generators = pytest.mark.skipif(
    not _installed(GENERATORS), reason=f"the client generators are not here; {INSTALL}"
)
with_pyopenapi_gen = pytest.mark.skipif(
    not _installed(PYOPENAPI_GEN), reason=f"pyopenapi-gen is not here; {INSTALL}"
)
with_java = pytest.mark.skipif(shutil.which("java") is None, reason="there is no java on the PATH")


def run(*command: str | Path, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run a judge; its own folder comes first on the PATH, and it has a home that is thrown away."""
    first = os.pathsep.join([str(Path(command[0]).parent), os.environ.get("PATH", "")])
    return subprocess.run(
        [*map(str, command)],
        cwd=cwd,
        env={**os.environ, **QUIET, "PATH": first},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


def node(tool: str) -> Path:
    """Give a command of a package that runs on Node."""
    return NODE / "node_modules" / ".bin" / tool


def python_of(home: Path) -> Path:
    """Give the Python of an environment."""
    return home / "bin" / "python"


def jar() -> Path:
    """Give the jar of openapi-generator."""
    return next(GENERATORS.glob(f"lib/python*/site-packages/{JAR}"))
