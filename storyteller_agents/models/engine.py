"""The engine: one model in memory, and the loop that writes with it.

A process holds one `Engine` for each (folder, device, dtype); roles that use one base share its weights. An
engine takes a `Request` and yields pieces of text and at last a `Completion`. Every request has its own key-value
cache and random generator, and goes to torch's thread step by step, so requests from several threads take turns
and none depends on what ran before. Only safetensors are loaded, never code from a model's folder, and nothing
is fetched: see `storyteller_agents.models.weights` for where weights come from.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, Literal

from storyteller_agents.errors import ModelError, Stopped
from storyteller_agents.models.conversation import prompt_ids
from storyteller_agents.models.decoding import TextStream, TokenChooser
from storyteller_agents.models.loading import load_model, load_tokenizer, pick_device, pick_dtype, read_context
from storyteller_agents.models.request import Completion, Request
from storyteller_agents.models.threads import each_in_torch, in_torch, wait_briefly

__all__ = ["Completion", "Engine", "Request", "get_engine"]

if TYPE_CHECKING:
    from torch import Tensor, device, dtype

    from storyteller_agents.models.adapters import AdapterSwitch
    from storyteller_agents.models.grammar import GrammarCompiler


class Engine:
    """One model. Its parts are loaded when first needed: the tokenizer without the weights.

    Attributes:
        folder: where the model lies.
        device, dtype: where and in which number format it runs.
    """

    def __init__(self, folder: Path, device: device, dtype: dtype) -> None:
        self.folder = folder
        self.device = device
        self.dtype = dtype
        self._lock = RLock()

    def stream(self, request: Request) -> Iterator[str | Completion]:
        """Yield the text in pieces, then the completion, whose text is all pieces joined.

        Raises:
            ModelError: the model can't be loaded, the prompt and `max_tokens` don't fit into its context, or its
                memory is too small.
            Stopped: `cancel` was set.
        """
        prompt = self.encode(request)
        self._check_room(len(prompt), request.max_tokens)
        in_torch(self._load, grammar=request.grammar is not None)
        goes_on = bool(request.turns) and request.turns[-1]["role"] == "assistant"
        text = TextStream(self._decode, () if request.grammar else request.stop, prompt[-8:] if goes_on else ())
        written: list[int] = []
        pieces: list[str] = []
        reason: Literal["stop", "length"] = "length"
        for tokens in each_in_torch(self._tokens(request, prompt)):
            if not tokens:
                reason = "stop"
                break
            written += tokens
            if piece := text.add(tokens):
                pieces.append(piece)
                yield piece
            if text.stopped:
                reason = "stop"
                break
        if piece := text.rest():
            pieces.append(piece)
            yield piece
        yield Completion("".join(pieces), len(prompt), len(written), reason)

    def complete(self, request: Request) -> Completion:
        """Return the completion of a request; raises what `stream` raises."""
        for item in self.stream(request):
            if isinstance(item, Completion):
                return item
        raise AssertionError("a stream ends with its completion")

    def encode(self, request: Request) -> list[int]:
        """Return the token ids of a request's prompt."""
        with self._lock:
            return list(request.prompt) or prompt_ids(self.tokenizer, request.turns)

    @cached_property
    def tokenizer(self) -> Any:
        """The model's tokenizer, as transformers loads it."""
        with self._lock:
            return load_tokenizer(self.folder)

    @cached_property
    def model(self) -> Any:
        """The weights, as a transformers model in evaluation mode."""
        with self._lock:
            return load_model(self.folder, self.device, self.dtype)

    @cached_property
    def adapters(self) -> AdapterSwitch:
        """The adapters on this model's weights."""
        from storyteller_agents.models.adapters import AdapterSwitch

        return AdapterSwitch(self.model, self.folder.name)

    @cached_property
    def grammars(self) -> GrammarCompiler:
        """The compiler of grammars over this model's vocabulary."""
        from storyteller_agents.models.grammar import GrammarCompiler

        vocabulary = max(self.model.get_output_embeddings().weight.shape[0], len(self.tokenizer))
        return GrammarCompiler(
            self.tokenizer.backend_tokenizer.to_str(), vocabulary=vocabulary, ends=sorted(self._ends)
        )

    @cached_property
    def context(self) -> int:
        """The most tokens of prompt and answer together; read without the weights."""
        return read_context(self.folder)

    @cached_property
    def _ends(self) -> frozenset[int]:
        declared = getattr(self.model.generation_config, "eos_token_id", None)
        ends = declared if isinstance(declared, list) else [declared]
        return frozenset(end for end in [*ends, self.tokenizer.eos_token_id] if end is not None)

    def _decode(self, ids: list[int]) -> str:
        return (
            str(self.tokenizer.decode(ids, skip_special_tokens=True, clean_up_tokenization_spaces=False)) if ids else ""
        )

    def _load(self, *, grammar: bool) -> None:
        """Load what a request needs, once, however many threads ask at the same time."""
        with self._lock:
            _ = (self.model, self.adapters, self.grammars if grammar else None)

    def _tokens(self, request: Request, prompt: list[int]) -> Iterator[list[int]]:
        """Yield the tokens of an answer, mostly one by one; an empty list says that the model came to its end."""
        constraint = self.grammars.start(request.grammar) if request.grammar else None
        chooser = TokenChooser(request, prompt, self.tokenizer, constraint)
        cache: Any = None
        unread = list(prompt)  # what the model has not seen yet
        left = request.max_tokens
        while left > 0:
            if request.cancel is not None and request.cancel.is_set():
                raise Stopped("Stopped while a model was writing.")
            tokens = constraint.forced()[:left] if constraint else []
            if not tokens:
                scores, cache = self._forward(unread, cache, request.adapter)
                unread = []
                tokens = [chooser.choose(scores)]
                if tokens[0] in self._ends:
                    yield []
                    return
            if constraint:
                constraint.accept(tokens)
            unread += tokens
            left -= len(tokens)
            yield tokens
            if constraint and constraint.finished:
                yield []
                return

    def _forward(self, tokens: list[int], cache: Any, adapter: Path | None) -> tuple[Tensor, Any]:
        """Run the model over new tokens; return the scores of the next one, shape (vocabulary,), and the cache."""
        import torch

        with torch.inference_mode():
            self.adapters.use(adapter)
            try:
                ids = torch.tensor([tokens], device=self.device)
                out = self.model(input_ids=ids, past_key_values=cache, use_cache=True, logits_to_keep=1)
            except torch.OutOfMemoryError as error:
                raise ModelError(
                    f"The memory of {self.device} is too small for {self.folder.name} with this prompt: {error}. "
                    "Take a smaller model, dtype = 'bfloat16', or a shorter prompt."
                ) from error
            return out.logits[0, -1].float(), out.past_key_values

    def _check_room(self, prompt: int, answer: int) -> None:
        if prompt + answer > self.context:
            raise ModelError(
                f"The prompt has {prompt} tokens and the answer may take {answer}, together {prompt + answer}; "
                f"{self.folder.name} has a context of {self.context}. Shorten the prompt (lore, earlier text) or "
                "lower max_tokens, or take a model with a longer context."
            )


_engines: dict[tuple[Path, device, dtype], Engine] = {}
_engines_lock = RLock()


def get_engine(folder: Path, device: str = "auto", dtype: str = "auto") -> Engine:
    """Return the process's engine for a model; the same one for every caller that means the same.

    Args:
        folder: where the model lies, from `storyteller_agents.models.weights.local_folder`.
        device: ``auto``, ``cpu``, ``cuda``, ``cuda:1``, ``mps``.
        dtype: ``auto``, ``float32``, ``bfloat16``, ``float16``.

    Raises:
        ModelError: an unknown or absent device, or an unknown dtype.
    """
    wait_briefly()
    where = pick_device(device)
    key = (folder.resolve(), where, pick_dtype(dtype, where))
    with _engines_lock:
        if key not in _engines:
            _engines[key] = Engine(*key)
        return _engines[key]
