"""`LocalChatModel`: a LangChain chat model whose weights are in this process.

Structured output and tool calls are enforced by a grammar, so an answer can't be malformed JSON. Roles that
name one base share its weights. Not for choosing models: `storyteller_agents.models.Models` does that by role.
torch and transformers are imported with the first answer.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import aclosing
from dataclasses import replace
from pathlib import Path
from typing import Any

from langchain_core.callbacks import AsyncCallbackManagerForLLMRun, CallbackManagerForLLMRun
from langchain_core.language_models.base import LangSmithParams
from langchain_core.messages import AIMessageChunk, BaseMessage, SystemMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import RunnableConfig
from langchain_core.runnables.config import get_config_list
from pydantic import Field, PrivateAttr

from storyteller_agents.errors import ModelError, did_you_mean
from storyteller_agents.models.adapters import adapter_digest, find_adapter
from storyteller_agents.models.conversation import turns
from storyteller_agents.models.engine import Completion, Engine, Request, get_engine
from storyteller_agents.models.engine.limits import Limits
from storyteller_agents.models.structured import StructuredChatModel, answer_message, answer_schema, tool_instructions
from storyteller_agents.settings import DEFAULT_BASE

SIDE_BY_SIDE = 64
"""How many calls of one `batch` are put to the engine at the same time, where the config sets no max_concurrency."""
SAMPLING = ("max_tokens", "temperature", "top_p", "top_k", "repetition_penalty", "candidates", "seed")
ACCEPTED = (*SAMPLING, "timeout", "response_format", "tools", "tool_choice", "stream", "strict", "parallel_tool_calls")


class LocalChatModel(StructuredChatModel):
    """A chat model in this process.

    Calls from any thread and any event loop share the steps of one engine: `batch`, `abatch`, LangGraph's fan-out,
    several roles on one base. An answer doesn't depend on what else the engine is doing.

    An answer's ``response_metadata["finish_reason"]`` is ``stop`` or, when the budget ran out, ``length``;
    ``usage_metadata`` counts tokens. An answer under a grammar that is cut off is tried once more with twice the
    budget, as far as the context allows; its parser then raises `OutputError`. Every sampling field can be set
    for a single call, e.g. ``model.invoke(prompt, temperature=0)``.

    Attributes:
        base: a catalogue name, a folder, or a hub id.
        adapter: a LoRA adapter: a folder, or a name in the user's adapter folder.
        device: ``auto``, ``cpu``, ``cuda``, ``cuda:1``, ``mps``.
        dtype: number format; ``auto`` takes the fastest that the device has.
        quantize: keep the weights in fewer bits: ``bnb-int8``, ``bnb-nf4``, ``torchao-int8``.
        temperature: 0 is greedy. top_p, top_k: how many of the best tokens count.
        repetition_penalty: 1 for none; not applied to structured output.
        max_tokens: the most tokens of an answer; with the prompt it has to fit into the context.
        candidates: how many answers to one prompt are asked for at the same time, with different seeds; many to a long
            prompt are then faster. The answer depends on this number, not on whether the others come.
        seed: same seed, same text on one machine; None draws one for each answer.
        timeout: seconds that a call may take, waiting included, before it raises `AnswerTimeoutError`; None for ever.
        stop: strings that end an answer and don't belong to it; structured output ignores them.
        cancel: a `threading.Event` or the like; when set, answers in the making raise `Stopped`.
        limits: what the engine takes on at most, if this model is the first to need it.
        progress: told how far fetching weights has come; see `storyteller_agents.models.weights`.
    """

    base: str = DEFAULT_BASE
    adapter: str | None = None
    device: str = "auto"
    dtype: str = "auto"
    quantize: str | None = None
    temperature: float = Field(0.7, ge=0, le=2)
    top_p: float = Field(0.95, gt=0, le=1)
    top_k: int = Field(50, ge=0)
    repetition_penalty: float = Field(1.1, ge=1, le=2)
    max_tokens: int = Field(512, ge=1)
    candidates: int = Field(1, ge=1)
    seed: int | None = Field(None, ge=0, lt=2**63)
    timeout: float | None = Field(None, gt=0)
    stop: list[str] | None = None
    cancel: Any = Field(None, exclude=True, repr=False)
    limits: Limits | None = Field(None, exclude=True, repr=False)
    progress: Callable[..., Any] | None = Field(None, exclude=True, repr=False)
    _folder: Path | None = PrivateAttr(None)

    @property
    def _llm_type(self) -> str:
        return "storyteller-local"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        """Everything that decides the text, apart from a call's own arguments: the key of LangChain's caches."""
        shown = {name: getattr(self, name) for name in ("base", "adapter", "device", "dtype", "quantize", *SAMPLING)}
        digest = adapter_digest(find_adapter(self.adapter, self.base)) if self.adapter else None
        return shown | {"default_stop": self.stop, "adapter_digest": digest}

    def _get_ls_params(self, stop: list[str] | None = None, **kwargs: Any) -> LangSmithParams:
        params = super()._get_ls_params(stop=stop or self.stop, **kwargs)
        params["ls_provider"] = "storyteller"
        params.setdefault("ls_model_name", f"{self.base}+{self.adapter}" if self.adapter else self.base)
        return params

    def get_token_ids(self, text: str) -> list[int]:
        """Return the token ids of a text, without loading the model."""
        return list(self.engine.tokenizer(text, add_special_tokens=False)["input_ids"])

    def batch(
        self,
        inputs: list[Any],
        config: RunnableConfig | list[RunnableConfig] | None = None,
        *,
        return_exceptions: bool = False,
        **kwargs: Any,
    ) -> list[Any]:
        """Answer all inputs, side by side in the engine; as `Runnable.batch`, whose default is a few threads."""
        configs = get_config_list(config, len(inputs)) if inputs else []
        wide = [{**one, "max_concurrency": one.get("max_concurrency") or SIDE_BY_SIDE} for one in configs]
        return super().batch(inputs, wide, return_exceptions=return_exceptions, **kwargs)  # type: ignore[arg-type]

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        engine, request = self.engine, self._request(messages, stop, kwargs)
        done = _run(engine, request, run_manager)
        if longer := _with_more_room(engine, request, done):
            done = _run(engine, longer, run_manager)
        return self._result(done, kwargs)

    async def _agenerate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        engine, request = await asyncio.to_thread(lambda: self.engine), self._request(messages, stop, kwargs)
        done = await _arun(engine, request, run_manager)
        if longer := _with_more_room(engine, request, done):
            done = await _arun(engine, longer, run_manager)
        return self._result(done, kwargs)

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        request = self._request(messages, stop, kwargs)
        if request.grammar:  # comes whole: a piece of JSON is of no use, and a retry could not take it back
            yield _whole(self._generate(messages, stop=stop, **kwargs))
            return
        for item in self.engine.stream(request):
            chunk = self._chunk(item)
            if run_manager and isinstance(item, str):
                run_manager.on_llm_new_token(item, chunk=chunk)
            yield chunk

    async def _astream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: AsyncCallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> AsyncIterator[ChatGenerationChunk]:
        request = self._request(messages, stop, kwargs)
        if request.grammar:
            yield _whole(await self._agenerate(messages, stop=stop, **kwargs))
            return
        engine = await asyncio.to_thread(lambda: self.engine)
        async with aclosing(engine.astream(request)) as items:
            async for item in items:
                chunk = self._chunk(item)
                if run_manager and isinstance(item, str):
                    await run_manager.on_llm_new_token(item, chunk=chunk)
                yield chunk

    def _chunk(self, item: str | Completion) -> ChatGenerationChunk:
        if isinstance(item, str):
            return ChatGenerationChunk(message=AIMessageChunk(content=item))
        last = AIMessageChunk(
            content="", usage_metadata=_usage(item), response_metadata=self._metadata(item), chunk_position="last"
        )
        return ChatGenerationChunk(message=last)

    def _result(self, done: Completion, arguments: dict[str, Any]) -> ChatResult:
        message = answer_message(
            done.text,
            arguments,
            cut_off=done.finish_reason == "length",
            usage_metadata=_usage(done),
            response_metadata=self._metadata(done),
        )
        return ChatResult(generations=[ChatGeneration(message=message)])

    @property
    def engine(self) -> Engine:
        """The engine that answers, shared by all models of one base, device and dtype; fetches weights if need be."""
        if self._folder is None:
            from storyteller_agents.models.weights import local_folder

            self._folder = local_folder(self.base, progress=self.progress)
        return get_engine(self._folder, self.device, self.dtype, self.limits, self.quantize)

    def _request(self, messages: list[BaseMessage], stop: list[str] | None, arguments: dict[str, Any]) -> Request:
        unknown = [name for name in arguments if name not in ACCEPTED]
        if unknown:
            near = did_you_mean(unknown[0], ACCEPTED)
            raise ModelError(f"A call has no argument {unknown[0]!r}{near}; allowed: {', '.join(ACCEPTED)}")
        sampling = {name: arguments.get(name, getattr(self, name)) for name in SAMPLING}
        if arguments.get("tools"):
            messages = [SystemMessage(tool_instructions(arguments["tools"])), *messages]
        return Request(
            turns=turns(messages),
            stop=tuple(stop or self.stop or ()),
            grammar=answer_schema(arguments),
            adapter=find_adapter(self.adapter, self.base) if self.adapter else None,
            cancel=self.cancel,
            timeout=arguments.get("timeout", self.timeout),
            **sampling,
        )

    def _metadata(self, done: Completion) -> dict[str, Any]:
        return {"finish_reason": done.finish_reason, "model_name": self.base, "model_provider": "storyteller"}


def _run(engine: Engine, request: Request, run_manager: CallbackManagerForLLMRun | None) -> Completion:
    """Return the completion; callbacks hear every piece, so that they can show progress and raise to stop it."""
    for item in engine.stream(request):
        if isinstance(item, Completion):
            return item
        if run_manager:
            run_manager.on_llm_new_token(item)
    raise AssertionError("a stream ends with its completion")


async def _arun(engine: Engine, request: Request, run_manager: AsyncCallbackManagerForLLMRun | None) -> Completion:
    async with aclosing(engine.astream(request)) as items:
        async for item in items:
            if isinstance(item, Completion):
                return item
            if run_manager:
                await run_manager.on_llm_new_token(item)
    raise AssertionError("a stream ends with its completion")


def _with_more_room(engine: Engine, request: Request, done: Completion) -> Request | None:
    """Return the request with twice the budget, if its JSON was cut off and the context has room for more."""
    room = min(2 * request.max_tokens, engine.context - done.input_tokens)
    if done.finish_reason == "length" and request.grammar and room > request.max_tokens:
        return replace(request, max_tokens=room)
    return None


def _usage(done: Completion) -> UsageMetadata:
    return UsageMetadata(
        input_tokens=done.input_tokens,
        output_tokens=done.output_tokens,
        total_tokens=done.input_tokens + done.output_tokens,
    )


def _whole(result: ChatResult) -> ChatGenerationChunk:
    message = result.generations[0].message
    fields = message.model_dump(exclude={"type"})
    return ChatGenerationChunk(message=AIMessageChunk(**fields, chunk_position="last"))
