"""From a request to its answer.

A process holds one `Engine` for each (folder, device, dtype); roles that use one base share its weights and its
batch. Requests may come from any thread and any event loop. Only safetensors are loaded, never code from a model's
folder, and nothing is fetched: see `storyteller_agents.models.weights` for where weights come from.
"""

from __future__ import annotations

import asyncio
import queue
from collections.abc import AsyncGenerator, Callable, Generator
from concurrent.futures import Future
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any

from storyteller_agents.errors import ModelError
from storyteller_agents.models.conversation import prompt_ids
from storyteller_agents.models.engine.batch import Batch
from storyteller_agents.models.engine.forward import Forward
from storyteller_agents.models.engine.limits import PREFIX_SHARE, Limits, bytes_a_token
from storyteller_agents.models.engine.loading import load_model, load_tokenizer, pick_device, pick_dtype, read_context
from storyteller_agents.models.engine.memory import PrefixStore
from storyteller_agents.models.engine.request import Completion, Request
from storyteller_agents.models.engine.row import Item, Row
from storyteller_agents.models.engine.sampling import Sampler
from storyteller_agents.models.engine.text import TextStream
from storyteller_agents.models.threads import in_torch, wait_briefly

if TYPE_CHECKING:
    from torch import device, dtype

    from storyteller_agents.models.engine.lora import Adapters
    from storyteller_agents.models.grammar import GrammarCompiler

PATIENCE = 0.1
"""Seconds after which a caller who waits at the gate looks whether he still wants to, if that can change."""


class Engine:
    """One model and its batch. Its parts are loaded when first needed: the tokenizer without the weights.

    Args:
        limits: what it takes on at most.
        quantize: how its weights are kept in fewer bits, if they are; see `loading.QUANTIZED`.

    Attributes:
        folder: where the model lies.
        device, dtype: where and in which number format it runs.
    """

    def __init__(
        self, folder: Path, device: device, dtype: dtype, limits: Limits | None = None, quantize: str | None = None
    ) -> None:
        self.folder = folder
        self.quantize = quantize
        self.device = device
        self.dtype = dtype
        self._limits = limits or Limits()
        self._lock = RLock()

    def stream(self, request: Request) -> Generator[str | Completion, None, None]:
        """Yield the text in pieces, then the completion, whose text is all pieces joined.

        Leaving the iterator early ends the request.

        Raises:
            ModelError: the model can't be loaded, the prompt and `max_tokens` don't fit into its context, or its
                memory is too small.
            AnswerTimeoutError: `timeout` is over.
            Stopped: `cancel` was set.
        """
        heard: queue.SimpleQueue[Item] = queue.SimpleQueue()
        row = self._row(request, heard.put)
        try:
            self._enter(row)
            while not isinstance(item := heard.get(), Completion):
                yield _piece(item)
            yield item
        finally:
            row.left_alone = True

    async def astream(self, request: Request) -> AsyncGenerator[str | Completion, None]:
        """Do as `stream` does, for coroutines: while an answer is written, the event loop is free."""
        loop = asyncio.get_running_loop()
        heard: asyncio.Queue[Item] = asyncio.Queue()

        def deliver(item: Item) -> None:
            loop.call_soon_threadsafe(heard.put_nowait, item)

        row = await asyncio.to_thread(self._row, request, deliver)
        try:
            await self._aenter(row)
            while not isinstance(item := await heard.get(), Completion):
                yield _piece(item)
            yield item
        finally:
            row.left_alone = True

    def complete(self, request: Request) -> Completion:
        """Return the completion of a request; raises what `stream` raises."""
        *_, done = self.stream(request)
        assert isinstance(done, Completion)
        return done

    def encode(self, request: Request) -> list[int]:
        """Return the token ids of a request's prompt."""
        with self._lock:
            return list(request.prompt) or prompt_ids(self.tokenizer, request.turns)

    def drop_adapter(self, folder: Path) -> None:
        """Forget an adapter that is no longer needed; rows that use it are finished first."""
        self.batch.drop_adapter(folder)

    @cached_property
    def tokenizer(self) -> Any:
        """The model's tokenizer, as transformers loads it."""
        with self._lock:
            return load_tokenizer(self.folder)

    @cached_property
    def model(self) -> Any:
        """The weights, as a transformers model in evaluation mode."""
        with self._lock:
            return load_model(self.folder, self.device, self.dtype, self.quantize)

    @cached_property
    def adapters(self) -> Adapters:
        """The adapters on this model's weights."""
        from storyteller_agents.models.engine.lora import Adapters

        return Adapters(self.model, self.folder.name)

    @cached_property
    def batch(self) -> Batch:
        """The rows that run and wait."""
        token = bytes_a_token(self.model.config, self.dtype.itemsize)
        room = self._limits.bytes(self.device) // token
        shared = int(PREFIX_SHARE * room)
        rows = self._limits.rows_on(self.device)
        return Batch(
            self._forward(rows, room - shared),
            self.adapters,
            rows=rows,
            tokens=room - shared,
            queue=self._limits.queue,
            prefixes=PrefixStore(shared),
            ends=self._ends,
            looks_ahead=self.device.type != "cpu",
        )

    def _forward(self, rows: int, tokens: int) -> Forward:
        if self.device.type != "cuda":
            return Forward(self.model, self.adapters)
        from storyteller_agents.models.engine.slots import SLOT_SHARE, SlotForward

        capacity = min(self.context, int(SLOT_SHARE * tokens) // rows)
        return SlotForward(self.model, self.adapters, rows=rows, capacity=capacity, graphs=True)

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

    @cached_property
    def _controls(self) -> frozenset[int]:
        return frozenset(self.tokenizer.all_special_ids)

    def _decode(self, ids: list[int]) -> str:
        return str(self.tokenizer.backend_tokenizer.decode(ids, skip_special_tokens=True)) if ids else ""

    def _is_word(self, token: int) -> bool:
        return any(map(str.isalpha, self._decode([token])))

    def _load(self, *, grammar: bool) -> None:
        """Load what a request needs, once, however many threads ask at the same time."""
        with self._lock:
            _ = (self.batch, self.grammars if grammar else None)

    def _row(self, request: Request, deliver: Callable[[Item], None]) -> Row:
        """Return a request as a row that has not begun."""
        prompt = self.encode(request)
        self._check_room(len(prompt), request.max_tokens)
        in_torch(self._load, grammar=request.grammar is not None)
        goes_on = bool(request.turns) and request.turns[-1]["role"] == "assistant"
        return Row(
            request,
            prompt,
            deliver,
            sampler=Sampler(request, [token for token in prompt if token not in self._controls], self._is_word),
            text=TextStream(self._decode, () if request.grammar else request.stop, prompt[-8:] if goes_on else ()),
            constraint=self.grammars.start(request.grammar) if request.grammar else None,
        )

    def _enter(self, row: Row) -> None:
        """Give a row to the batch, when there is room for one more that waits."""
        place = self.batch.gate.enter()
        while not row.done:
            try:
                place.result(_patience(row.request))
                self.batch.add(row)
                return
            except TimeoutError:
                row.check_patience()
        self._give_up(place)

    async def _aenter(self, row: Row) -> None:
        place = self.batch.gate.enter()
        try:
            while not row.done:
                done, _ = await asyncio.wait([asyncio.wrap_future(place)], timeout=_patience(row.request))
                if done:
                    self.batch.add(row)
                    return
                row.check_patience()
        except asyncio.CancelledError:
            self._give_up(place)
            raise
        self._give_up(place)

    def _give_up(self, place: Future[None]) -> None:
        if not place.cancel():
            self.batch.gate.leave()

    def _check_room(self, prompt: int, answer: int) -> None:
        if prompt + answer > self.context:
            raise ModelError(
                f"The prompt has {prompt} tokens and the answer may take {answer}, together {prompt + answer}; "
                f"{self.folder.name} has a context of {self.context}. Shorten the prompt (lore, earlier text) or "
                "lower max_tokens, or take a model with a longer context."
            )


def _patience(request: Request) -> float | None:
    return None if request.cancel is None and request.timeout is None else PATIENCE


def _piece(item: Item) -> str | Completion:
    if isinstance(item, BaseException):
        raise item
    return item


_engines: dict[tuple[Path, device, dtype, str | None], Engine] = {}
_engines_lock = RLock()


def get_engine(
    folder: Path,
    device: str = "auto",
    dtype: str = "auto",
    limits: Limits | None = None,
    quantize: str | None = None,
) -> Engine:
    """Return the process's engine for a model; the same one for every caller that means the same.

    Args:
        folder: where the model lies, from `storyteller_agents.models.weights.local_folder`.
        device: ``auto``, ``cpu``, ``cuda``, ``cuda:1``, ``mps``.
        dtype: ``auto``, ``float32``, ``bfloat16``, ``float16``.
        limits: what it takes on at most; an engine that is there already keeps its own.
        quantize: how weights are kept in fewer bits; see `loading.QUANTIZED`.

    Raises:
        ModelError: an unknown or absent device, or an unknown dtype.
    """
    wait_briefly()
    where = pick_device(device)
    kind = pick_dtype(dtype, where)
    key = (folder.resolve(), where, kind, quantize)
    with _engines_lock:
        if key not in _engines:
            _engines[key] = Engine(key[0], where, kind, limits, quantize)
        return _engines[key]
