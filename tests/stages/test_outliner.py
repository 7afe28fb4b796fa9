"""The outliner: level by level within a small context, and around what the author wrote."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from storyteller_agents import testing
from storyteller_agents.arcs import target
from storyteller_agents.settings import Scale
from storyteller_agents.stages.outline_frame import complete_frame, lacking
from storyteller_agents.stages.outliner import outliner
from storyteller_agents.stages.planning import MEMORY, Said
from storyteller_agents.story import Act, Brief, Chapter, Outline, Person, SceneCard
from storyteller_agents.structure import RISING, beat
from storyteller_agents.testing import ScriptedModels, StageRun, run_stage, sample_brief, sample_outline
from storyteller_agents.threads import ledger
from storyteller_agents.timeline import timeline

PREMISE = (
    "Ada Penrow finds the bell of a lost ship in the shed of her uncle Bram Colley, and has to choose whom to tell. "
    "The captain of the ship comes back and wants it. Ada hides the bell in the well behind the chapel."
)


def plan(chapters: int, scenes: int, brief: Brief | None = None, **settings: Any) -> StageRun:
    book = {"chapters": chapters, "scenes": scenes, "words": 80, **settings.pop("book", {})}
    return run_stage(outliner, brief=brief or Brief(premise=PREMISE), settings={"book": book}, **settings)


def asked(run: StageRun, schema: str) -> list[str]:
    """Return the questions that were answered by objects of this name."""
    return [str(call.messages[-1].content) for call in run.calls if call.schema == schema]


class SmallModels(ScriptedModels):
    """Scripted models whose context is as small as that of the embedded model, and whose tokens are short."""

    def context(self, role: str) -> int:
        return 2048

    def count_tokens(self, role: str, text: str) -> int:
        return len(text) // 3


def test_the_levels_of_a_short_book() -> None:
    run = plan(4, 3)
    outline = run.result["outline"]
    assert [len(act.chapters) for act in outline.acts] == [1, 2, 1]
    assert [bool(act.summary) for act in outline.acts] == [False, True, False]
    assert all(chapter.summary and chapter.title for chapter in outline.chapters())
    cards = list(outline.cards())
    assert [card.id for card in cards] == [f"{number:04d}" for number in range(1, 13)]
    assert all(all((card.goal, card.conflict, card.outcome, card.pov, card.place, card.time)) for card in cards)
    assert all(later.before == earlier.after for earlier, later in zip(cards, cards[1:], strict=False))
    assert [card.mood for card in cards] == [target("man-in-a-hole", index, 12) for index in range(12)]
    assert lacking(outline) == []
    assert len({card.title for card in cards}) == 12
    assert [event.message for event in run.events if event.kind == "item"] == [one.title for one in outline.chapters()]


def test_a_prompt_sees_the_act_the_last_chapters_and_no_more() -> None:
    run = plan(40, 1)
    outline = run.result["outline"]
    chapters = [chapter.summary for chapter in outline.chapters()]
    first, last = asked(run, "ChapterPlan")[0], asked(run, "ChapterPlan")[-1]
    assert not any(summary in first for summary in chapters)
    assert all(summary in last for summary in chapters[-4:-1])
    assert not any(summary in last for summary in chapters[:-4])
    assert all(act.summary in last for act in outline.acts)
    card = asked(run, "ScenePlan")[-1]
    assert outline.acts[-1].summary in card and chapters[-1] in card
    assert not any(summary in card for summary in chapters[:-1])


def test_250_scenes_are_planned_within_2048_tokens(monkeypatch: pytest.MonkeyPatch) -> None:
    """No prompt exceeds the context or grows with the book, nothing is left out, and a card late takes no longer."""
    monkeypatch.setattr(testing, "ScriptedModels", SmallModels)
    stamps: list[float] = []
    from storyteller_agents.stages import outline_cards

    ask = outline_cards.ask_plan

    def timed(*args: Any, **options: Any) -> Any:
        begun, calls = time.process_time(), len(args[0].session.models.model.calls)
        found = ask(*args, **options)
        stamps.append((time.process_time() - begun) / (len(args[0].session.models.model.calls) - calls))
        return found

    monkeypatch.setattr(outline_cards, "ask_plan", timed)
    brief = Brief(premise=PREMISE * 15, must_have=[f"a storm over bay {number}" for number in range(60)])
    run = plan(25, 10, brief)

    outline = run.result["outline"]
    assert len(list(outline.cards())) == len(stamps) == 250
    assert lacking(outline) == []
    sizes = [sum(len(str(message.content)) for message in call.messages) // 3 + 300 for call in run.calls]
    assert max(sizes) <= 2048
    assert [event for event in run.events if event.kind == "omitted"] == []
    cards = [len(text) for text in asked(run, "ScenePlan")]
    assert max(cards[-100:]) < 1.3 * max(cards[:100])
    early, late = sorted(stamps[5:35])[15], sorted(stamps[-30:])[15]
    assert late < 3 * early, "the time for a card does not grow with the book; benchmarks measure it better"
    assert all(not moment.warnings for moment in timeline(outline))


def test_what_a_prompt_goes_without_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    class Tiny(SmallModels):
        def context(self, role: str) -> int:
            return 700

    monkeypatch.setattr(testing, "ScriptedModels", Tiny)
    run = plan(1, 1, Brief(premise=PREMISE, must_have=["a storm over the whole bay in the night"] * 40))
    told = [event.message for event in run.events if event.kind == "omitted"]
    assert any("'outline-chapter'" in message and "must_have" in message for message in told)
    noted = run.book.story_lock.records["outliner"].notes["omitted"]
    assert any(line.endswith("of must_have") for line in noted["outline-chapter"])


def test_long_books_recall_their_threads() -> None:
    outline = sample_outline(scenes=120, chapters=12)
    outline.threads = ["the bell", "the key"]
    for card in outline.cards():
        card.goal = card.conflict = card.outcome = ""
    book = testing.sample_book(
        testing._temporary_folder(), brief=Brief(premise=PREMISE), outline=outline, settings=NO_PLUGINS
    )
    list(book.draft())
    found = testing.Book.open(book.path).load("outline")
    assert [(line.name, line.warnings) for line in ledger(found)] == [("the bell", ()), ("the key", ())]
    assert all(line.reminded for line in ledger(found))


NO_PLUGINS = {"pipeline": {"plugins": [], "spine": ["outliner"]}}


def test_the_author_s_curve_and_words() -> None:
    outline = plan(1, 5, book={"arc": [0.2, -0.6, 0.8], "words": 77}).result["outline"]
    assert [card.mood for card in outline.cards()] == [target((0.2, -0.6, 0.8), index, 5) for index in range(5)]
    assert {card.words for card in outline.cards()} == {77}


# What an outline lacks -------------------------------------------------------------------------------------------


def with_card(**keys: Any) -> Outline:
    chapter = Chapter(
        title="One", scenes=[SceneCard(**{"id": "0001", "title": "T", "goal": "Ada goes.", "pov": "Ada", **keys})]
    )
    return Outline(title="T", logline="Ada has to go.", acts=[Act(title="A", chapters=[chapter])])


@pytest.mark.parametrize(
    ("outline", "missing"),
    [
        (sample_outline(), []),
        (with_card(), []),
        (with_card(goal="", outcome="Ada goes."), []),
        (with_card(goal=""), ["a plan of scene 0001"]),
        (with_card(pov=""), ["people"]),
        (with_card(pov="", cast=["Ada"]), []),
        (with_card().model_copy(update={"logline": " "}), ["a logline"]),
        (Outline(title="T"), ["a logline", "people", "acts"]),
        (
            Outline(
                title="T",
                logline="L",
                people=[Person(name="Ada")],
                acts=[Act(title="A"), Act(title="B", chapters=[Chapter(title="C")])],
            ),
            ["chapters in the act 'A'", "scene cards in the chapter 'C'"],
        ),
    ],
)
def test_what_an_outline_lacks(outline: Outline, missing: list[str]) -> None:
    assert lacking(outline) == missing


def test_a_scene_that_is_written_needs_no_plan() -> None:
    assert lacking(with_card(goal=""), {"0001"}) == []


def test_a_frame_is_completed_around_what_is_there() -> None:
    own = SceneCard(id="0002", title="Mine", words=33)
    outline = Outline(
        title="T",
        acts=[
            Act(title="A", chapters=[Chapter(title="One"), Chapter(title="Two", scenes=[own])]),
            Act(title="B"),
            Act(title="C"),
        ],
    )
    complete_frame(outline, Scale(chapters=7, scenes=2, words=50))
    assert [len(act.chapters) for act in outline.acts] == [2, 2, 3]
    ids = [card.id for card in outline.cards()]
    assert ids[:5] == ["0001", "0002a", "0002", "0004", "0005"]
    assert len(set(ids)) == len(ids) == 13
    assert outline.card("0002") is own and own.words == 33
    assert Counter(card.words for card in outline.cards()) == {50: 12, 33: 1}


# What has been said ----------------------------------------------------------------------------------------------


def test_what_has_been_said_is_not_said_again() -> None:
    said = Said(["Ada opens the old door."], "en")
    assert said.has({"ada", "opens", "door"})
    assert not said.has({"bram", "sells", "horse"})
    said.add(*(f"Number {'x' * number}" for number in range(1, MEMORY + 1)))
    assert not said.has({"ada", "opens", "door"})


def test_two_plans_of_one_brief_are_the_same(tmp_path: Path) -> None:
    runs = [plan(2, 2, folder=tmp_path / name) for name in ("a", "b")]
    assert runs[0].result == runs[1].result


def test_the_turns_of_the_story_are_told_through_the_main_character() -> None:
    done = run_stage(outliner, brief=sample_brief(), outline=None, cast=None)
    outline = done.result["outline"]
    cards = list(outline.cards())
    main = outline.people[0].name
    turns = [card for number, card in enumerate(cards) if beat(number, len(cards)) is not RISING]
    assert len(turns) >= 3 and {card.pov for card in turns} == {main}
    assert all(len(card.cast) == len(set(card.cast)) and card.pov in card.cast for card in cards)
