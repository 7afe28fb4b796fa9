"""`storyteller_agents.testing`: one stage on a made-up book, without a model."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel, ConfigDict

from storyteller_agents.book import Book
from storyteller_agents.context import StageContext
from storyteller_agents.contract import StoryState, stage
from storyteller_agents.errors import ModelError, PlanError, PromptError, StageError
from storyteller_agents.files import write_text
from storyteller_agents.story import Cast, Finding
from storyteller_agents.testing import (
    run_stage,
    sample_book,
    sample_brief,
    sample_cast,
    sample_outline,
    scripted_models,
)


class Answer(BaseModel):
    word: str


class AskConfig(BaseModel):
    model_config = ConfigDict(extra="forbid")
    prompt: str = "hello"
    times: int = 1


@stage(reads={"outline"}, writes={"ask"}, artifact=list[str], config=AskConfig)
def ask(state: StoryState, ctx: StageContext[AskConfig]) -> dict[str, Any]:
    """Asks the model for words."""
    write_text(
        ctx.book.path / "prompts" / "hello.md", "---\nversion: 3\nvariables: [name]\n---\n# User\nHi {{ name }}!"
    )
    words = []
    for number in range(ctx.config.times):
        ctx.emit("item", f"word {number}")
        role = ("writer", "critic")[number % 2]
        words.append(ctx.ask(role, Answer, ctx.config.prompt, number, name=state.outline.title).word)
    return {"ask": words}


def test_the_answers_are_used_in_the_order_of_the_calls_whatever_the_role() -> None:
    run = run_stage(
        ask, outline=sample_outline(), config={"times": 3}, responses=[Answer(word="a"), {"word": "b"}, '{"word": "c"}']
    )
    assert run.result == {"ask": ["a", "b", "c"]}
    assert [call.schema for call in run.calls] == ["Answer"] * 3
    assert run.calls[0].messages[-1].content == "Hi The Bell!"
    assert [event.message for event in run.events if event.kind == "item"] == ["word 0", "word 1", "word 2"]
    record = run.book.story_lock.records["ask"]
    assert set(record.models) == {"writer", "critic"}
    assert record.prompts == {"hello": "3"}
    assert record.tokens["input"] > 0


def test_without_answers_they_are_made_up_and_fit() -> None:
    run = run_stage(ask, outline=sample_outline(), config={"times": 2})
    assert len(run.result["ask"]) == 2
    again = run_stage(ask, outline=sample_outline(), config={"times": 2})
    assert run.result == again.result


def test_too_few_answers_are_an_error_and_an_exception_is_raised() -> None:
    with pytest.raises(ModelError, match="1 responses"):
        run_stage(ask, outline=sample_outline(), config={"times": 2}, responses=[Answer(word="a")])
    with pytest.raises(ModelError, match="the server is down"):
        run_stage(ask, outline=sample_outline(), responses=[ModelError("the server is down")])


def test_wrong_settings_are_told_by_field() -> None:
    with pytest.raises(PlanError) as caught:
        run_stage(ask, outline=sample_outline(), config={"tims": 3})
    assert caught.value.problems == ["tims: unknown setting (did you mean 'times'?); allowed here: prompt, times"]


def test_a_prompt_that_is_missing() -> None:
    with pytest.raises(PromptError, match="'helo': not found"):
        run_stage(ask, outline=sample_outline(), config={"prompt": "helo"})


def test_a_breach_is_found_as_in_a_draft() -> None:
    @stage(writes={"cast"})
    def careless(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
        return {"outline": sample_outline()}

    with pytest.raises(StageError, match=r"stage 'careless' \(package under test\) returned 'outline' without"):
        run_stage(careless)


def ids(state: StoryState) -> list[str]:
    return [card.id for card in state.outline.cards()]


@stage(reads={"outline"}, writes={"findings"}, each=ids)
def scold(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Objects to a scene."""
    scene = str(ctx.item)
    return {"findings": {scene: [Finding(id=f"f{scene}", rule="scold", scene=scene, quote=ctx.book.scene(scene))]}}


def test_a_stage_with_items_needs_one() -> None:
    run = run_stage(scold, item="0002", outline=sample_outline(), scenes={"0002": "It rained."})
    assert [found.quote for found in run.result["findings"]["0002"]] == ["It rained."]
    assert list(run.book.load("findings")) == ["0002"]
    with pytest.raises(StageError, match=r"runs once for each item; say which one with item=…: 0001, 0002, 0003"):
        run_stage(scold, outline=sample_outline())


def test_the_book_of_a_stage_is_where_it_was_asked_for(tmp_path: Path) -> None:
    run = run_stage(ask, folder=tmp_path / "book", outline=sample_outline())
    assert run.book.path == tmp_path / "book"
    assert (tmp_path / "book" / "ask.yaml").is_file()
    assert run_stage(ask, outline=sample_outline()).book.path != run.book.path


def test_a_stage_may_change_what_stages_before_it_made() -> None:
    @stage(reads={"outline"}, writes={"outline"})
    def rename(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
        return {"outline": state.outline.model_copy(update={"title": "The Other Bell"})}

    assert run_stage(rename, outline=sample_outline()).book.load("outline").title == "The Other Bell"


def test_a_sample_book_holds_what_is_asked_for(tmp_path: Path) -> None:
    finding = Finding(id="f1", rule="scold", scene="0001", quote="rain")
    book = sample_book(
        tmp_path / "book",
        outline=sample_outline(),
        cast=sample_cast(),
        scenes={"0001": "It rained."},
        findings=[finding],
        lore={"bell.md": "# The bell\n\nIt was lost with a ship.\n"},
        settings={"book": {"title": "Rain"}},
    )
    opened = Book.open(book.path)
    assert opened.brief == sample_brief()
    assert opened.load("outline") == sample_outline()
    assert isinstance(opened.load("cast"), Cast)
    assert opened.scene("0001") == "It rained."
    assert opened.load("findings") == {"0001": [finding]}
    assert [entry.title for entry in opened.lore.entries().values()] == ["The bell"]
    assert opened.settings.book.title == "Rain"
    assert not (book.path / "story.lock").exists(), "what is given counts as the author's own"


@pytest.mark.parametrize(
    "settings", [{}, {"models": {"writer": {"temperature": 1}}}, {"lore": {"budget": 100}}, {"book": {"seed": 9}}]
)
def test_no_setting_leads_to_a_real_model_by_accident(tmp_path: Path, settings: dict[str, Any]) -> None:
    made = sample_book(tmp_path / "book", settings=settings).settings
    for role in ("writer", "critic", "default", "anybody"):
        assert made.model(role).base == "scripted"
    assert made.lore.embeddings == "none"


def test_a_sample_outline_is_as_large_as_asked() -> None:
    for scenes, chapters in ((1, 1), (4, 2), (7, 3), (2, 5), (12, 4)):
        outline = sample_outline(scenes=scenes, chapters=chapters, words=33)
        assert [card.id for card in outline.cards()] == [f"{number:04d}" for number in range(1, scenes + 1)]
        assert len(outline.chapters()) == min(chapters, scenes)
        assert {card.words for card in outline.cards()} == {33}
    assert list(sample_outline(scenes=0).cards()) == []


def test_scripted_models_remember_the_roles() -> None:
    models = scripted_models(["one", "two"])
    assert models.for_role("writer").invoke("?").text == "one"
    assert models.for_role("critic", max_tokens=3).invoke("?").text == "two"
    assert models.roles == ["writer", "critic"]
    assert len(models.model.calls) == 2
    assert models.describe("writer") == {"base": "scripted"}
