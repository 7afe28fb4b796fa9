"""`ScriptedChatModel`: a chat model without weights, for tests and for people who write plugins.

It answers from a list, or makes up plain text and valid objects, the same for the same seed and prompt. It
records what it was asked. It imports no torch and answers at once; nothing that it says is worth reading.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from random import Random
from threading import Lock
from typing import Any, NamedTuple

from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import LanguageModelInput
from langchain_core.language_models.base import LangSmithParams
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.messages.ai import UsageMetadata
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langchain_core.runnables import Runnable
from pydantic import BaseModel, Field, PrivateAttr, SkipValidation, ValidationError, field_validator

from storyteller_agents.errors import ModelError
from storyteller_agents.models.filler import instance, prose
from storyteller_agents.models.grammar import OutputSchema
from storyteller_agents.models.structured import StructuredChatModel, answer_message, answer_schema, problems

_LENGTH = re.compile(r"\b(\d{1,5})[ -]words?\b", re.IGNORECASE)
WORDS_PER_TOKEN = 0.75
ATTEMPTS = 50
"""How many objects are made up before a schema's own validators count as impossible to satisfy."""


class Call(NamedTuple):
    """What the model was asked: the messages, and the name of the schema, if the answer had to follow one."""

    messages: list[BaseMessage]
    schema: str | None


class _Place:
    """How far the script has been used, shared by a model and its copies."""

    def __init__(self) -> None:
        self.used = 0
        self.lock = Lock()


class ScriptedChatModel(StructuredChatModel):
    """A chat model that answers from a script.

    Attributes:
        responses: the answers in their order: text, an object (a pydantic instance or a dict, for structured
            output and tool calls), or an exception to raise. When they are used up, a call raises `ModelError`.
            None makes up an answer to everything: for free text about as many words as the prompt asks for
            ("about 150 words"), or as `max_tokens` holds; for structured output a valid object.
        calls: what was asked so far. Give several models one list to have them share it.
        seed: made-up answers depend on it, on the prompt and on the schema.
        max_tokens: the length of made-up text where the prompt names none.
    """

    responses: list[Any] | None = None
    calls: SkipValidation[list[Call]] = Field(default_factory=list, exclude=True, repr=False)
    seed: int | None = 0
    max_tokens: int = Field(512, ge=1)
    temperature: float = 0.7
    stop: list[str] | None = None
    _place: _Place = PrivateAttr(default_factory=lambda: _Place())
    _classes: dict[str, type[BaseModel]] = PrivateAttr(default_factory=dict)

    @field_validator("responses")
    @classmethod
    def _can_be_said(cls, value: list[Any] | None) -> list[Any] | None:
        for item in value or ():
            if not isinstance(item, str | BaseModel | Mapping | Exception):
                raise ValueError(f"a response is text, a pydantic object, a dict or an exception, not {item!r}")
        return value

    @property
    def _llm_type(self) -> str:
        return "storyteller-scripted"

    @property
    def _identifying_params(self) -> dict[str, Any]:
        said = None if self.responses is None else [repr(item) for item in self.responses]
        return {"seed": self.seed, "max_tokens": self.max_tokens, "responses": said}

    def _get_ls_params(self, stop: list[str] | None = None, **kwargs: Any) -> LangSmithParams:
        params = super()._get_ls_params(stop=stop or self.stop, **kwargs)
        params["ls_provider"] = "storyteller"
        params.setdefault("ls_model_name", "scripted")
        return params

    def for_call(self, **options: Any) -> ScriptedChatModel:
        """Return a copy with other settings that goes on in the same script and records its calls in the same list.

        Args:
            options: fields of the model, e.g. `seed`, `max_tokens` or `callbacks`; sampling settings that a script
                has no use for are ignored.
        """
        return self.model_copy(
            update={name: value for name, value in options.items() if name in type(self).model_fields}
        )

    def with_structured_output(self, schema: Any, **kwargs: Any) -> Runnable[LanguageModelInput, Any]:
        """Return a model whose answers are objects; see the base class for the arguments."""
        wanted = OutputSchema.of(schema)
        if wanted.model:  # what is made up has to satisfy the class's own validators as well
            self._classes[wanted.text] = wanted.model
        return super().with_structured_output(schema, **kwargs)

    def get_num_tokens(self, text: str) -> int:
        """Return the number of words as tokens."""
        return _tokens(text)

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> ChatResult:
        if not messages:
            raise ModelError("There is nothing to answer: the list of messages is empty. Give at least one message.")
        schema = answer_schema(kwargs)
        with self._place.lock:
            self.calls.append(Call(list(messages), schema.name if schema else None))
            said = self._next()
        text = self._made_up(messages, schema, kwargs) if said is None else said
        if schema is None:
            for string in stop or self.stop or ():
                text = text.split(string)[0]
        read, written = sum(_tokens(str(message.content)) for message in messages), _tokens(text)
        message = answer_message(
            text,
            kwargs,
            usage_metadata=UsageMetadata(input_tokens=read, output_tokens=written, total_tokens=read + written),
            response_metadata={"finish_reason": "stop", "model_name": "scripted", "model_provider": "storyteller"},
        )
        return ChatResult(generations=[ChatGeneration(message=message)])

    def _stream(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **kwargs: Any,
    ) -> Iterator[ChatGenerationChunk]:
        message = self._generate(messages, stop=stop, **kwargs).generations[0].message
        for word in re.findall(r"\s*\S+|\s+$", str(message.content)):
            chunk = ChatGenerationChunk(message=AIMessageChunk(content=word))
            if run_manager:
                run_manager.on_llm_new_token(word, chunk=chunk)
            yield chunk
        yield ChatGenerationChunk(message=_last(message))

    def _next(self) -> str | None:
        """Return the next response as text, or None if answers are to be made up."""
        if self.responses is None:
            return None
        self._place.used += 1
        if self._place.used > len(self.responses):
            raise ModelError(
                f"The script has {len(self.responses)} responses, and this is call {self._place.used}. Add a response."
            )
        said = self.responses[self._place.used - 1]
        if isinstance(said, Exception):
            raise said
        if isinstance(said, BaseModel):
            return said.model_dump_json(by_alias=True)
        return said if isinstance(said, str) else json.dumps(said, ensure_ascii=False)

    def _made_up(self, messages: list[BaseMessage], schema: OutputSchema | None, call: Mapping[str, Any]) -> str:
        asked = "\n".join(f"{message.type}: {message.content}" for message in messages)
        seed = call.get("seed", self.seed)
        mark = hashlib.sha256(f"{seed}\n{asked}\n{schema.text if schema else ''}".encode()).digest()
        rng = Random(mark)
        if schema is None:
            room = int(call.get("max_tokens", self.max_tokens) * WORDS_PER_TOKEN)
            lengths = _LENGTH.findall(asked)
            return prose(rng, min(int(lengths[-1]), room) if lengths else room)
        return json.dumps(_valid(schema, self._classes.get(schema.text), rng), ensure_ascii=False)


def _valid(schema: OutputSchema, model: type[BaseModel] | None, rng: Random) -> Any:
    """Return an object that the schema allows; a class's own validators get several chances."""
    problem = ""
    for _ in range(ATTEMPTS):
        value = instance(schema.json_schema, rng)
        if model is None:
            return value
        try:
            model.model_validate(value)
        except ValidationError as error:
            problem = problems(error)
        else:
            return value
    raise ModelError(
        f"No valid {schema.name!r} can be made up; give the scripted model its responses. The last try: {problem}"
    )


def _last(message: BaseMessage) -> AIMessageChunk:
    assert isinstance(message, AIMessage)
    calls = [
        {
            "name": call["name"],
            "args": json.dumps(call["args"]),
            "id": call["id"],
            "index": number,
            "type": "tool_call_chunk",
        }
        for number, call in enumerate(message.tool_calls)
    ]
    return AIMessageChunk(
        content="",
        tool_call_chunks=calls,
        usage_metadata=message.usage_metadata,
        response_metadata=message.response_metadata,
        chunk_position="last",
    )


def _tokens(text: str) -> int:
    return len(text.split())
