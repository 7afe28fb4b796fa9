"""LoRA adapters: finding them, and refusing those that can't share a base with others.

An adapter is a folder as peft saves it: adapter_config.json and adapter_model.safetensors. Pickled ones are
refused. A name stands for a folder of that name in the user's adapter folder. Loading is done by the
engine, training elsewhere.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path

from storyteller_agents.errors import ModelError, did_you_mean

CONFIG = "adapter_config.json"
WEIGHTS = "adapter_model.safetensors"


def adapter_folder() -> Path:
    """Return the folder that holds the user's adapters, one folder each; it need not exist."""
    from platformdirs import user_data_path

    return user_data_path("storyteller-agents") / "adapters"


def adapter_names() -> list[str]:
    """Return the names of the user's adapters."""
    folder = adapter_folder()
    return sorted(path.parent.name for path in folder.glob(f"*/{CONFIG}")) if folder.is_dir() else []


def find_adapter(name: str, base: str) -> Path:
    """Return the folder of the adapter for a base.

    Args:
        name: a folder's path, or the name of one of the user's adapters.
        base: the base as the settings name it.

    Raises:
        ModelError: there is no such adapter, it is not a LoRA in safetensors, or it was trained for another base.
    """
    folder = Path(name).expanduser()
    if not re.search(r"[/\\]|^[.~]", name) and (adapter_folder() / name / CONFIG).is_file():
        folder = adapter_folder() / name
    if not (folder / CONFIG).is_file():
        raise refused(name, base, f"there is no {CONFIG} in {folder}")
    if not (folder / WEIGHTS).is_file():
        raise refused(name, base, f"{folder} holds no {WEIGHTS}; other formats are not loaded, since they can run code")
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        kind, trained_for = config.get("peft_type"), str(config.get("base_model_name_or_path") or "")
    except (ValueError, AttributeError, OSError) as error:
        raise refused(name, base, f"{folder / CONFIG} can't be read: {error}") from error
    if kind != "LORA":
        raise refused(name, base, f"it is of the kind {kind!r}, and only LoRA adapters can share a base")
    init = config.get("init_lora_weights")
    if config.get("bias", "none") != "none" or str(init).lower().startswith(("pissa", "olora", "corda", "loftq")):
        raise refused(name, base, "it changes the base's own weights, which other roles use; save it as a plain LoRA")
    if config.get("use_dora"):
        raise refused(
            name, base, "it is a DoRA, and only plain LoRA adapters can share a base; train it without use_dora"
        )
    if not _same_model(trained_for, base):
        raise refused(name, base, f"it was trained for {trained_for!r}")
    return folder.resolve()


def adapter_digest(folder: Path) -> str:
    """Return a digest of an adapter's weights and config: 16 hexadecimal digits that change when it is trained again."""
    stamps = tuple((folder / name).stat().st_mtime_ns for name in (CONFIG, WEIGHTS))
    return _digest(folder, stamps)


def refused(adapter: str, base: str, reason: str) -> ModelError:
    """Return the error that says why an adapter can't be used, and which ones there are."""
    known = adapter_names()
    listed = ", ".join(known) if known else f"none yet; they belong into {adapter_folder()}"
    return ModelError(
        f"The adapter {adapter!r} can't be used with the base {base!r}: {reason}.{did_you_mean(adapter, known)} "
        f"Adapters by name: {listed}."
    )


def _same_model(trained_for: str, base: str) -> bool:
    """Compare two names of models by their words; a folder's path says nothing, so its shapes have to decide."""
    if any(not name or _is_path(name) for name in (trained_for, base)):
        return True
    ours, theirs = (
        set(re.findall(r"[a-z]+|\d+", name.rsplit("/", 1)[-1].split("@")[0].lower())) for name in (base, trained_for)
    )
    return ours <= theirs or theirs <= ours


def _is_path(name: str) -> bool:
    return name.startswith((".", "~")) or name.count("/") > 1 or "\\" in name or Path(name).expanduser().is_dir()


@lru_cache(maxsize=64)
def _digest(folder: Path, stamps: tuple[int, ...]) -> str:
    digest = hashlib.sha256()
    for name in (CONFIG, WEIGHTS):
        digest.update((folder / name).read_bytes())
    return digest.hexdigest()[:16]
