"""LoRA adapters on shared weights: rows of different adapters, and of none, in one step.

peft reads an adapter and makes its layers; which tokens go through which adapter is decided here, for each step.
Finding adapters and refusing those that can't share a base is done by `storyteller_agents.models.adapters`.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyteller_agents.models.adapters import WEIGHTS, adapter_digest, refused

if TYPE_CHECKING:
    from torch import Tensor

MOST = 16
"""Adapters kept loaded; the one that was used longest ago goes first."""


class Adapters:
    """The adapters on one base. Only torch's thread may use it.

    Args:
        model: a transformers model; peft puts its layers into it in place.
        base: its name, for messages.
    """

    def __init__(self, model: Any, base: str) -> None:
        self._model = model
        self._base = base
        self._peft: Any = None  # a PeftModel, once there is an adapter
        self._names: dict[tuple[Path, str], str] = {}  # by folder and digest, the last used last
        self._number = 0
        self._routes: list[tuple[str, Tensor]] = []  # filled for each step; the layers look into it

    def load(self, folder: Path, in_use: Sequence[str | None] = ()) -> str:
        """Return the name of the adapter in a folder, loaded when it is new or was trained again.

        Args:
            folder: where it lies.
            in_use: names that rows are using, which may not be dropped to make room.

        Raises:
            ModelError: the adapter does not fit the base; nothing has changed then.
        """
        key = (folder, adapter_digest(folder))
        if key not in self._names:
            self._check(folder)
            self._make_room(folder, in_use)
            self._names[key] = self._read(folder)
        self._names[key] = self._names.pop(key)
        return self._names[key]

    def drop(self, folder: Path) -> None:
        """Forget the adapter in a folder, all versions of it. No row may be using it."""
        for key in [key for key in self._names if key[0] == folder]:
            self._peft.delete_adapter(self._names.pop(key))

    def loaded(self, folder: Path) -> list[str]:
        """Return the names under which an adapter's versions are loaded."""
        return [name for (where, _), name in self._names.items() if where == folder]

    def route(self, parts: Sequence[tuple[str | None, int]]) -> None:
        """Say which tokens of the next step go through which adapter: names and numbers of tokens, in order."""
        import torch

        self._routes.clear()
        places: dict[str, list[int]] = {}
        at = 0
        for name, tokens in parts:
            if name is not None:
                places.setdefault(name, []).extend(range(at, at + tokens))
            at += tokens
        self._routes += [(name, torch.tensor(found, device=self._model.device)) for name, found in places.items()]

    def _make_room(self, folder: Path, in_use: Sequence[str | None]) -> None:
        """Drop what nobody uses: older versions of the same adapter, and the oldest of too many."""
        idle = [key for key, name in self._names.items() if name not in in_use]
        old = [key for key in idle if key[0] == folder]
        spare = max(0, len(self._names) - len(old) - MOST + 1)
        for key in [*old, *[key for key in idle if key not in old][:spare]]:
            self._peft.delete_adapter(self._names.pop(key))

    def _read(self, folder: Path) -> str:
        from peft import PeftModel

        self._number += 1
        name = f"adapter_{self._number}"
        # Without this the layers would compute in float32, whatever the base does.
        given: dict[str, Any] = {"autocast_adapter_dtype": False}
        try:
            if self._peft is None:
                self._peft = PeftModel.from_pretrained(self._model, str(folder), adapter_name=name, **given)
            else:
                self._peft.load_adapter(str(folder), adapter_name=name, torch_device=str(self._model.device), **given)
        except (RuntimeError, ValueError, KeyError, TypeError, OSError) as error:
            raise refused(str(folder), self._base, f"peft can't load it: {error}") from error
        self._peft.eval()
        self._route_layers()
        return name

    def _route_layers(self) -> None:
        """Make peft's layers look at the routes instead of at the one active adapter."""
        from peft.tuners.lora import LoraLayer

        for layer in self._model.modules():
            if isinstance(layer, LoraLayer):
                _pack(layer)
                _follow(layer, self._routes)

    def _check(self, folder: Path) -> None:
        """Compare the adapter's matrices with the layers they belong to, before anything touches the model."""
        from safetensors import SafetensorError, safe_open

        try:
            with safe_open(str(folder / WEIGHTS), framework="pt") as file:
                shapes = {key: tuple(file.get_slice(key).get_shape()) for key in file.keys()}  # noqa: SIM118 - not a dict
        except (SafetensorError, OSError) as error:
            raise refused(str(folder), self._base, f"{WEIGHTS} is damaged: {error}") from error
        layers = dict(self._model.named_modules())
        for key, shape in shapes.items():
            found = re.fullmatch(r"base_model\.model\.(.+)\.lora_([AB])\.weight", key)
            if not found or len(shape) != 2:
                raise refused(str(folder), self._base, f"it changes {key}, and only linear layers can be shared")
            weight = getattr(layers.get(found[1]), "weight", None)  # a layer that peft wrapped still shows its weight
            size = shape[1] if found[2] == "A" else shape[0]
            if weight is None or size not in weight.shape:
                has = "has no such layer" if weight is None else f"has {tuple(weight.shape)} there"
                raise refused(str(folder), self._base, f"its {found[1]} is {shape}, and the base {has}")


def _pack(layer: Any) -> None:
    from storyteller_agents.models.engine.linear import PackedLinear, pack_linears

    if isinstance(layer.base_layer, PackedLinear):
        for part in (layer.lora_A, layer.lora_B):
            pack_linears(part)


def _follow(layer: Any, routes: list[tuple[str, Tensor]]) -> None:
    def forward(x: Tensor) -> Tensor:
        result = layer.base_layer(x)
        for name, places in routes:
            if name in layer.lora_A:
                change = layer.lora_B[name](layer.lora_A[name](x[:, places])) * layer.scaling[name]
                result[:, places] += change.to(result.dtype)
        return result

    layer.forward = forward
