"""What tests of several folders share: a path on which the small packages of `tests/plugins` are installed."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings

# A deadline measures the machine, which tests share with others.
settings.register_profile("shared", deadline=None)
settings.load_profile("shared")

PACKAGES = Path(__file__).parent / "plugins"


class Installed:
    """A folder on the path, for this process and for those that it starts.

    A package is put there as an installer would put it: its modules, and beside them a dist-info folder with its name,
    version and entry points.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def add(self, *packages: str) -> None:
        """Install packages of `tests/plugins` by name."""
        for package in packages:
            project = tomllib.loads((PACKAGES / package / "pyproject.toml").read_text(encoding="utf-8"))["project"]
            for module in (PACKAGES / package).iterdir():
                if module.is_dir():
                    shutil.copytree(module, self.folder / module.name, ignore=shutil.ignore_patterns("__pycache__"))
            self._declare(package, project["version"], project["entry-points"])

    def write(self, package: str, code: str, entry_points: Mapping[str, Mapping[str, str]]) -> None:
        """Install a package with one module, whose entry points are given by group and name."""
        (self.folder / f"{package.replace('-', '_')}.py").write_text(code, encoding="utf-8")
        self._declare(package, "1.0", entry_points)

    def _declare(self, package: str, version: str, entry_points: Mapping[str, Mapping[str, str]]) -> None:
        about = self.folder / f"{package.replace('-', '_')}-{version}.dist-info"
        about.mkdir()
        (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {package}\nVersion: {version}\n")
        lines = [
            line
            for group, points in entry_points.items()
            for line in (f"[{group}]", *(f"{name} = {target}" for name, target in points.items()))
        ]
        (about / "entry_points.txt").write_text("\n".join(lines) + "\n")
        importlib.invalidate_caches()

    def run(self, *arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run `storyteller` with these arguments in a process of its own."""
        return self.python("-m", "storyteller_agents", *arguments, cwd=cwd)

    def python(self, *arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
        """Run Python with the folder on its path; tables are printed wide."""
        env = {**os.environ, "PYTHONPATH": str(self.folder), "COLUMNS": "300"}
        command = [sys.executable, *(str(argument) for argument in arguments)]
        return subprocess.run(command, capture_output=True, text=True, env=env, cwd=cwd, timeout=120)


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installed]:
    """An empty folder on the path, to install packages in; they are gone after the test."""
    folder = tmp_path / "installed"
    folder.mkdir()
    monkeypatch.syspath_prepend(str(folder))
    yield Installed(folder)
    forget_modules(folder)


def forget_modules(folder: Path) -> None:
    """Take the modules of a folder out of this process."""
    for name, module in list(sys.modules.items()):
        if str(getattr(module, "__file__", None) or "").startswith(str(folder)):
            del sys.modules[name]


@pytest.fixture(scope="session")
def pip_install() -> Callable[..., None]:
    """A function that installs projects with pip into a folder, without what they depend on."""

    def install(target: Path, *projects: Path) -> None:
        isolation = ["--no-build-isolation"] if find_spec("hatchling") else []
        command = ["-m", "pip", "install", "--quiet", "--no-deps", *isolation, "--target", target, *projects]
        done = subprocess.run(
            [sys.executable, *(str(part) for part in command)], capture_output=True, text=True, timeout=300
        )
        assert done.returncode == 0, done.stderr

    return install


@pytest.fixture(scope="session")
def twist_folder(tmp_path_factory: pytest.TempPathFactory, pip_install: Callable[..., None]) -> Path:
    """A folder in which pip has installed storyteller-twist."""
    target = tmp_path_factory.mktemp("twist")
    pip_install(target, PACKAGES.parents[1] / "plugins" / "storyteller-twist")
    return target


@pytest.fixture
def with_twist(twist_folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Installed]:
    """storyteller-twist on the path, as pip has installed it."""
    monkeypatch.syspath_prepend(str(twist_folder))
    yield Installed(twist_folder)
    forget_modules(twist_folder)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A running PostgreSQL server (`postgres_server.Server`); the test is skipped where it can't be had."""
    from postgres_server import running

    with running() as server:
        yield server
