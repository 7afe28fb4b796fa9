"""How near decoding comes to what the memory allows.

A lone row reads every weight once for every token, so the bandwidth of the memory is its limit. Measured on models
of random weights in the shapes of well-known ones, so nothing has to be fetched: speed depends on the shape only.
The limit is the bandwidth that a plain copy reaches on the same device in the same run.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storyteller_agents.errors import ModelError, did_you_mean
from storyteller_agents.models.engine.loading import prepare
from storyteller_agents.models.engine.lora import Adapters
from storyteller_agents.models.engine.slots import SPAN, SlotForward
from storyteller_agents.models.threads import in_torch

if TYPE_CHECKING:
    import torch

SHAPES: dict[str, dict[str, int]] = {
    "1b": {"hidden_size": 2048, "intermediate_size": 8192, "num_hidden_layers": 16, "num_attention_heads": 32,
           "num_key_value_heads": 8, "head_dim": 64, "vocab_size": 128256},
    "8b": {"hidden_size": 4096, "intermediate_size": 14336, "num_hidden_layers": 32, "num_attention_heads": 32,
           "num_key_value_heads": 8, "head_dim": 128, "vocab_size": 128256},
}  # fmt: skip
"""Shapes of Llama 3 models: 1.5 and 8.0 billion weights (untied)."""
PROMPT, STEPS = 128, 64
VOCABULARY = 100_000
"""Random prompts are drawn from so many tokens."""


@dataclass(frozen=True)
class Decoding:
    """How fast a shape decodes with so many rows side by side.

    Attributes:
        shape: its name.
        rows: side by side.
        rate: tokens a second of all rows together.
        share: bytes of weights and of keys and values read a second, as a share of the copy's bandwidth.
    """

    shape: str
    rows: int
    rate: float
    share: float


def measure_decoding(
    shape: str, device: torch.device, dtype: torch.dtype, rows: tuple[int, ...], tell: Callable[[str], None]
) -> list[Decoding]:
    """Return how fast a model of random weights decodes, sampling included.

    Raises:
        ModelError: an unknown shape, or too little memory for it.
    """
    if shape not in SHAPES:
        raise ModelError(
            f"There is no shape {shape!r}{did_you_mean(shape, list(SHAPES))}; allowed: {', '.join(SHAPES)}"
        )
    tell(f"making random weights of the shape {shape}")
    model = in_torch(_random_model, shape, device, dtype)
    limit = in_torch(copy_bandwidth, device)
    weights = sum(weight.numel() * weight.element_size() for weight in model.parameters())
    weights -= model.get_input_embeddings().weight.nbytes  # of these a step reads only the rows of its tokens
    found = []
    for number in rows:
        tell(f"{shape}: {number} rows")
        seconds, cache = in_torch(_decode, model, number)
        found.append(Decoding(shape, number, number / seconds, (weights + cache) / seconds / limit))
    return found


def copy_bandwidth(device: torch.device) -> float:
    """Return the bytes that a plain copy reads and writes a second, the best of five."""
    import torch

    size = 2**30 if device.type == "cuda" else 2**28
    source = torch.ones(size, dtype=torch.uint8, device=device)
    target = torch.empty_like(source)
    times = []
    for _ in range(6):
        start = _now(device)
        target.copy_(source)
        times.append(_now(device) - start)
    return 2 * size / min(times)


def _random_model(shape: str, device: torch.device, dtype: torch.dtype) -> Any:
    import torch
    from transformers import LlamaConfig, LlamaForCausalLM

    config: Any = LlamaConfig(**SHAPES[shape], max_position_embeddings=8192, tie_word_embeddings=False)  # type: ignore[arg-type]
    usual = torch.get_default_dtype()
    torch.set_default_dtype(dtype)
    try:
        with torch.device(device):
            model: Any = LlamaForCausalLM(config)
    except (torch.OutOfMemoryError, RuntimeError) as error:
        raise ModelError(f"{device} has too little memory for the shape {shape}: {error}") from error
    finally:
        torch.set_default_dtype(usual)
    return prepare(model, device)


def _decode(model: Any, rows: int) -> tuple[float, float]:
    """Return the seconds a step takes, and the bytes of keys and values that it reads."""
    import torch

    from storyteller_agents.models.engine.forward import Segment
    from storyteller_agents.models.engine.request import Request
    from storyteller_agents.models.engine.sampling import Sampler, choose

    capacity = -(-(PROMPT + STEPS + 10) // SPAN) * SPAN
    graphs = model.device.type == "cuda"
    forward = SlotForward(model, Adapters(model, "random"), rows=rows, capacity=capacity, graphs=graphs)
    caches = [forward.new_cache(capacity) for _ in range(rows)]
    numbers = random.Random(0)
    samplers = [Sampler(Request(seed=row), [], lambda token: True) for row in range(rows)]
    with torch.inference_mode():
        for cache in caches:
            forward([Segment(cache, [numbers.randrange(VOCABULARY) for _ in range(PROMPT)])])
        tokens = [5] * rows
        start = 0.0
        for step in range(STEPS + 5):
            if step == 5:  # what is recorded or chosen at the first steps doesn't count
                start = _now(model.device)
            scores = forward([Segment(cache, [token]) for cache, token in zip(caches, tokens, strict=True)])
            for sampler, own in zip(samplers, scores, strict=True):
                sampler.prepare(own, None)
            tokens = [token if isinstance(token, int) else 5 for token in choose(scores, samplers)]
            for sampler, token in zip(samplers, tokens, strict=True):
                sampler.chose(token)
    config = model.config
    token_bytes = 2 * config.num_hidden_layers * config.num_key_value_heads * config.head_dim * model.dtype.itemsize
    return (_now(model.device) - start) / STEPS, rows * (PROMPT + STEPS / 2) * token_bytes


def _now(device: torch.device) -> float:
    import torch

    if device.type == "cuda":
        torch.cuda.synchronize(device)
    return time.perf_counter()
