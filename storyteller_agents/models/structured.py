"""Structured output and tool calls, the same way for every family of chat models.

A schema travels to the model as OpenAI's ``response_format`` and tools as OpenAI's ``tools``, so that a cache
that is keyed on the call sees them, and a server understands them. This module turns them into one
`OutputSchema` for models that enforce it, and answers back into objects. It never calls a model.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from langchain_core.language_models import LanguageModelInput
from langchain_core.language_models.chat_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.messages.tool import tool_call
from langchain_core.runnables import Runnable, RunnableLambda
from langchain_core.utils.function_calling import convert_to_json_schema, convert_to_openai_tool
from pydantic import ValidationError

from storyteller_agents.errors import ModelError, OutputError, did_you_mean
from storyteller_agents.models.grammar import OutputSchema

METHODS = ("json_schema", "function_calling", "json_mode")
MAX_PLAIN_ANSWER = 2000
"""Characters of a plain answer where the model may also call a tool."""


class StructuredChatModel(BaseChatModel):
    """Base of our chat models: adds `with_structured_output` and `bind_tools`.

    Subclasses read ``response_format``, ``tools`` and ``tool_choice`` from their call's arguments, usually
    with `answer_schema`.
    """

    def with_structured_output(
        self,
        schema: Any,
        *,
        include_raw: bool = False,
        method: str = "json_schema",
        strict: bool | None = None,
        **kwargs: Any,
    ) -> Runnable[LanguageModelInput, Any]:
        """Return a model whose answers are objects instead of messages.

        The schema is not put into the prompt: say in a few words what each property is for, or show an example.

        Args:
            schema: a pydantic class (answers are its instances), a TypedDict or a JSON schema (answers are dicts).
            include_raw: answer with ``{"raw": message, "parsed": object or None, "parsing_error": error or None}``.
            method: accepted for compatibility; every method is enforced by the same grammar.
            strict: passed on to a server that knows it.
            kwargs: bound to every call, e.g. ``max_tokens``.

        Raises:
            ModelError: the schema or the method is not one of those allowed. Calls raise `OutputError` for an
                answer that was cut off or is not what the schema (or its validators) asks for.
        """
        if method not in METHODS:
            raise ModelError(
                f"method {method!r} is unknown{did_you_mean(method, METHODS)}; allowed: {', '.join(METHODS)}"
            )
        wanted = OutputSchema.of(schema)
        described: dict[str, Any] = {"name": wanted.name, "schema": wanted.json_schema}
        if strict is not None:
            described["strict"] = strict
        told = {"kwargs": {"method": method}, "schema": convert_to_json_schema(schema)}  # for LangSmith's traces
        kwargs.setdefault("ls_structured_output_format", told)
        bound = self.bind(response_format={"type": "json_schema", "json_schema": described}, **kwargs)

        def parsed(message: AIMessage) -> Any:
            return parse_answer(message, wanted)

        def with_raw(message: AIMessage) -> dict[str, Any]:
            try:
                return {"raw": message, "parsed": parse_answer(message, wanted), "parsing_error": None}
            except OutputError as error:
                return {"raw": message, "parsed": None, "parsing_error": error}

        return bound | RunnableLambda(with_raw if include_raw else parsed, name=wanted.name)

    def bind_tools(
        self, tools: Sequence[Any], *, tool_choice: str | dict[str, Any] | bool | None = None, **kwargs: Any
    ) -> Runnable[LanguageModelInput, AIMessage]:
        """Return a model that may call tools; a call can't be malformed.

        Args:
            tools: LangChain tools, functions, pydantic classes or OpenAI tool descriptions.
            tool_choice: None or ``"auto"`` lets the model answer in words instead; ``"any"``, ``"required"`` or
                True asks for a call; a tool's name asks for that tool; ``"none"`` forbids calls.
            kwargs: bound to every call.

        Raises:
            ModelError: `tool_choice` names no tool.
        """
        described = [convert_to_openai_tool(tool) for tool in tools]
        _chosen(described, tool_choice)
        return self.bind(tools=described, tool_choice=tool_choice, **kwargs)


def answer_schema(arguments: Mapping[str, Any]) -> OutputSchema | None:
    """Return what a call's answer has to be, or None for free text.

    Args:
        arguments: a call's keyword arguments, of which ``response_format``, ``tools`` and ``tool_choice`` count.
    """
    tools = _chosen(arguments.get("tools") or (), arguments.get("tool_choice"))
    if tools:
        return _tool_schema(tools, may_answer=arguments.get("tool_choice") in (None, False, "auto"))
    wanted = arguments.get("response_format")
    if wanted is None:
        return None
    if isinstance(wanted, Mapping) and wanted.get("type") == "json_object":
        return OutputSchema.of({"title": "json_object", "type": "object"})
    if isinstance(wanted, Mapping) and isinstance(wanted.get("json_schema"), Mapping):
        described = wanted["json_schema"]
        plain = OutputSchema.of(described["schema"])
        return OutputSchema(str(described.get("name", plain.name)), plain.text)
    return OutputSchema.of(wanted)


def parse_answer(message: BaseMessage, schema: OutputSchema) -> Any:
    """Return the object that a message holds: an instance of the schema's class, or what its JSON says.

    Raises:
        OutputError: the answer was cut off, is no JSON, or is not what the schema asks for.
    """
    text = str(message.content)
    if message.response_metadata.get("finish_reason") == "length":
        spent = (getattr(message, "usage_metadata", None) or {}).get("output_tokens", "all")
        raise OutputError(
            f"The answer for {schema.name!r} was cut off after {spent} tokens. "
            "Raise max_tokens, or bound the schema's strings and lists more tightly."
        )
    try:
        if schema.model is not None:
            return schema.parse(text)
        value = json.loads(text)
    except ValidationError as error:
        raise OutputError(
            f"The answer is not a valid {schema.name!r}: {problems(error)}. It was: {_short(text)}"
        ) from error
    except ValueError as error:
        raise OutputError(f"The answer for {schema.name!r} is not JSON ({error}). It was: {_short(text)}") from error
    return _checked(value, schema, text)


def problems(error: ValidationError) -> str:
    """Return what pydantic found, in one line."""
    found = error.errors(include_url=False)
    return "; ".join(f"{'.'.join(map(str, item['loc'])) or 'the answer'}: {item['msg']}" for item in found)


def tool_instructions(tools: Sequence[Mapping[str, Any]]) -> str:
    """Return what a model without tool training has to be told about `tools` (OpenAI tool descriptions)."""
    lines = ["Functions:", *(_signature(tool["function"]) for tool in tools)]
    lines.append("Turn the user's request into one call of a function, with the values that the user gives.")
    return "\n".join(lines)


def _signature(function: Mapping[str, Any]) -> str:
    """Return a function as a line of code, which even small models read: ``roll(sides: integer)  # Roll a die.``"""
    properties = function.get("parameters", {}).get("properties", {})
    given = ", ".join(f"{name}: {_kind(schema)}" for name, schema in properties.items())
    description = " ".join(str(function.get("description", "")).split())
    return f"{function['name']}({given})" + (f"  # {description}" if description else "")


def _kind(schema: Mapping[str, Any]) -> str:
    if "enum" in schema:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in schema["enum"])
    kind = schema.get("type")
    return kind if isinstance(kind, str) and kind not in ("object", "array") else json.dumps(schema, ensure_ascii=False)


def answer_message(text: str, arguments: Mapping[str, Any], *, cut_off: bool = False, **fields: Any) -> AIMessage:
    """Return the message for an answer, with its tool call if the call had tools.

    Args:
        text: what the model wrote under `answer_schema(arguments)`.
        fields: further fields of the message.

    Raises:
        OutputError: a tool call that was cut off.
    """
    if not _chosen(arguments.get("tools") or (), arguments.get("tool_choice")):
        return AIMessage(content=text, **fields)
    if cut_off:
        raise OutputError(f"A tool call was cut off; raise max_tokens. It was: {_short(text)}")
    value = json.loads(text)
    if "answer" in value:
        return AIMessage(content=value["answer"], **fields)
    number = hashlib.sha256(text.encode()).hexdigest()[:16]
    call = tool_call(name=value["name"], args=value["arguments"], id=f"call_{number}")
    return AIMessage(content="", tool_calls=[call], **fields)


def _chosen(tools: Sequence[dict[str, Any]], choice: Any) -> list[dict[str, Any]]:
    """Return the tools that `choice` leaves."""
    if isinstance(choice, Mapping):  # OpenAI's own form
        choice = choice.get("function", {}).get("name", choice.get("type"))
    if choice == "none":
        return []
    if choice in (None, True, False, "auto", "any", "required"):
        return list(tools)
    names = [tool["function"]["name"] for tool in tools]
    if choice not in names:
        raise ModelError(
            f"tool_choice {choice!r} is not one of the tools{did_you_mean(str(choice), names)}: {', '.join(names)}"
        )
    return [tool for tool in tools if tool["function"]["name"] == choice]


def _tool_schema(tools: Sequence[dict[str, Any]], *, may_answer: bool) -> OutputSchema:
    choices = [_closed(name={"const": t["function"]["name"]}, arguments=_parameters(t)) for t in tools]
    if may_answer:
        choices.append(_closed(answer={"type": "string", "maxLength": MAX_PLAIN_ANSWER}))
    return OutputSchema.of({"title": "tool call", "anyOf": choices})


def _closed(**properties: Any) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


def _parameters(tool: Mapping[str, Any]) -> dict[str, Any]:
    # A tool without arguments has an object without properties, which would otherwise mean any object.
    parameters = tool["function"].get("parameters") or {}
    return {"type": "object", "properties": {}, **parameters}


def _checked(value: Any, schema: OutputSchema, text: str) -> Any:
    from jsonschema import ValidationError as Mismatch
    from jsonschema import validate

    try:
        validate(value, schema.json_schema)
    except Mismatch as error:
        raise OutputError(
            f"The answer is not a valid {schema.name!r}: {error.json_path}: {error.message}. It was: {_short(text)}"
        ) from error
    return value


def _short(text: str) -> str:
    return repr(text if len(text) <= 200 else f"{text[:200]}…")
