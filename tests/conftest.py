"""What every test may use: where the project is, and wheels built from it once."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Built:
    """The two wheels, and the Python of an environment that holds them and no checkout."""

    toolkit: Path
    library: Path
    python: Path


@pytest.fixture(scope="session")
def root() -> Path:
    """Give the folder of the project."""
    return ROOT


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    """Build both wheels and install them where nothing of the checkout can be imported."""
    folder = tmp_path_factory.mktemp("built")
    for project in (ROOT, ROOT / "generated"):
        command = ["wheel", "--no-deps", "--no-build-isolation", "-q", "-w", folder, project]
        subprocess.run([sys.executable, "-m", "pip", *map(str, command)], check=True)
    home = folder / "environment"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(home)], check=True)
    python = home / "bin" / "python"
    (toolkit,), (library,) = folder.glob("trueup-*.whl"), folder.glob("dli_flink-*.whl")
    install = ["--python", str(python), "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([sys.executable, "-m", "pip", *install, toolkit, library], check=True)
    # The dependencies of this environment, but not what it has installed from the checkout.
    (site,) = home.glob("lib/python*/site-packages")
    (site / "dependencies.pth").write_text(f"{Path(pytest.__file__).parent.parent}\n")
    return Built(toolkit, library, python)
