"""Models that are on this machine: where they lie, and whether a folder can be used as it is.

Every pulled folder has a manifest, which says where its files came from and what they were when they were checked.
It is written last, so a folder that has one is whole; reading it back costs no more than a look at the files' sizes.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import platformdirs
from pydantic import BaseModel, ConfigDict, ValidationError

from storyteller_agents.models.catalogue import CatalogueEntry, Source
from storyteller_agents.models.transfer import Progress, sha256_of, sync_to_disk

MANIFEST = "storyteller-weights.json"


class PulledFile(BaseModel):
    """A file's size in bytes and its SHA-256."""

    model_config = ConfigDict(frozen=True)
    size: int
    sha256: str


class Manifest(BaseModel):
    """What a pulled folder holds.

    Attributes:
        source: the source of the catalogue entry that served it, as it was then.
        pulled: when, in UTC.
        converted: whether the safetensors were made here from a GGUF file.
        files: every file of the folder, by path within it.
    """

    model_config = ConfigDict(extra="ignore", frozen=True)
    name: str
    source: dict[str, Any]
    pulled: datetime
    converted: bool
    files: dict[str, PulledFile]


def source_record(source: Source) -> dict[str, Any]:
    """Return a source as the manifest keeps it; what is at its default is left out, so it may gain fields later."""
    return source.model_dump(mode="json", exclude_defaults=True)


def write_manifest(
    folder: Path, name: str, source: Source, converted: bool, known: Mapping[str, str], progress: Progress
) -> None:
    """Write the manifest of a finished folder and flush everything to the disk; `known` are hashes just checked."""
    files: dict[str, PulledFile] = {}
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        inside = path.relative_to(folder).as_posix()
        digest = known.get(inside) or sha256_of(path, f"{name}: checking", progress)
        files[inside] = PulledFile(size=path.stat().st_size, sha256=digest.lower())
        sync_to_disk(path)
    manifest = Manifest(
        name=name,
        source=source_record(source),
        pulled=datetime.now(UTC).replace(microsecond=0),
        converted=converted,
        files=files,
    )
    note = folder / MANIFEST
    note.write_text(json.dumps(manifest.model_dump(mode="json"), indent=2) + "\n", encoding="utf-8")
    sync_to_disk(note)


def read_manifest(folder: Path) -> Manifest | None:
    """Return a folder's manifest, or None if there is none that can be read."""
    try:
        return Manifest.model_validate_json((folder / MANIFEST).read_bytes())
    except (OSError, ValidationError):
        return None


def cache_folder() -> Path:
    """Return where pulled models lie: ``$STORYTELLER_CACHE``, or ``models`` in the user's cache folder."""
    if own := os.environ.get("STORYTELLER_CACHE"):
        return Path(own).expanduser().absolute()
    return platformdirs.user_cache_path("storyteller-agents") / "models"


def pulled_folder(entry: CatalogueEntry) -> Path | None:
    """Return the model's folder if it can be used as it is, without a lock or a connection."""
    for source in entry.sources:
        if source.path and source.path.is_dir() and not folder_fault(source.path):
            return source.path
    folder = cache_folder() / entry.name
    return None if fault(folder, entry) else folder


def folder_fault(folder: Path) -> str | None:
    """Say why a folder can't be used as a model, or None."""
    try:
        names = {path.name for path in folder.iterdir()}
    except OSError as error:
        return f"the folder can't be read ({error.strerror or error})"
    if "config.json" in names and any(name.endswith(".safetensors") for name in names):
        return None
    if "adapter_config.json" in names:
        return "this is an adapter, not a model; name it with 'adapter' and the model below it with 'base'"
    if files := sorted(name for name in names if name.endswith(".gguf")):
        return f"the folder holds GGUF; name the file itself: {folder / files[0]}"
    if files := sorted(name for name in names if name.endswith((".bin", ".pt", ".pth", ".ckpt"))):
        return f"only pickled weights are here ({files[0]}), which may hold code and are never loaded; use safetensors"
    return "the folder holds no model: it needs config.json and at least one .safetensors file"


def fault(folder: Path, entry: CatalogueEntry) -> str | None:
    """Say what is wrong with a pulled folder, or None if it may be used. Opens the manifest only; sizes, not hashes.

    A folder is also at fault when the catalogue no longer names the source that it came from.
    """
    manifest = read_manifest(folder)
    if manifest is None:
        return "has no readable manifest"
    if manifest.source not in [source_record(source) for source in entry.sources]:
        return "came from a source that the catalogue no longer names"
    for name, file in manifest.files.items():
        try:
            size = (folder / name).stat().st_size
        except OSError:
            return f"lacks {name}"
        if size != file.size:
            return f"holds {name} with {size} bytes instead of {file.size}"
    return None
