"""Loading a tokenizer and a model from a folder, and choosing the device and the number format for them.

Only safetensors are read, never pickle, never code that lies in the folder, and nothing is fetched. Progress
bars of the libraries stay silent: the command line shows its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from storyteller_agents.errors import MissingExtraError, ModelError, did_you_mean
from storyteller_agents.models.conversation import context_length

if TYPE_CHECKING:
    import torch

QUANTIZED = {"bnb-int8": "bitsandbytes", "bnb-nf4": "bitsandbytes", "torchao-int8": "torchao"}
"""Ways to keep weights in fewer bits, and the package that each needs."""
DTYPES = ("auto", "float32", "bfloat16", "float16")


def load_tokenizer(folder: Path) -> Any:
    """Return a folder's tokenizer as transformers loads it.

    Raises:
        ModelError: there is none, or it can't be read.
    """
    from transformers import AutoTokenizer

    with _quietly(folder):
        return AutoTokenizer.from_pretrained(str(folder), local_files_only=True, trust_remote_code=False)


def load_model(folder: Path, device: torch.device, dtype: torch.dtype, quantize: str | None = None) -> Any:
    """Return a folder's model, ready for the engine; raises what `load_plain` raises."""
    return prepare(load_plain(folder, device, dtype, quantize), device)


def load_plain(folder: Path, device: torch.device, dtype: torch.dtype, quantize: str | None = None) -> Any:
    """Return a folder's model in evaluation mode, as transformers has it.

    Args:
        quantize: a name of `QUANTIZED`; None keeps the weights as `dtype`.

    Raises:
        ModelError: there is none, it is not a safetensors model that transformers knows, or memory is too small.
        MissingExtraError: the package that quantizes is not installed.
    """
    from transformers import AutoModelForCausalLM

    given = {"quantization_config": _quantization(quantize, dtype), "device_map": str(device)} if quantize else {}
    with _quietly(folder):
        model: Any = AutoModelForCausalLM.from_pretrained(
            str(folder), dtype=dtype, use_safetensors=True, local_files_only=True, trust_remote_code=False, **given
        )
        return (model if quantize else model.to(device)).eval()


def _quantization(name: str, dtype: torch.dtype) -> Any:
    """Return what transformers needs to keep weights in fewer bits."""
    from importlib.util import find_spec

    if name not in QUANTIZED:
        raise ModelError(
            f"quantize = {name!r} is unknown{did_you_mean(name, list(QUANTIZED))}; allowed: {', '.join(QUANTIZED)}"
        )
    if find_spec(QUANTIZED[name]) is None:
        raise MissingExtraError(QUANTIZED[name], "quantize", f"quantize = {name!r}")
    import transformers

    bitsandbytes: Any = transformers.BitsAndBytesConfig
    if name == "bnb-nf4":
        return bitsandbytes(load_in_4bit=True, bnb_4bit_quant_type="nf4", bnb_4bit_compute_dtype=dtype)
    if name == "bnb-int8":
        return bitsandbytes(load_in_8bit=True)
    from torchao.quantization import Int8WeightOnlyConfig

    return transformers.TorchAoConfig(Int8WeightOnlyConfig())


def prepare(model: Any, device: torch.device) -> Any:
    """Make a transformers model ready for the engine, in place, and return it."""
    from storyteller_agents.models.engine.attention import BY_ROW
    from storyteller_agents.models.engine.linear import pack_linears

    model.set_attn_implementation(BY_ROW)
    if device.type == "cpu":
        pack_linears(model)
    return model.eval()


def read_context(folder: Path) -> int:
    """Return the context of a folder's model in tokens, from its config.json alone.

    Raises:
        ModelError: config.json is missing or not JSON.
    """
    try:
        return context_length(json.loads((folder / "config.json").read_text(encoding="utf-8")))
    except (OSError, ValueError) as error:
        raise ModelError(
            f"{folder / 'config.json'}: can't be read ({error}); is this the folder of a model?"
        ) from error


def pick_device(name: str) -> torch.device:
    """Return the device of that name; ``auto`` takes a CUDA GPU, then Apple's, then the CPU.

    Raises:
        ModelError: no such device, or not on this machine.
    """
    import torch

    there = {"cuda": torch.cuda.is_available(), "mps": torch.backends.mps.is_available(), "cpu": True}
    if name == "auto":
        return torch.device(next(kind for kind, usable in there.items() if usable))
    try:
        device = torch.device(name)
    except RuntimeError:
        device = None
    if device is None or not there.get(device.type) or (device.index or 0) >= max(1, torch.cuda.device_count()):
        usable = ["auto", *(kind for kind, is_there in there.items() if is_there)]
        raise ModelError(
            f"The device {name!r} can't be used here{did_you_mean(name, usable)}; allowed: {', '.join(usable)}"
        )
    return device


def pick_dtype(name: str, device: torch.device) -> torch.dtype:
    """Return the number format of that name; ``auto`` takes the fastest that the device computes natively.

    Raises:
        ModelError: an unknown name.
    """
    import torch

    if name not in DTYPES:
        raise ModelError(f"The dtype {name!r} is unknown{did_you_mean(name, DTYPES)}; allowed: {', '.join(DTYPES)}")
    if name != "auto":
        return getattr(torch, name)
    if device.type == "cuda":
        return torch.bfloat16 if torch.cuda.is_bf16_supported(including_emulation=False) else torch.float16
    if device.type == "mps":
        return torch.float16
    return torch.bfloat16 if _native_bfloat16() else torch.float32


def _native_bfloat16() -> bool:
    """Whether the CPU multiplies bfloat16 itself; where it is emulated, float32 is faster."""
    import torch

    features: dict[str, Any] = getattr(torch.cpu, "get_capabilities", dict)()
    old_check = getattr(torch.cpu, "_is_avx512_bf16_supported", bool)  # for torch before get_capabilities
    return any(features.get(name) for name in ("avx512_bf16", "amx_bf16", "arm_bf16", "bf16")) or bool(old_check())


@contextmanager
def _quietly(folder: Path) -> Iterator[None]:
    """Load without progress bars, and say what went wrong in our own words."""
    import torch
    from safetensors import SafetensorError
    from transformers import utils

    logging: Any = utils.logging
    shown = logging.is_progress_bar_enabled()
    logging.disable_progress_bar()
    try:
        yield
    except (OSError, ValueError, KeyError, ImportError, RuntimeError, SafetensorError) as error:
        if isinstance(error, torch.OutOfMemoryError):
            raise ModelError(f"Memory is too small for the model in {folder}: {error}. Take a smaller one.") from error
        raise ModelError(
            f"The model in {folder} can't be loaded: {error}. "
            "It has to be a folder with config.json, tokenizer.json and safetensors of a kind that transformers knows."
        ) from error
    finally:
        if shown:
            logging.enable_progress_bar()
