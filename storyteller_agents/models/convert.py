"""GGUF to safetensors, once: a folder that transformers loads in a fraction of a second, and can train on.

A GGUF file loads slowly (it is unpacked every time) and as a quantized model, which refuses training. So its weights
are unpacked here and saved with tokenizer, chat template and generation settings. torch and transformers are
imported when a conversion runs.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from storyteller_agents.models.transfer import Progress, SourceError, is_disk_error, one_line

_TOKENIZER_READ, _HEADER_READ, _UNPACKED = 0.3, 0.75, 0.85
"""Shares of the time, measured: transformers reads the file's header anew for each step, and unpacking is quick."""


def convert_gguf(gguf: Path, folder: Path, label: str, progress: Progress) -> None:
    """Write `folder` with the model and tokenizer of a GGUF file (20 s and 1 GB of memory for 135M parameters).

    Raises:
        SourceError: the file is damaged, or of an architecture that transformers can't read.
        OSError: the disk is full or can't be written.
    """
    size = gguf.stat().st_size

    def report(share: float) -> None:
        progress(f"{label}: converting", round(size * share), size)

    report(0)
    try:
        with _quiet(), _reported(report):
            _convert(gguf, folder, report)
    except Exception as error:
        # What a damaged file raises depends on where the damage is: KeyError, ValueError, struct.error …
        if is_disk_error(error):
            raise
        raise SourceError(f"{gguf.name} can't be converted ({type(error).__name__}: {one_line(error)})") from error
    report(1)


def _convert(gguf: Path, folder: Path, report: Callable[[float], None]) -> None:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer, GenerationConfig
    from transformers.utils.quantization_config import GgufConfig

    where = {"gguf_file": gguf.name, "local_files_only": True}
    tokenizer = AutoTokenizer.from_pretrained(gguf.parent, **where)
    report(_TOKENIZER_READ)
    # Without `dequantize` the blocks may be kept as they are, where a kernel for them is installed.
    model: Any = AutoModelForCausalLM.from_pretrained(
        gguf.parent, dtype=torch.float32, quantization_config=GgufConfig(dequantize=True), **where
    )
    # What marks a model as quantized; some versions leave it behind, and then saving and training are refused.
    model.hf_quantizer = None
    model.is_quantized = False
    if hasattr(model.config, "quantization_config"):
        del model.config.quantization_config
    if not all(bool(torch.isfinite(weight).all()) for weight in model.parameters()):
        raise ValueError("weights that are not finite numbers")
    # bfloat16 halves the file. It is what the model was trained in, and its rounding (0.14 % of the weights' size)
    # is far below that of four-bit blocks: against float32, the mean KL divergence of the next token is 5e-5 and the
    # most likely token never changed. float16 rounds less, but a program that loads a folder "as saved" would then
    # compute in it, where activations overflow on a GPU and a CPU is slow.
    model = model.to(torch.bfloat16)
    model.config.dtype = torch.bfloat16
    # Left behind by the loader: names and flags of this conversion, which mean nothing to whoever loads the folder.
    model.config.name_or_path = ""
    model.config.__dict__.pop("_model_name_or_path", None)
    for flag in ("local_files_only", "is_local"):
        tokenizer.init_kwargs.pop(flag, None)
    tokens = {name: getattr(tokenizer, name) for name in ("bos_token_id", "eos_token_id", "pad_token_id")}
    if tokens["pad_token_id"] is None:
        tokens["pad_token_id"] = tokens["eos_token_id"]
    model.generation_config = GenerationConfig(**tokens)  # type: ignore[no-untyped-call]
    # The GGUF gives the tokenizer no limit, and without one a text that is too long is never reported.
    tokenizer.model_max_length = getattr(model.config, "max_position_embeddings", None) or tokenizer.model_max_length
    model.save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    for path in folder.iterdir():
        path.chmod(0o644)  # safetensors makes its file private, and a cache may be shared


@contextmanager
def _reported(report: Callable[[float], None]) -> Iterator[None]:
    """Pass on the progress of transformers' unpacking loop, which offers no hook: its `tqdm` is replaced meanwhile.

    A version without that name only gives no progress in between.
    """
    import transformers.modeling_gguf_pytorch_utils as loader

    def counted(tensors: Iterable[Any], **_: Any) -> Iterator[Any]:
        whole = list(tensors)
        for number, tensor in enumerate(whole, 1):
            yield tensor
            report(_HEADER_READ + (_UNPACKED - _HEADER_READ) * number / len(whole))

    original = getattr(loader, "tqdm", None)
    if original is not None:
        loader.tqdm = counted  # type: ignore[attr-defined]
    try:
        yield
    finally:
        if original is not None:
            loader.tqdm = original  # type: ignore[attr-defined]


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep transformers' bars and warnings off the terminal meanwhile."""
    from transformers.utils import logging as reports

    level, bars = reports.get_verbosity(), reports.is_progress_bar_enabled()
    reports.set_verbosity(logging.CRITICAL)
    reports.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        yield
    finally:
        reports.set_verbosity(level)
        if bars:
            reports.enable_progress_bar()  # type: ignore[no-untyped-call]
