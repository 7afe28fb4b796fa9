"""The guard between stages and the book: a stage does what it declared, or the draft ends with its name."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, TypedDict

import pytest
from pydantic import BaseModel

from storyteller_agents.book import Book
from storyteller_agents.context import StageContext
from storyteller_agents.contract import StageSpec, StoryState, stage
from storyteller_agents.discovery import OWN_PACKAGE, Plugin, discover
from storyteller_agents.errors import StageError
from storyteller_agents.pipeline.graph import build_graph
from storyteller_agents.pipeline.plan import Plan, make_plan
from storyteller_agents.settings import parse_settings
from storyteller_agents.story import Cast, Outline
from storyteller_agents.testing import run_stage, sample_book, sample_outline

if TYPE_CHECKING:
    from conftest import Installed


@stage(name="outliner", writes={"outline"})
def outliner(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Stands for the outliner: the outline is in the book already."""
    return {}


def plan_of(*specs: StageSpec) -> Plan:
    """Return a plan of stages that are declared in a test, in this order, with the outline given."""
    plugins = [Plugin(spec.name, "stages", f"their-{spec.name}", "2.5", "", spec) for spec in (outliner, *specs)]
    names = [plugin.name for plugin in plugins]
    return make_plan(parse_settings({"pipeline": {"spine": names}}), plugins)


def run_graph(folder: Path, *specs: StageSpec) -> tuple[Book, dict[str, Any]]:
    """Run these stages on a book whose outline is there."""
    book = sample_book(folder / "book", outline=sample_outline(), by_pipeline=True)
    return book, build_graph(plan=plan_of(*specs)).invoke({"book": str(book.path)})


def run_installed(folder: Path, name: str) -> None:
    """Run an installed stage on a book whose outline is there."""
    book = sample_book(folder / "book", outline=sample_outline(), by_pipeline=True)
    (plugin,) = [plugin for plugin in discover("stages") if plugin.name == name]
    own = Plugin("outliner", "stages", OWN_PACKAGE, "1", "", outliner)
    plan = make_plan(parse_settings({"pipeline": {"spine": ["outliner"], "plugins": [name]}}), [own, plugin])
    build_graph(plan=plan).invoke({"book": str(book.path)})


# Breaches ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("extra_field", "returned 'cast' without declaring it; it declared writes={'extra_field'}."),
        ("wrong_type", "returned a wrong 'wrong_type':\n  - wind: input should be a valid integer"),
        ("wrong_core", "returned a wrong 'outline':\n  - akts: unknown setting (did you mean 'acts'?)"),
        ("no_dict", "returned str; a stage returns a dictionary of the fields that it writes."),
        ("crash", "failed: KeyError: 'weather'"),
    ],
)
def test_a_breach_names_stage_and_package(installed: Installed, tmp_path: Path, name: str, told: str) -> None:
    installed.add("careless")
    with pytest.raises(StageError) as caught:
        run_installed(tmp_path, name)
    assert str(caught.value).startswith(f"stage {name!r} (package careless 1.0) {told}")
    assert not (tmp_path / "book" / f"{name}.yaml").exists()
    assert Book.open(tmp_path / "book").load("outline") == sample_outline()


def test_a_read_that_was_not_declared_names_the_stage(installed: Installed, tmp_path: Path) -> None:
    installed.add("careless")
    with pytest.raises(StageError, match=r"stage 'secret_read' .*reads 'cast' without declaring it; add it to reads"):
        run_installed(tmp_path, "secret_read")


def test_a_read_that_was_not_declared_names_the_package(installed: Installed, tmp_path: Path) -> None:
    installed.add("careless")
    with pytest.raises(StageError, match="package careless"):
        run_installed(tmp_path, "secret_read")


def test_a_graph_that_failed_lets_go_of_the_book_and_can_run_again(tmp_path: Path) -> None:
    answers: list[Any] = [1, "calm"]

    @stage(reads={"outline"}, writes={"mood"}, artifact=str)
    def mood(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
        return {"mood": answers.pop(0)}

    with pytest.raises(StageError):
        run_graph(tmp_path, mood)
    book = Book.open(tmp_path / "book")
    build_graph(plan=plan_of(mood)).invoke({"book": str(book.path)})
    assert book.load("mood", str) == "calm"


# What may be declared ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("declared", "told"),
    [
        ({"name": "Mood"}, "a name has small letters, digits and _"),
        ({"name": "outline", "artifact": str}, "would redeclare the core field 'outline'"),
        ({"writes": {"brief"}}, "the brief is the author's"),
        ({"writes": {"pace"}, "artifact": str}, "writes 'pace', which is neither a core field"),
        ({"writes": {"mood"}}, "a stage's own field is named after it and typed by 'artifact'"),
        ({"writes": {"outline"}, "each": lambda state: []}, "it can't write outline"),
        ({"writes": {"mood"}, "artifact": list[str], "each": lambda state: []}, "it can't write mood"),
        ({"after": "outliner"}, "'after' is one string, 'outliner'; write it as ('outliner',)"),
        ({"reads": "outline"}, "'reads' is one string"),
        ({"name": "mood\n"}, "a name has small letters"),
        ({"config": dict}, "'config' has to be a pydantic model"),
    ],
)
def test_what_a_stage_can_not_declare(declared: dict[str, Any], told: str) -> None:
    with pytest.raises(StageError) as caught:
        stage(**{"name": "mood", **declared})(lambda state, ctx: {})
    assert told in str(caught.value)


def test_declaring_registers_nothing_and_can_not_be_changed() -> None:
    @stage(reads={"outline"})
    def mood(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
        """Finds a mood.

        Nobody is told the rest.
        """
        return {}

    assert isinstance(mood, StageSpec)
    assert (mood.name, mood.summary, mood.reads) == ("mood", "Finds a mood.", {"outline"})
    with pytest.raises(AttributeError):
        mood.name = "other"  # type: ignore[misc]


# What may be returned ------------------------------------------------------------------------------------------------


class Weather(BaseModel):
    sky: str
    wind: int = 0


@pytest.mark.parametrize("returned", [{"weather": {"sky": "grey"}}, {"weather": Weather(sky="grey")}])
def test_a_field_comes_out_typed_and_lies_in_the_book(returned: dict[str, Any]) -> None:
    @stage(writes={"weather"}, artifact=Weather)
    def weather(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
        return returned

    run = run_stage(weather)
    assert run.result == {"weather": Weather(sky="grey")}
    assert run.book.text("weather") == "sky: grey\nwind: 0\n"
    assert run.book.load("weather", Weather) == Weather(sky="grey")


def test_a_stage_may_return_nothing() -> None:
    @stage(reads={"outline"}, writes={"outline"})
    def nothing(state: StoryState, ctx: StageContext[Any]) -> None:
        return None

    run = run_stage(nothing, outline=sample_outline())
    assert run.result == {}
    assert run.book.load("outline") == sample_outline()


def test_a_stage_sees_what_it_declared_and_what_nobody_has_written_is_none() -> None:
    seen: dict[str, Any] = {}

    @stage(reads={"outline", "cast", "brief"})
    def look(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
        seen.update(state)
        return {}

    run_stage(look, outline=sample_outline())
    assert set(seen) == {"outline", "cast", "brief"}
    assert isinstance(seen["outline"], Outline)
    assert seen["cast"] is None


# A subgraph as a stage -----------------------------------------------------------------------------------------------


class MoodState(TypedDict, total=False):
    outline: Outline
    rounds: int
    mood: Any


def subgraph(answer: Any) -> Any:
    """Return a compiled graph that goes round three times and then gives an answer."""
    from langgraph.graph import END, START, StateGraph
    from langgraph.runtime import Runtime

    def think(state: MoodState, runtime: Runtime[Any]) -> MoodState:
        assert isinstance(runtime.context, StageContext)
        return {"rounds": state.get("rounds", 0) + 1}

    def decide(state: MoodState) -> MoodState:
        return {"mood": answer or f"{state['outline'].title}, {state['rounds']} rounds"}

    graph = StateGraph(MoodState)
    graph.add_node("think", think)
    graph.add_node("decide", decide)
    graph.add_edge(START, "think")
    graph.add_conditional_edges("think", lambda state: "decide" if state["rounds"] == 3 else "think")
    graph.add_edge("decide", END)
    return graph.compile()


def subgraph_stage(answer: Any = None) -> StageSpec:
    return stage(name="mood", reads={"outline"}, writes={"mood"}, artifact=str)(subgraph(answer))


def test_a_compiled_graph_is_a_stage(tmp_path: Path) -> None:
    book, result = run_graph(tmp_path, subgraph_stage())
    assert result["mood"] == "The Bell, 3 rounds"
    assert book.load("mood", str) == "The Bell, 3 rounds"
    assert "rounds" not in result
    assert "mood" in book.story_lock.records


def test_what_a_compiled_graph_returns_is_checked_too(tmp_path: Path) -> None:
    with pytest.raises(StageError, match=r"stage 'mood' \(package their-mood 2.5\) returned a wrong 'mood'"):
        run_graph(tmp_path, subgraph_stage(answer=[1, 2]))


GRAPH_WITH_PROMPT = """
from langgraph.graph import END, START, StateGraph
from storyteller_agents import stage
from typing import Any, TypedDict

class State(TypedDict, total=False):
    mood: str

def think(state, runtime):
    return {"mood": runtime.context.prompt("graph-mood", name="Ada")[-1].text}

graph = StateGraph(State)
graph.add_node("think", think)
graph.add_edge(START, "think")
graph.add_edge("think", END)
mood = stage(name="mood", writes={"mood"}, artifact=str)(graph.compile())
"""


def test_a_compiled_graph_has_the_prompts_of_its_package(installed: Installed, tmp_path: Path) -> None:
    installed.write("their-graph", GRAPH_WITH_PROMPT, {"storyteller_agents.stages": {"mood": "their_graph:mood"}})
    prompts = installed.folder / "prompts"
    prompts.mkdir()
    (prompts / "graph-mood.md").write_text("---\nversion: 1\nvariables: [name]\n---\n# User\nHow is {{ name }}?")
    run_installed(tmp_path, "mood")
    assert Book.open(tmp_path / "book").load("mood", str) == "How is Ada?"


def test_a_compiled_graph_needs_a_name() -> None:
    with pytest.raises(StageError, match="a name has small letters"):
        stage(reads={"outline"})(subgraph(""))


def test_a_compiled_graph_has_no_summary_of_somebody_else() -> None:
    assert subgraph_stage().summary == ""


# A field with items --------------------------------------------------------------------------------------------------


def scene_ids(state: StoryState) -> list[str]:
    return [card.id for card in state.outline.cards()]


@stage(reads={"outline"}, writes={"weather"}, artifact=dict[str, Weather], each=scene_ids)
def weather(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Gives every scene its weather."""
    ctx.uses(f"card/{ctx.item}")
    return {"weather": {ctx.item: Weather(sky="grey", wind=int(ctx.item or 0))}}


def test_a_stage_with_items_runs_for_each_and_its_field_joins_them(tmp_path: Path) -> None:
    _, result = run_graph(tmp_path, weather)
    assert {item: found.wind for item, found in result["weather"].items()} == {
        "0001": 1,
        "0002": 2,
        "0003": 3,
        "0004": 4,
    }


def test_a_field_with_items_lies_whole_in_the_book(tmp_path: Path) -> None:
    book, _ = run_graph(tmp_path, weather)
    assert sorted(book.load("weather", dict[str, Weather])) == ["0001", "0002", "0003", "0004"]


def test_an_item_is_made_again_alone(tmp_path: Path) -> None:
    made: list[str | None] = []

    @stage(reads={"outline"}, writes={"weather"}, artifact=dict[str, int], each=scene_ids)
    def weather(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
        made.append(ctx.item)
        ctx.uses(f"card/{ctx.item}")
        return {"weather": {ctx.item: made.count(ctx.item)}}

    book, _ = run_graph(tmp_path, weather)
    file = book.path / "outline.yaml"
    file.write_text(file.read_text().replace("clue 2.", "the second clue."))
    result = build_graph(plan=plan_of(weather)).invoke({"book": str(book.path)})
    assert made[4:] == ["0002"]
    assert book.load("weather") == {"0001": 1, "0002": 2, "0003": 1, "0004": 1}
    assert result["weather"] == book.load("weather")
    build_graph(plan=plan_of(weather)).invoke({"book": str(book.path)})
    assert made[4:] == ["0002"]


def test_one_item_can_be_run_alone() -> None:
    run = run_stage(weather, item="0002", outline=sample_outline())
    assert run.result == {"weather": {"0002": Weather(sky="grey", wind=2)}}


# Interrupts ----------------------------------------------------------------------------------------------------------


@stage(reads={"outline"}, writes={"approval"}, artifact=str)
def approval(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
    """Asks a person."""
    from langgraph.types import interrupt

    return {"approval": interrupt("Is the outline good?")}


def test_a_stage_may_interrupt_and_go_on_with_the_answer(tmp_path: Path) -> None:
    from langgraph.checkpoint.memory import InMemorySaver
    from langgraph.types import Command

    book = sample_book(tmp_path / "book", outline=sample_outline())
    graph = build_graph(plan=plan_of(approval), checkpointer=InMemorySaver())
    config: Any = {"configurable": {"thread_id": "one"}}
    (asked,) = graph.invoke({"book": str(book.path)}, config)["__interrupt__"]
    assert asked.value == "Is the outline good?"
    assert graph.invoke(Command(resume="yes"), config)["approval"] == "yes"


def test_cast_is_core() -> None:
    """A plugin that adds to the cast returns a whole, typed cast."""

    @stage(reads={"cast"}, writes={"cast"})
    def nobody(state: StoryState, ctx: StageContext[Any]) -> dict[str, Any]:
        return {"cast": {"characters": [{"name": "Nobody", "facts": {"age": 40}}]}}

    cast = run_stage(nobody).result["cast"]
    assert isinstance(cast, Cast)
    assert cast.characters[0].facts == {"age": "40"}
