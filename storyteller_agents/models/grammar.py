"""From a schema to a grammar over a tokenizer's vocabulary, so that an answer can't be anything but valid JSON.

llguidance does the work; this module bounds the schema first, compiles it once for each tokenizer, and unpacks
the token masks. What has no bound in the schema gets one (`MAX_STRING` characters, `MAX_ITEMS` items,
`MAX_KEYS` free keys, integers of `MAX_NUMBER`), because a small model fills an open string until its budget
ends and leaves broken JSON behind. Unknown keys are forbidden. Not for checking finished text: the grammar
knows the JSON schema only, and a pydantic model's own validators run when the answer is parsed.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from threading import Lock
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from storyteller_agents.errors import ModelError
from storyteller_agents.models.patterns import ends_by_itself, without_negation

if TYPE_CHECKING:
    from llguidance import LLMatcher
    from numpy import bool_
    from numpy.typing import NDArray

MAX_STRING, MAX_ITEMS, MAX_KEYS, MAX_NUMBER = 400, 20, 20, 10**9
FREE_KEY = r"^[^\x00-\x1f\x7f\"\\]{1,60}$"
SCALARS: list[dict[str, Any]] = [{"type": kind} for kind in ("string", "integer", "number", "boolean", "null")]


@dataclass(frozen=True)
class OutputSchema:
    """What an answer has to be.

    Attributes:
        name: what messages and servers call it.
        text: the JSON schema as canonical JSON; a string, so that requests are hashable and caches have a key.
        model: the pydantic class that the answer is parsed into; None leaves it a dict.
    """

    name: str
    text: str
    model: type[BaseModel] | None = None

    @classmethod
    def of(cls, schema: Any) -> OutputSchema:
        """Build it from a pydantic class, a TypedDict, a JSON schema or an OpenAI function description.

        Raises:
            ModelError: `schema` is none of these.
        """
        if isinstance(schema, type) and issubclass(schema, BaseModel):
            return cls(schema.__name__, _canonical(schema.model_json_schema()), schema)
        if isinstance(schema, type) and hasattr(schema, "parse_raw"):  # a model of pydantic's first version
            old: Any = schema
            return cls(schema.__name__, _canonical(old.schema()), old)
        if isinstance(schema, Mapping) and not {"function", "parameters"} & schema.keys():
            return cls(str(schema.get("title", "answer")), _canonical(schema))
        from langchain_core.utils.function_calling import convert_to_json_schema

        try:
            converted = convert_to_json_schema(schema)
        except (ValueError, TypeError) as error:
            raise ModelError(
                f"{schema!r} can't be used as an output schema: {error}. "
                "Give a pydantic class, a TypedDict or a JSON schema (a dict with 'type' and 'properties')."
            ) from error
        return cls(str(converted["title"]), _canonical(converted))

    def parse(self, text: str) -> Any:
        """Return the instance of `model` that a JSON text describes; raises what pydantic raises, a `ValueError`."""
        model: Any = self.model
        return model.model_validate_json(text) if hasattr(model, "model_validate_json") else model.parse_raw(text)

    @property
    def json_schema(self) -> dict[str, Any]:
        """The JSON schema as a new dictionary."""
        return dict(json.loads(self.text))


def _canonical(schema: Mapping[str, Any]) -> str:
    # Key order is kept: it is the order in which the model writes the properties.
    return json.dumps(schema, ensure_ascii=False, separators=(",", ":"))


def bounded(schema: Any) -> Any:
    """Return a copy of a JSON schema in which every string, list, number and free key has a bound.

    Bounds that the schema gives itself stand, also when they are wider than the defaults. A value that may be
    anything becomes a scalar. ``uniqueItems`` is dropped: a grammar can't express it.
    """
    if isinstance(schema, bool):
        return bounded({}) if schema else False
    node = {key: value for key, value in schema.items() if key not in ("uniqueItems", "default", "examples")}
    for key in ("$defs", "definitions", "properties", "patternProperties"):
        if key in node:
            node[key] = {name: bounded(part) for name, part in node[key].items()}
    if isinstance(node.get("pattern"), str):
        node["pattern"] = without_negation(node["pattern"])
    if "patternProperties" in node:
        node["patternProperties"] = {
            without_negation(pattern): part for pattern, part in node["patternProperties"].items()
        }
    for key in ("anyOf", "oneOf", "allOf", "prefixItems"):
        if key in node:
            node[key] = [bounded(part) for part in node[key]]
    if node.keys() & {"$ref", "enum", "const", "anyOf", "oneOf", "allOf"}:
        return node
    kinds = node.get("type") or _implied(node)
    if not kinds:
        return node | {"anyOf": [bounded(scalar) for scalar in SCALARS]}
    for kind in [kinds] if isinstance(kinds, str) else kinds:
        if kind in _BOUNDS:  # booleans and null have no length, and the compiler refuses unknown types
            _BOUNDS[kind](node)
    return node


def _implied(node: Mapping[str, Any]) -> str:
    """Return the type that a schema without ``type`` must mean, or an empty string."""
    if node.keys() & {"properties", "patternProperties", "additionalProperties"}:
        return "object"
    if node.keys() & {"items", "prefixItems"}:
        return "array"
    return "string" if node.keys() & {"pattern", "maxLength", "minLength"} else ""


def _bound_string(node: dict[str, Any]) -> None:
    if ends_by_itself(node.get("pattern", "")):
        return  # a length beside it would only be a second bound, which the engine can't always join with the first
    node.setdefault("maxLength", max(MAX_STRING, node.get("minLength", 0)))


def _bound_array(node: dict[str, Any]) -> None:
    fixed = len(node.get("prefixItems", ()))
    node["items"] = bounded(node.get("items", not fixed))
    node.setdefault("maxItems", max(MAX_ITEMS if node["items"] else fixed, node.get("minItems", 0)))


def _bound_object(node: dict[str, Any]) -> None:
    closed = "properties" in node or "patternProperties" in node
    free = node.get("additionalProperties", not closed)
    node["additionalProperties"] = False
    if free is False or (free is True and closed):
        return
    if closed:  # llguidance holds a key to every pattern that it matches, so a pattern would bind named keys too
        node["additionalProperties"] = bounded(free)
    else:
        node["patternProperties"] = {without_negation(FREE_KEY): bounded(free)}
    named = len(node.get("properties", ()))
    node.setdefault("maxProperties", max(named + MAX_KEYS, node.get("minProperties", 0)))


def _bound_number(node: dict[str, Any]) -> None:
    if not node.keys() & {"minimum", "exclusiveMinimum"}:
        node["minimum"] = -MAX_NUMBER
    if not node.keys() & {"maximum", "exclusiveMaximum"}:
        node["maximum"] = MAX_NUMBER


def _bound_fraction(node: dict[str, Any]) -> None:
    _bound_number(node)
    node.setdefault("multipleOf", 0.0001)


_BOUNDS = {
    "string": _bound_string,
    "array": _bound_array,
    "object": _bound_object,
    "integer": _bound_number,
    "number": _bound_fraction,
}


class Constraint:
    """One answer in the making: which tokens may come next. Not shared between requests."""

    def __init__(self, matcher: LLMatcher, name: str) -> None:
        self._matcher = matcher
        self._name = name

    @property
    def finished(self) -> bool:
        """Whether the answer is complete and nothing may follow."""
        return self._matcher.is_stopped()

    def forced(self) -> list[int]:
        """Return the tokens that have to come next, possibly none; they need no model."""
        return self._matcher.compute_ff_tokens()

    def allowed(self) -> NDArray[bool_]:
        """Return which tokens may come next, shape (vocabulary,), dtype bool.

        Raises:
            ModelError: the grammar came to a dead end or hit one of llguidance's limits.
        """
        import numpy as np

        packed = np.frombuffer(self._matcher.compute_bitmask(), dtype=np.uint8)
        self._check()
        return np.unpackbits(packed, bitorder="little").view(np.bool_)

    def accept(self, tokens: Sequence[int]) -> None:
        """Take the tokens that were chosen.

        Raises:
            ModelError: one of them wasn't allowed.
        """
        self._matcher.consume_tokens(list(tokens))
        self._check()

    def _check(self) -> None:
        if self._matcher.is_error():
            raise ModelError(f"The grammar of the schema {self._name!r} failed: {self._matcher.get_error()}")


class GrammarCompiler:
    """Compiles schemas for one tokenizer and keeps what it compiled.

    Args:
        tokenizer: the content of tokenizer.json.
        vocabulary: number of tokens that the model scores; at least the tokenizer's own number.
        ends: ids of the tokens that end an answer.
    """

    def __init__(self, tokenizer: str, *, vocabulary: int, ends: Sequence[int]) -> None:
        from llguidance import LLTokenizer

        self._tokenizer = LLTokenizer(tokenizer, n_vocab=vocabulary, eos_token=list(ends) or None)
        self._compiled: dict[str, LLMatcher] = {}
        self._lock = Lock()

    def start(self, schema: OutputSchema) -> Constraint:
        """Return a fresh constraint for an answer to `schema`.

        Raises:
            ModelError: the schema can't be compiled; names it and the reason.
        """
        with self._lock:
            if schema.text not in self._compiled:
                self._compiled[schema.text] = self._compile(schema)
            return Constraint(self._compiled[schema.text].deep_copy(), schema.name)

    def _compile(self, schema: OutputSchema) -> LLMatcher:
        from llguidance import LLMatcher

        grammar = LLMatcher.grammar_from_json_schema(
            bounded(schema.json_schema), overrides={"whitespace_flexible": False, "coerce_one_of": True}
        )
        matcher = LLMatcher(self._tokenizer, grammar, log_level=0)
        if matcher.is_error():
            raise ModelError(
                f"The schema {schema.name!r} can't be turned into a grammar: {matcher.get_error().strip()}. "
                "Use enums, nested objects, lists, ranges, lengths and patterns only."
            )
        return matcher
