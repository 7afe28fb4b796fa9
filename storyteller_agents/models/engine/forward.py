"""One step of the model over the new tokens of many rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from storyteller_agents.models.engine.memory import RowCache

if TYPE_CHECKING:
    from torch import Tensor

    from storyteller_agents.models.engine.lora import Adapters
    from storyteller_agents.models.engine.shared import SharedPrompt


@dataclass(frozen=True)
class Segment:
    """What a row brings to a step.

    Attributes:
        cache: what it has read so far; written to, its length moves on when the step has succeeded.
        tokens: what it reads now, at least one.
        adapter: the name of its adapter, or None.
        scores: whether it wants the scores of the token after its last.
    """

    cache: RowCache
    tokens: Sequence[int]
    adapter: str | None = None
    scores: bool = True


class Forward:
    """Runs a transformers model over segments.

    Args:
        model: in evaluation mode, with the attention of `attention`.
        adapters: those loaded onto it.
    """

    def __init__(self, model: Any, adapters: Adapters) -> None:
        self._model = model
        self._adapters = adapters

    def new_cache(self, tokens: int) -> RowCache:
        """Return a cache for a row of at most so many tokens."""
        return RowCache(tokens)

    def release(self, cache: RowCache) -> None:
        """Take a cache back from a row that is done."""

    def share(self, cache: RowCache, tokens: int) -> SharedPrompt | None:
        """Lay out the first tokens of a cache for several rows that write from them; None where that can't be done."""
        from storyteller_agents.models.engine.shared import lay_out

        config = self._model.config.get_text_config()
        slides = getattr(config, "sliding_window", None) is not None  # such layers look at a part of the prompt
        return lay_out(cache, tokens) if self._model.device.type == "cpu" and not slides else None

    def __call__(self, segments: Sequence[Segment]) -> Tensor:
        """Read the segments' tokens; return scores of shape (segments that want them, vocabulary), float32."""
        import torch

        from storyteller_agents.models.engine.attention import Rows

        device = self._model.device
        with torch.inference_mode():
            ids = torch.tensor([[token for part in segments for token in part.tokens]], device=device)
            positions = torch.cat(
                [torch.arange(part.cache.length, part.cache.length + len(part.tokens)) for part in segments]
            )
            ends, at = [], 0
            for part in segments:
                at += len(part.tokens)
                if part.scores:
                    ends.append(at - 1)
            self._adapters.route([(part.adapter, len(part.tokens)) for part in segments])
            out = self._model(
                input_ids=ids,
                position_ids=positions[None].to(device),
                attention_mask=ready_mask(device),
                use_cache=False,
                logits_to_keep=torch.tensor(ends, dtype=torch.long, device=device),
                rows=Rows([(part.cache, len(part.tokens)) for part in segments]),
            )
            for part in segments:
                part.cache.length += len(part.tokens)
            return out.logits[0].float()


def ready_mask(device: Any) -> Tensor:
    """Return a mask of four dimensions, which transformers takes as ready; the attention makes its own."""
    import torch

    return torch.ones(1, 1, 1, 1, dtype=torch.bool, device=device)
