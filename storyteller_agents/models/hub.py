"""Fetching a model from the Hugging Face hub: safetensors, configuration and tokenizer, nothing else.

What the user already has in the hub's own cache is taken from there, without a connection and without a second
download. Pickled weights are never fetched; neither is code.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from storyteller_agents.errors import WeightsError
from storyteller_agents.models.transfer import (
    Fetched,
    Progress,
    SourceError,
    is_disk_error,
    is_taken,
    need_space,
    one_line,
)

if TYPE_CHECKING:
    from storyteller_agents.models.catalogue import Source

_SECONDS_TO_ANSWER = 15.0


def fetch_from_hub(source: Source, into: Path, label: str, progress: Progress) -> Fetched:
    """Fetch a repository at its revision into a folder below `into`, with the hashes that the hub gives.

    Raises:
        SourceError: the hub can't be reached, or has no such model with safetensors.
        WeightsError: the disk is too small.
        OSError: the disk is full or can't be written.
    """
    folder = into / "files"
    folder.mkdir(parents=True)
    if _take_from_cache(source, folder):
        return Fetched(folder, {})
    try:
        hashes = _download(source, folder, label, progress)
    except WeightsError:
        raise
    except Exception as error:
        # The hub's library raises its own errors, its HTTP client's and plain OSError, by version.
        if is_disk_error(error):
            raise
        raise SourceError(_reason(error)) from error
    shutil.rmtree(folder / ".cache", ignore_errors=True)  # the hub library's notes on the download
    return Fetched(folder, hashes)


def _download(source: Source, folder: Path, label: str, progress: Progress) -> dict[str, str]:
    """Download file by file, and return the hashes that the hub gives for the large ones."""
    from huggingface_hub import HfApi, hf_hub_download

    repository = str(source.hub)
    api = HfApi(library_name="storyteller-agents")
    info = api.model_info(repository, revision=source.revision, files_metadata=True, timeout=_SECONDS_TO_ANSWER)
    listed = info.siblings or []
    wanted = [file for file in listed if is_taken(file.rfilename)]
    if not any(file.rfilename.endswith(".safetensors") for file in wanted):
        others = sorted({Path(file.rfilename).suffix for file in listed} & {".bin", ".pt", ".pth", ".ckpt", ".gguf"})
        found = f", only {', '.join(others)}" if others else ""
        raise SourceError(
            f"the repository has no safetensors{found}; other forms of weights, which may hold code, are not fetched"
        )
    total = sum(file.size or 0 for file in wanted)
    need_space(folder, total)
    bar = _bar_for(f"{label}: downloading", total, progress)
    for file in wanted:
        hf_hub_download(repository, file.rfilename, revision=info.sha, local_dir=folder, tqdm_class=bar)
    return {file.rfilename: file.lfs.sha256 for file in wanted if file.lfs is not None}


def _take_from_cache(source: Source, folder: Path) -> bool:
    """Link (or copy) the model's files out of the hub's own cache, where they are complete there."""
    from huggingface_hub import snapshot_download

    try:
        snapshot = Path(snapshot_download(str(source.hub), revision=source.revision, local_files_only=True))
    except Exception:
        return False  # not there, or only in part: download
    names = [path.relative_to(snapshot).as_posix() for path in snapshot.rglob("*") if path.is_file()]
    taken = [name for name in names if is_taken(name)]
    if not _is_complete(snapshot, taken):
        return False
    for name in taken:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        blob = (snapshot / name).resolve()
        try:
            os.link(blob, folder / name)  # no second copy of many gigabytes, and it outlives the hub's cache
        except OSError:
            shutil.copyfile(blob, folder / name)
    return True


def _is_complete(snapshot: Path, names: list[str]) -> bool:
    """Tell whether a snapshot holds the configuration and every shard of the weights."""
    if "config.json" not in names:
        return False
    if "model.safetensors.index.json" not in names:
        return "model.safetensors" in names
    try:
        shards = json.loads((snapshot / "model.safetensors.index.json").read_text(encoding="utf-8"))["weight_map"]
    except (OSError, ValueError, KeyError):
        return False
    return isinstance(shards, Mapping) and set(shards.values()) <= set(names)


def _bar_for(label: str, total: int, progress: Progress) -> Any:
    """Return a class that stands in for tqdm, adds up the bytes of all files and passes them on."""
    done = 0

    class Bar:
        total: int | None = None

        def __init__(self, *args: Any, **kwargs: Any) -> None:
            pass

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *error: object) -> None:
            pass

        def update(self, n: float | None = 1) -> None:
            nonlocal done
            done += int(n or 0)
            progress(label, min(done, total), total)

        def ignore(self, *args: Any, **kwargs: Any) -> None:
            """What else a bar can do: `update_transfer` counts bytes on the wire, and `update` has counted them."""

        close = refresh = set_postfix_str = update_transfer = set_transfer_postfix_str = ignore

    return Bar


def _reason(error: Exception) -> str:
    """Say what the hub's best known errors mean; their own text is a page of links."""
    meaning = {
        "GatedRepoError": "the model is gated: accept its terms on its page, then log in with `hf auth login`",
        "RepositoryNotFoundError": "there is no such repository, or it is private (log in with `hf auth login`)",
        "RevisionNotFoundError": "the repository has no such revision",
        "OfflineModeIsEnabled": "HF_HUB_OFFLINE is set, and the hub's cache does not hold the model",
    }
    return meaning.get(type(error).__name__) or f"the hub can't be reached ({one_line(error)})"
