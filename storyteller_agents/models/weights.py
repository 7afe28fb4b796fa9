"""From a model's name to a folder with its safetensors, configuration and tokenizer.

`local_folder` pulls on first use: it fetches from the first source that answers, checks the hashes, converts a GGUF
file, and puts the finished folder into the user's cache with one rename. Afterwards it opens no connection and takes
milliseconds. It promises that a folder it returns is whole, whatever was interrupted and whoever pulled at the same
time; it does not load models.
"""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from storyteller_agents.errors import WeightsError, did_you_mean
from storyteller_agents.models.catalogue import HUB_ID, CatalogueEntry, Source, catalogue, user_catalogue
from storyteller_agents.models.pulled import cache_folder, folder_fault, pulled_folder, read_manifest
from storyteller_agents.models.transfer import Progress, silent

__all__ = [
    "CatalogueEntry",
    "Progress",
    "Source",
    "cache_folder",
    "catalogue",
    "find_entry",
    "is_pulled",
    "local_folder",
    "pulled_folder",
    "read_manifest",
    "user_catalogue",
]


def local_folder(name: str, *, pull: bool = True, progress: Progress | None = None) -> Path:
    """Return the folder that holds a model, pulling it first if need be.

    Args:
        name: a name of the catalogue; a folder with safetensors or a ``.gguf`` file; or a hub id,
            ``organisation/name`` or ``organisation/name@revision``.
        pull: False to use only what is on this machine.
        progress: told of every step of a pull; see `Progress`.

    Raises:
        WeightsError: there is no such model, no source could serve it, or a file is not what its hash says.
        SettingsError: the user's own catalogue has mistakes.
    """
    entry = find_entry(name)
    if (folder := pulled_folder(entry)) is not None:
        return folder
    if not pull:
        raise WeightsError(
            f"The model {name!r} is not on this machine. Fetch it with: storyteller model pull {name}\n"
            f"It is looked for in {cache_folder()}."
        )
    from storyteller_agents.models.pull import pull as pull_entry

    return pull_entry(entry, name, progress or silent)


def is_pulled(name: str) -> bool:
    """Tell whether `local_folder` would answer at once and without a connection; False also for unknown names."""
    try:
        return pulled_folder(find_entry(name)) is not None
    except WeightsError:
        return False


def find_entry(name: str) -> CatalogueEntry:
    """Return the catalogue's entry of this name, or one made up for a path or a hub id.

    Raises:
        WeightsError: it is none of these; names the nearest known one.
    """
    known = catalogue()
    if name in known:
        return known[name]
    path = Path(name).expanduser()
    if path.is_dir():
        if problem := folder_fault(path):
            raise WeightsError(f"{path}: {problem}")
        return _made_up(path.name or "folder", Source(path=path.absolute()))
    if path.is_file() and path.suffix == ".gguf":
        # The name changes with the file, so that a new version of it is converted again.
        state = path.stat()
        mark = hashlib.sha256(f"{path.absolute()} {state.st_size} {state.st_mtime_ns}".encode()).hexdigest()[:12]
        return _made_up(f"{path.stem}-{mark}", Source(path=path.absolute()))
    repository, _, revision = name.partition("@")
    if HUB_ID.fullmatch(repository):
        return _made_up(name, Source(hub=repository, revision=revision or "main"))
    raise WeightsError(
        f"{name!r} is no known model{did_you_mean(name, list(known))}. Known are: {', '.join(known)}.\n"
        "Give one of these, a folder with safetensors, a .gguf file, or a hub id such as organisation/name; or add "
        f"your own models to {user_catalogue()}."
    )


def _made_up(name: str, source: Source) -> CatalogueEntry:
    safe = re.sub(r"[^A-Za-z0-9._-]+", "--", name).strip(".-_")[-100:].strip(".-_") or "model"
    described = {"kind": "chat", "description": "", "licence": "unknown", "context": 0}
    return CatalogueEntry.model_validate({"name": safe, "sources": [source], **described})
