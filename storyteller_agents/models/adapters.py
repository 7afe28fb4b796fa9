"""LoRA adapters: finding them, checking that they fit a base, and switching between them on shared weights.

An adapter is a folder as peft saves it: adapter_config.json and adapter_model.safetensors. Pickled ones are
refused. A name stands for a folder of that name in the user's adapter folder. Training is not done here.
"""

from __future__ import annotations

import hashlib
import json
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

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
        raise _refused(name, base, f"there is no {CONFIG} in {folder}")
    if not (folder / WEIGHTS).is_file():
        raise _refused(
            name, base, f"{folder} holds no {WEIGHTS}; other formats are not loaded, since they can run code"
        )
    try:
        config = json.loads((folder / CONFIG).read_text(encoding="utf-8"))
        kind, trained_for = config.get("peft_type"), str(config.get("base_model_name_or_path") or "")
    except (ValueError, AttributeError, OSError) as error:
        raise _refused(name, base, f"{folder / CONFIG} can't be read: {error}") from error
    if kind != "LORA":
        raise _refused(name, base, f"it is of the kind {kind!r}, and only LoRA adapters can share a base")
    init = config.get("init_lora_weights")
    if config.get("bias", "none") != "none" or str(init).lower().startswith(("pissa", "olora", "corda", "loftq")):
        raise _refused(name, base, "it changes the base's own weights, which other roles use; save it as a plain LoRA")
    if not _same_model(trained_for, base):
        raise _refused(name, base, f"it was trained for {trained_for!r}")
    return folder.resolve()


def adapter_digest(folder: Path) -> str:
    """Return a digest of an adapter's weights and config: 16 hexadecimal digits that change when it is trained again."""
    stamps = tuple((folder / name).stat().st_mtime_ns for name in (CONFIG, WEIGHTS))
    return _digest(folder, stamps)


class AdapterSwitch:
    """Loads adapters onto one base and switches between them; the bare base stays usable.

    Not safe for threads: the engine holds its lock around `use` and the forward pass that follows.

    Args:
        model: a transformers model; peft puts its layers into it in place.
        base: its name, for messages.
    """

    def __init__(self, model: Any, base: str) -> None:
        self._model = model
        self._base = base
        self._peft: Any = None  # a PeftModel, once there is an adapter
        self._loaded: dict[tuple[Path, str], str] = {}
        self._active: str | None = None

    def use(self, folder: Path | None) -> None:
        """Make the next forward pass go through this adapter, or through none.

        Raises:
            ModelError: the adapter does not fit the base; nothing has changed then.
        """
        name = self._load(folder) if folder else None
        if name == self._active or self._peft is None:
            return
        if name is None:
            self._peft.base_model.disable_adapter_layers()
        else:
            self._peft.base_model.enable_adapter_layers()
            self._peft.set_adapter(name, inference_mode=True)
        self._active = name

    def _load(self, folder: Path) -> str:
        key = (folder, adapter_digest(folder))
        if key in self._loaded:
            return self._loaded[key]
        self._check_shapes(folder)
        from peft import PeftModel

        name = f"adapter_{len(self._loaded)}"
        # Without this the layers would compute in float32, whatever the base does.
        given: dict[str, Any] = {"autocast_adapter_dtype": False}
        try:
            if self._peft is None:
                self._peft = PeftModel.from_pretrained(self._model, str(folder), adapter_name=name, **given)
                self._peft.eval()
                self._active = name
            else:
                self._peft.load_adapter(str(folder), adapter_name=name, torch_device=str(self._model.device), **given)
        except (RuntimeError, ValueError, KeyError, TypeError, OSError) as error:
            raise _refused(str(folder), self._base, f"peft can't load it: {error}") from error
        self._loaded[key] = name
        return name

    def _check_shapes(self, folder: Path) -> None:
        """Compare the adapter's matrices with the layers they belong to, before anything touches the model."""
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(str(folder / WEIGHTS), framework="pt") as file:
                shapes = {key: tuple(file.get_slice(key).get_shape()) for key in file.keys()}  # noqa: SIM118 - not a dict
        except (SafetensorError, OSError) as error:
            raise _refused(str(folder), self._base, f"{WEIGHTS} is damaged: {error}") from error
        layers = dict(self._model.named_modules())
        for key, shape in shapes.items():
            found = re.fullmatch(r"base_model\.model\.(.+)\.lora_([AB])\.weight", key)
            if not found or len(shape) != 2:
                continue
            weight = getattr(layers.get(found[1]), "weight", None)  # a layer that peft wrapped still shows its weight
            size = shape[1] if found[2] == "A" else shape[0]
            if weight is None or size not in weight.shape:
                has = "has no such layer" if weight is None else f"has {tuple(weight.shape)} there"
                raise _refused(str(folder), self._base, f"its {found[1]} is {shape}, and the base {has}")


def _refused(adapter: str, base: str, reason: str) -> ModelError:
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
