"""The scripted model: it answers in order, makes up what fits, and remembers what it was asked."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import islice
from random import Random
from typing import Literal

import pytest
from langchain_core.caches import InMemoryCache
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import HumanMessage, SystemMessage
from langchain_tests.unit_tests import ChatModelUnitTests
from pydantic import BaseModel, Field, model_validator

from storyteller_agents.errors import ModelError, OutputError
from storyteller_agents.models import filler
from storyteller_agents.models.scripted import ScriptedChatModel
from storyteller_agents.story import Brief, Cast


class Mood(BaseModel):
    """A small schema."""

    mood: Literal["calm", "tense"]
    note: str = Field(min_length=3, max_length=30)


class TestStandard(ChatModelUnitTests):
    """LangChain's own tests for chat models."""

    @property
    def chat_model_class(self) -> type[BaseChatModel]:
        return ScriptedChatModel


def test_it_answers_in_order() -> None:
    model = ScriptedChatModel(
        responses=["One.", Mood(mood="calm", note="fine"), {"mood": "tense", "note": "hmm"}, OSError("no")]
    )
    assert model.invoke("a").content == "One."
    assert model.with_structured_output(Mood).invoke("b") == Mood(mood="calm", note="fine")
    assert model.with_structured_output(Mood.model_json_schema()).invoke("c") == {"mood": "tense", "note": "hmm"}
    with pytest.raises(OSError, match="no"):
        model.invoke("d")
    with pytest.raises(ModelError, match="has 4 responses, and this is call 5"):
        model.invoke("e")


def test_it_records_what_it_was_asked() -> None:
    model = ScriptedChatModel()
    model.invoke([SystemMessage("Be brief."), HumanMessage("Hello.")])
    model.with_structured_output(Mood).invoke("How is it?")
    assert [(call.schema, len(call.messages)) for call in model.calls] == [(None, 2), ("Mood", 1)]
    assert model.calls[0].messages[1].content == "Hello."


def test_copies_go_on_in_the_same_script() -> None:
    model = ScriptedChatModel(responses=["One.", "Two.", "Three."])
    assert model.invoke("a").content == "One."
    assert model.for_call(seed=3, max_tokens=9, top_p=0.5).invoke("b").content == "Two."
    assert model.invoke("c").content == "Three."
    assert len(model.calls) == 3
    assert model.for_call(max_tokens=9).max_tokens == 9


def test_responses_have_to_be_sayable() -> None:
    with pytest.raises(ValueError, match="not 3"):
        ScriptedChatModel(responses=[3])


def test_a_wrong_response_is_an_output_error() -> None:
    with pytest.raises(OutputError, match=r"'Mood'.*mood"):
        ScriptedChatModel(responses=[{"mood": "wild", "note": "abc"}]).with_structured_output(Mood).invoke("a")
    with pytest.raises(OutputError, match=r"'Mood'.*not one of"):
        schema = Mood.model_json_schema()
        ScriptedChatModel(responses=[{"mood": "wild", "note": "abc"}]).with_structured_output(schema).invoke("a")
    with pytest.raises(OutputError, match="not JSON"):
        schema = Mood.model_json_schema()
        ScriptedChatModel(responses=["Once upon a time"]).with_structured_output(schema).invoke("a")


def test_made_up_text_is_the_same_for_the_same_seed_and_prompt() -> None:
    def text(seed: int, prompt: str) -> object:
        return ScriptedChatModel(seed=seed).invoke(prompt).content

    assert text(1, "a") == text(1, "a")
    assert len({text(1, "a"), text(2, "a"), text(1, "b")}) == 3
    model = ScriptedChatModel(seed=1, cache=InMemoryCache())
    assert model.invoke("a").content != model.for_call(seed=2).invoke("a").content


@pytest.mark.parametrize("words", [20, 150, 1200])
def test_made_up_text_has_the_length_asked_for(words: int) -> None:
    text = str(ScriptedChatModel(max_tokens=3000).invoke(f"Write about {words} words of prose.").content)
    assert abs(len(text.split()) - words) <= 10
    sentences = re.split(r"(?<=\.)\s+", text)
    assert len(set(sentences)) == len(sentences)
    assert all(sentence[0].isupper() and sentence.endswith(".") for sentence in sentences)


def test_sentences_stay_distinct_when_words_run_out(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, words in {
        "NOUNS": ["a", "b", "c"],
        "ADJECTIVES": ["d", "e"],
        "VERBS": ["f", "g"],
        "PLACES": ["h"],
    }.items():
        monkeypatch.setattr(filler, name, words)
    made = list(islice(filler.sentences(Random(1)), 30))
    assert len(set(made)) == 30


def test_made_up_text_fits_the_budget() -> None:
    model = ScriptedChatModel(max_tokens=40)
    assert 15 <= len(str(model.invoke("Write about 500 words.").content).split()) <= 40
    assert 65 <= len(str(model.invoke("Write.", max_tokens=100).content).split()) <= 85


def test_stop_strings_are_cut_off() -> None:
    model = ScriptedChatModel(responses=["One. Two.", "One. Two."])
    assert model.invoke("a", stop=["Two"]).content == "One. "
    assert model.bind(stop=["."]).invoke("a").content == "One"


def test_streamed_words_join_to_the_answer() -> None:
    pieces = list(ScriptedChatModel(seed=3).stream("Write about 30 words."))
    assert len(pieces) > 20
    whole = sum(pieces[1:], pieces[0])
    assert whole.content == ScriptedChatModel(seed=3).invoke("Write about 30 words.").content
    assert whole.usage_metadata and whole.usage_metadata["input_tokens"] == 4


class Node(BaseModel):
    """A schema that holds itself."""

    label: str = Field(max_length=9)
    rank: int = Field(gt=3, lt=6)
    share: float = Field(ge=0, le=1)
    left: Node | None
    children: list[Node] = Field(max_length=2)


class Ordered(BaseModel):
    """A schema with a validator that JSON schema can't express."""

    low: int = Field(ge=0, le=9)
    high: int = Field(ge=0, le=9)

    @model_validator(mode="after")
    def _in_order(self) -> Ordered:
        if self.low >= self.high:
            raise ValueError("low must be below high")
        return self


class Names(BaseModel):
    """A list that must not repeat itself."""

    names: list[Literal["a", "b", "c"]] = Field(min_length=3, max_length=3)
    id: str = Field(pattern=r"^[A-Z]{2}-[0-9]{3}$")
    day: str = Field(json_schema_extra={"format": "date"})


class Chapter(BaseModel):
    """One level of several."""

    scenes: list[Mood] = Field(min_length=1, max_length=3)


class Book(BaseModel):
    """A schema of several levels, none of which may be left empty."""

    acts: list[list[Chapter]] = Field(min_length=2)
    facts: dict[str, int] = Field(default_factory=dict)


@pytest.mark.parametrize("schema", [Mood, Node, Ordered, Names, Book, Brief, Cast])
def test_made_up_objects_are_valid(schema: type[BaseModel]) -> None:
    for seed in range(10):
        model = ScriptedChatModel(seed=seed).with_structured_output(schema)
        assert isinstance(model.invoke("Make one."), schema)
        assert model.invoke("Make one.") == model.invoke("Make one.")


def test_made_up_objects_vary_and_have_unique_items() -> None:
    made = [ScriptedChatModel(seed=seed).with_structured_output(Mood).invoke("Make one.") for seed in range(20)]
    assert {item.mood for item in made} == {"calm", "tense"}
    assert len({item.note for item in made}) > 10
    names = ScriptedChatModel().with_structured_output(Names).invoke("Make one.").names
    assert sorted(names) == ["a", "b", "c"]


def test_an_impossible_schema_is_named() -> None:
    class Never(BaseModel):
        value: int

        @model_validator(mode="after")
        def _no(self) -> Never:
            raise ValueError("never")

    with pytest.raises(ModelError, match=r"'Never'.*never"):
        ScriptedChatModel().with_structured_output(Never).invoke("a")


def test_tools_are_called() -> None:
    def look(where: Literal["north", "south"]) -> str:
        """Look somewhere."""
        return where

    called = ScriptedChatModel(seed=1).bind_tools([look], tool_choice="any").invoke("a").tool_calls[0]
    assert called["name"] == "look"
    assert called["args"]["where"] in ("north", "south")
    scripted = ScriptedChatModel(responses=[{"name": "look", "arguments": {"where": "north"}}])
    pieces = list(scripted.bind_tools([look]).stream("a"))
    assert sum(pieces[1:], pieces[0]).tool_calls[0]["args"] == {"where": "north"}


def test_it_needs_no_torch() -> None:
    code = (
        "import sys; from storyteller_agents.models.scripted import ScriptedChatModel;"
        "from pydantic import BaseModel;"
        "ScriptedChatModel().invoke('a'); ScriptedChatModel().with_structured_output(type('A', (BaseModel,), {'__annotations__': {'b': str}})).invoke('a');"
        "print([m for m in ('torch', 'transformers', 'tokenizers') if m in sys.modules])"
    )
    assert (
        subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.strip() == "[]"
    )
