"""Grammars: what they let through and what they don't, on a vocabulary of bytes."""

from __future__ import annotations

import json
from enum import Enum
from typing import Annotated, Any, Literal, TypedDict

import pytest
from pydantic import BaseModel, Field

from storyteller_agents.errors import ModelError
from storyteller_agents.models.grammar import GrammarCompiler, OutputSchema, bounded


@pytest.fixture(scope="module")
def compiler() -> GrammarCompiler:
    """A compiler over single bytes."""
    return GrammarCompiler("byte", vocabulary=262, ends=[261])


def accepts(compiler: GrammarCompiler, schema: Any, value: Any) -> bool:
    """Whether the grammar lets a value through, as JSON or as the bytes given."""
    text = value.decode() if isinstance(value, bytes) else json.dumps(value, separators=(",", ":"), ensure_ascii=False)
    constraint = compiler.start(OutputSchema.of(schema))
    for byte in text.encode():
        if not constraint.allowed()[byte]:
            return False
        constraint.accept([byte])
    return constraint.finished or bool(constraint.allowed()[261])


class Kind(Enum):
    """An enum."""

    SEA = "sea"
    LAND = "land"


class Cat(BaseModel):
    """One branch of a union."""

    kind: Literal["cat"]
    lives: int = Field(ge=1, le=9)


class Dog(BaseModel):
    """The other branch."""

    kind: Literal["dog"]
    name: str


class Everything(BaseModel):
    """All that a schema of ours may use."""

    kind: Kind
    mood: Literal["calm", "tense"]
    place: str | None
    pet: Annotated[Cat | Dog, Field(discriminator="kind")]
    ages: list[Annotated[int, Field(ge=0, le=120)]]
    facts: dict[str, str]
    pair: tuple[int, str]
    tags: set[str]
    id: str = Field(pattern="^[0-9]{4}$")
    child: Everything | None = None


GOOD: dict[str, Any] = {
    "kind": "sea",
    "mood": "calm",
    "place": None,
    "pet": {"kind": "cat", "lives": 9},
    "ages": [0, 120],
    "facts": {"eyes": "grey"},
    "pair": [1, "b"],
    "tags": ["x"],
    "id": "0007",
}


def test_what_fits_is_let_through(compiler: GrammarCompiler) -> None:
    assert accepts(compiler, Everything, GOOD)
    assert accepts(
        compiler, Everything, GOOD | {"pet": {"kind": "dog", "name": "Rex"}, "child": GOOD | {"child": None}}
    )


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "sky"},
        {"mood": "Calm"},
        {"place": 3},
        {"pet": {"kind": "cat", "lives": 10}},
        {"pet": {"kind": "cat", "name": "Tom"}},
        {"ages": [121]},
        {"facts": {"eyes": 3}},
        {"pair": [1]},
        {"id": "007"},
        {"child": {}},
        {"unknown": 1},
    ],
)
def test_what_does_not_fit_is_not(compiler: GrammarCompiler, change: dict[str, Any]) -> None:
    assert not accepts(compiler, Everything, GOOD | change)


def test_there_is_no_room_for_rambling(compiler: GrammarCompiler) -> None:
    pattern = {"type": "object", "properties": {"a": {"type": "string", "pattern": "^[a-z]+$"}}, "required": ["a"]}
    text = {"type": "string"}
    assert not accepts(compiler, {"type": "object", "properties": {"a": text}, "required": ["a"]}, b'{ "a":"x"}')
    assert accepts(compiler, text, "x" * 400)
    assert not accepts(compiler, text, "x" * 401)
    assert accepts(compiler, {"type": "string", "maxLength": 500}, "x" * 500)
    assert not accepts(compiler, pattern, {"a": "x" * 401})
    assert accepts(compiler, {"type": "array", "items": text}, ["x"] * 20)
    assert not accepts(compiler, {"type": "array", "items": text}, ["x"] * 21)
    assert accepts(compiler, {"type": "array", "items": text, "minItems": 30}, ["x"] * 30)
    assert not accepts(compiler, {"type": "integer"}, b"12345678901")
    assert not accepts(compiler, {"type": "number"}, b"0.123456")
    assert accepts(compiler, {"type": "number"}, b"-12.5")
    assert not accepts(compiler, {"type": "object"}, {f"k{number}": 1 for number in range(21)})
    assert not accepts(compiler, {"type": "object"}, {"k" * 61: 1})
    assert not accepts(compiler, {}, [[[]]])
    assert accepts(compiler, {}, 7)


def test_named_and_free_keys_side_by_side(compiler: GrammarCompiler) -> None:
    schema = {
        "type": "object",
        "properties": {"name": {"type": "string"}},
        "required": ["name"],
        "additionalProperties": {"type": "integer"},
    }
    assert accepts(compiler, schema, {"name": "Ada", "age": 3})
    assert not accepts(compiler, schema, {"name": "Ada", "age": "three"})


def test_an_object_without_properties_of_its_own_is_empty(compiler: GrammarCompiler) -> None:
    class Nothing(BaseModel):
        pass

    assert accepts(compiler, Nothing, {})
    assert not accepts(compiler, Nothing, {"a": 1})


def test_bounding_leaves_the_schema_alone_and_is_done_once() -> None:
    schema = Everything.model_json_schema()
    before = json.dumps(schema)
    once = bounded(schema)
    assert json.dumps(schema) == before
    assert bounded(once) == once


def test_forced_tokens_need_no_model(compiler: GrammarCompiler) -> None:
    class Named(BaseModel):
        name: str

    constraint = compiler.start(OutputSchema.of(Named))
    forced = constraint.forced()
    assert bytes(forced) == b'{"name":"'
    constraint.accept(forced)
    assert constraint.allowed()[:128].sum() > 90


def test_constraints_do_not_share_their_state(compiler: GrammarCompiler) -> None:
    schema = OutputSchema.of({"type": "boolean"})
    one = compiler.start(schema)
    one.accept([ord("t")])
    assert compiler.start(schema).allowed()[ord("f")]


def test_a_token_that_is_not_allowed_is_an_error(compiler: GrammarCompiler) -> None:
    with pytest.raises(ModelError, match="'answer'"):
        compiler.start(OutputSchema.of({"type": "boolean"})).accept([ord("x")])


@pytest.mark.parametrize(
    "schema",
    [{"title": "Odd", "type": "bogus"}, {"title": "Odd", "not": {"type": "string"}, "type": "integer"}],
)
def test_a_schema_that_cannot_be_compiled_is_named(compiler: GrammarCompiler, schema: dict[str, Any]) -> None:
    with pytest.raises(ModelError, match="'Odd' can't be turned into a grammar"):
        compiler.start(OutputSchema.of(schema))


class Joke(TypedDict):
    """A joke."""

    setup: str
    punchline: str


def test_schemas_come_in_many_forms() -> None:
    plain = {"title": "Joke", "type": "object", "properties": {"setup": {"type": "string"}}}
    function = {"name": "Joke", "description": "A joke.", "parameters": plain}
    for schema in (Joke, plain, function, {"type": "function", "function": function}):
        made = OutputSchema.of(schema)
        assert made.name == "Joke"
        assert "setup" in made.json_schema["properties"]
        assert made.model is None
    assert OutputSchema.of(Cat).model is Cat
    with pytest.raises(ModelError, match="can't be used as an output schema"):
        OutputSchema.of(3)
