"""What is drafted again after a change, and what is left alone: each rule counts the model calls."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyteller_agents import Book
from storyteller_agents.changes import differing, pack
from storyteller_agents.errors import BookError
from storyteller_agents.events import Event
from storyteller_agents.files import read_text, write_text
from storyteller_agents.history import versions
from storyteller_agents.pipeline.forecast import Forecast, forecast
from storyteller_agents.pipeline.run import selection_of
from storyteller_agents.selection import Selection, select
from storyteller_agents.story import Outline, SceneCard
from storyteller_agents.testing import sample_book, sample_cast, sample_outline

LORE = {
    "harbour.md": "---\ntitle: The Harbour\n---\n\nBoats lie in the harbour.\n",
    "attic.md": "---\ntitle: The Attic\n---\n\nDust lies in the attic.\n",
}
HANDFUL = 8


class Draft:
    """What one draft did."""

    def __init__(self, book: Book, **options: Any) -> None:
        book.clear_cache()  # nothing may depend on answers that are remembered there
        before = _files(book)
        self.events: list[Event] = list(Book.open(book.path).draft(**options))
        after = _files(book)
        self.changed = {name for name in {*before, *after} if before.get(name) != after.get(name)}

    @property
    def calls(self) -> dict[str, int]:
        """Model calls by stage and item."""
        found: dict[str, int] = {}
        for event in self.events:
            if event.kind == "call":
                key = f"{event.stage}/{event.item}" if event.item else event.stage
                found[key] = found.get(key, 0) + 1
        return found

    @property
    def asked(self) -> set[str]:
        """Results for which a model was asked."""
        return set(self.calls)

    @property
    def warnings(self) -> str:
        return " ".join(event.message for event in self.events if event.kind == "warning")


def _files(book: Book) -> dict[str, str]:
    found = [path for path in book.path.rglob("*") if path.is_file() and ".story" not in path.parts]
    return {str(path.relative_to(book.path)): hashlib.sha256(path.read_bytes()).hexdigest() for path in found}


@pytest.fixture(scope="module")
def finished(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A drafted book of six scenes in three chapters; scene 2 draws on the harbour, Bram is in scenes 1, 3 and 5."""
    outline = sample_outline(scenes=6, chapters=3, words=30)
    outline.card("0002").lore = ["harbour"]
    folder = tmp_path_factory.mktemp("finished") / "book"
    book = sample_book(folder, outline=outline, cast=sample_cast(), lore=LORE)
    list(book.draft())
    return folder


@pytest.fixture
def book(finished: Path, tmp_path: Path) -> Book:
    return Book.open(shutil.copytree(finished, tmp_path / "book"))


def texts(book: Book) -> dict[str, str]:
    return {scene: Book.open(book.path).scene(scene) for scene in Book.open(book.path).load("scenes")}


def states(book: Book) -> dict[str, str]:
    """Artefacts that are neither done nor the author's outline and cast, with the reason."""
    rows = Book.open(book.path).status()
    return {row.artefact: row.why for row in rows if row.state != "done" and row.artefact not in ("outline", "cast")}


def replan(book: Book, change: Callable[[Outline], Any]) -> None:
    outline = book.load("outline").model_copy(deep=True)
    change(outline)
    write_text(*book.render("outline", outline))


def recard(book: Book, scene: str, **values: Any) -> None:
    def change(outline: Outline) -> None:
        for name, value in values.items():
            setattr(outline.card(scene), name, value)

    replan(book, change)


def edit(file: Path, old: str, new: str) -> None:
    assert old in read_text(file)
    write_text(file, read_text(file).replace(old, new))


def only_of(scene: str) -> set[str]:
    return {f"{stage}/{scene}" for stage in ("scenes", "critic", "reviser")}


# The rules -----------------------------------------------------------------------------------------------------------


def test_nothing_changed_costs_nothing(book: Book) -> None:
    draft = Draft(book)
    assert draft.calls == {} and draft.changed == set()
    assert states(book) == {}


def test_a_changed_card_rewrites_its_scene_and_looks_at_the_others(book: Book) -> None:
    before = texts(book)
    recard(book, "0003", goal="Ada hides the lamp.", conflict="A storm takes the roof.")
    told = states(book)
    assert set(told) == {"scenes/0003", "critic/0003", "companion"}
    assert told["scenes/0003"] == told["critic/0003"] == "card 0003 changed: goal, conflict"
    assert told["companion"] == "outline changed: card 0003"

    draft = Draft(book)

    after = texts(book)
    assert {scene for scene in before if before[scene] != after[scene]} == {"0003"}
    assert draft.asked <= only_of("0003") | {"explainer"} and "scenes/0003" in draft.asked
    assert draft.calls["explainer"] <= 3, "one note, asked for at most three times"
    assert {one for one in draft.changed if one.startswith("scenes/")} == {"scenes/0003-scene-3.md"}
    assert states(book) == {}
    again = Draft(book)
    assert again.calls == {} and again.changed == set()


def test_the_others_are_looked_at_by_rules_alone(book: Book) -> None:
    """What a scene contradicts is found, and found gone, without a model where only the other scene changed."""
    for scene, said in (("0003", "Hugo Farrell had blue eyes."), ("0006", "Hugo Farrell had brown eyes.")):
        file = book.file(f"scenes/{scene}")
        write_text(file, f"{read_text(file)}\n{said}\n")
    Draft(book)
    [finding] = [one for one in Book.open(book.path).load("findings")["0006"] if one.rule == "changed-trait"]
    assert finding.against is not None and finding.against.scene == "0003"
    edit(book.file("scenes/0003"), "blue eyes", "brown eyes")
    told = states(book)
    for scene in ("0002", "0004"):
        assert told[f"critic/{scene}"].startswith("the scene before or after it changed")
    assert not told.keys() & {"critic/0001", "critic/0005", "critic/0006"}

    draft = Draft(book)

    assert draft.asked <= {"critic/0003", "explainer"}
    assert not [one for one in Book.open(book.path).load("findings")["0006"] if one.rule == "changed-trait"]
    assert {row.state for row in Book.open(book.path).status() if row.stage == "critic"} == {"done"}
    edit(book.file("scenes/0003"), "brown eyes", "blue eyes")
    Draft(book)
    again = Book.open(book.path).load("findings")["0006"]
    assert [one.id for one in again if one.rule == "changed-trait"] == [finding.id]


def test_a_changed_character_touches_the_scenes_he_is_in(book: Book) -> None:
    edit(book.file("cast"), "'52'", "'53'")
    told = states(book)
    assert told["scenes/0001"] == "character Bram Colley changed: facts"
    assert {name for name in told if name.startswith("scenes/")} == {"scenes/0001", "scenes/0003", "scenes/0005"}
    draft = Draft(book)
    assert {key for key in draft.asked if key.startswith("scenes/")} == {"scenes/0001", "scenes/0003", "scenes/0005"}
    assert not draft.asked & (only_of("0002") | only_of("0004") | only_of("0006"))


def test_a_changed_lore_entry_touches_the_scenes_that_used_it(book: Book) -> None:
    edit(book.path / "lore" / "harbour.md", "Boats", "Ships")
    told = states(book)
    users = {
        f"scenes/{key[7:]}"
        for key, one in book.story_lock.records.items()
        if key.startswith("scenes/") and "harbour" in one.lore
    }
    assert "scenes/0002" in users and len(users) < 6
    assert set(told) == users and told["scenes/0002"] == "lore entry harbour changed"
    draft = Draft(book)
    assert {key for key in draft.asked if key.startswith("scenes/")} == users
    assert "outliner" not in draft.asked


def test_lore_does_not_plan_a_story_anew(tmp_path: Path) -> None:
    book = sample_book(
        tmp_path / "book", lore=LORE, settings={"book": {"scale": "flash", "words": 20, "chapters": 1, "scenes": 1}}
    )
    write_text(book.path / "lore" / "bell.md", "---\ntitle: The Lost Bell\n---\n\nA lighthouse keeper lost a bell.\n")
    list(book.draft(selection=Selection(stages=frozenset(["outliner"]))))
    assert book.story_lock.records["outliner"].lore, "the outliner read the lore"
    edit(book.path / "lore" / "bell.md", "lost a bell", "has a bell")
    rows = {row.artefact: row.state for row in Book.open(book.path).status()}
    assert rows["outline"] == "done"
    [step, *_] = forecast(Book.open(book.path), Selection(refresh=True)).steps
    assert step.artefact == "outline" and "lore entry" in step.why


OTHER = {
    "prompt": ("made with another prompt (scene)", {"scenes"}),
    "model": ("made with another model or sampling (writer)", {"scenes"}),
}


@pytest.mark.parametrize("what", OTHER)
def test_another_prompt_or_model_touches_nothing_unless_asked(book: Book, what: str) -> None:
    why, _ = OTHER[what]
    if what == "prompt":
        from storyteller_agents.resources import shipped_folder

        shipped = read_text(shipped_folder("prompts") / "scene.md")
        held = next(line for line in shipped.splitlines() if line.startswith("version:"))
        write_text(book.path / "prompts" / "scene.md", shipped.replace(held, "version: mine"))
    else:
        lock = book.story_lock
        for scene in ("0002", "0005"):
            lock.records[f"scenes/{scene}"].models["writer"] = {"base": "another", "temperature": 0.3}
        lock.save()
    assert states(book) == {}
    draft = Draft(book)
    assert draft.calls == {} and draft.changed == set()

    wanted = {"0001", "0002", "0003", "0004", "0005", "0006"} if what == "prompt" else {"0002", "0005"}
    steps = [step for step in forecast(Book.open(book.path), Selection(refresh=True)).steps if step.why == why]
    assert {step.artefact for step in steps} == {f"scenes/{scene}" for scene in wanted}
    if what == "prompt":
        wanted = {"0002"}
    again = Draft(book, selection=Selection(refresh=True, scenes=frozenset(wanted)))
    assert {key for key in again.asked if key.startswith("scenes/")} == {f"scenes/{scene}" for scene in wanted}
    once_more = Draft(book, selection=Selection(refresh=True, scenes=frozenset(wanted)))
    assert once_more.calls == {} and once_more.changed == set()


def test_the_length_of_one_card(book: Book) -> None:
    recard(book, "0004", words=60)
    assert states(book)["scenes/0004"] == "card 0004 changed: words"
    draft = Draft(book)
    assert draft.asked <= only_of("0004") | {"explainer"}
    assert Book.open(book.path).load("scenes")["0004"].words > 40


def test_a_scene_added_in_the_middle(book: Book) -> None:
    before = texts(book)
    card = SceneCard(id="0003a", title="A visit", goal="Ada asks the smith.", cast=["Ada Penrow"], words=20)
    replan(book, lambda outline: outline.chapters()[1].scenes.insert(1, card))
    assert {name for name in states(book) if name.startswith("scenes/")} == {"scenes/0003a"}
    draft = Draft(book)
    after = texts(book)
    assert {scene: after[scene] for scene in before} == before and "0003a" in after
    assert {key for key in draft.asked if key != "explainer"} <= only_of("0003a")
    assert draft.calls["explainer"] <= 3 * HANDFUL, "the beats of some scenes move"


def test_a_scene_removed_leaves_its_file(book: Book) -> None:
    before = texts(book)
    replan(book, lambda outline: outline.chapters()[1].scenes.pop(0))
    draft = Draft(book)
    assert {key for key in draft.asked if key != "explainer"} == set()
    assert "scenes/0003-scene-3.md belongs to no card" in draft.warnings
    assert (book.path / "scenes" / "0003-scene-3.md").exists()
    assert {scene: text for scene, text in before.items() if scene != "0003"} == texts(book)
    [row] = [row for row in Book.open(book.path).status() if row.state == "unused"]
    assert row.artefact == "scenes/0003-scene-3.md" and "belongs to no card" in row.why


def test_two_chapters_swapped(book: Book) -> None:
    before = texts(book)
    replan(book, lambda outline: outline.acts[0].chapters.reverse())
    told = states(book)
    assert {name for name in told if name.startswith("scenes/")} == set()
    assert "the scene before or after it changed" in told["critic/0001"]
    draft = Draft(book)
    assert {key for key in draft.asked if key != "explainer"} == set()
    assert texts(book) == before
    assert states(book) == {}


@pytest.mark.parametrize("of", ["book", "chapter"])
def test_a_changed_title_asks_no_model(book: Book, of: str) -> None:
    def rename(outline: Outline) -> None:
        if of == "book":
            outline.title = "Another Bell"
        else:
            outline.chapters()[0].title = "Dawn"

    replan(book, rename)
    assert set(states(book)) == {"companion"}
    before = texts(book)
    draft = Draft(book)
    assert draft.calls == {} and texts(book) == before
    assert "Another Bell" in book.text("companion") or of == "chapter"


def test_a_change_of_the_brief_says_its_field(book: Book, tmp_path: Path) -> None:
    whole = sample_book(
        tmp_path / "new", settings={"book": {"scale": "flash", "words": 20, "chapters": 1, "scenes": 1}}
    )
    list(whole.draft(selection=Selection(stages=frozenset(["outliner"]))))
    edit(whole.path / "brief.md", "mystery", "comedy")
    rows = {row.artefact: row for row in Book.open(whole.path).status()}
    assert rows["outline"].why == "brief changed: genre"
    assert rows["outline"].as_dict()["changed"] == [{"input": "brief", "fields": ["genre"]}]


def test_records_of_older_versions_tell_the_card(book: Book) -> None:
    lock = book.story_lock
    for record in lock.records.values():
        record.parts = {}
    lock.save()
    recard(book, "0003", conflict="A storm takes the roof.")
    assert states(book)["scenes/0003"] == "card 0003 changed"


FIELD = st.text(min_size=1, max_size=8).filter(lambda name: "|" not in name)


@given(st.dictionaries(FIELD, st.text(max_size=5), max_size=6), st.dictionaries(FIELD, st.text(max_size=5), max_size=6))
@settings(max_examples=100)
def test_the_fields_that_differ_are_named(before: dict[str, str], after: dict[str, str]) -> None:
    wanted = {name for name in {*before, *after} if before.get(name) != after.get(name)}
    told = set(differing(pack(before), pack(after)))
    assert told == (wanted if before else set()), "of an input whose fields are not known nothing is said"


# The author's files --------------------------------------------------------------------------------------------------


def test_an_edited_file_changes_only_where_it_is_named_and_is_kept(book: Book) -> None:
    file = book.file("scenes/0003")
    own = f"{read_text(file)}\nAda went home.\n"
    write_text(file, own)
    recard(book, "0003", conflict="A storm takes the roof.")
    Draft(book, selection=Selection(refresh=True))
    assert read_text(file) == own
    Draft(book, selection=selection_of(book, overwrite=["0004"]))
    assert read_text(file) == own, "another scene was named"

    draft = Draft(book, selection=selection_of(book, overwrite=["3"]))

    assert "scenes/0003" in draft.asked and read_text(file) != own
    [copy] = versions(book.path, file)
    assert read_text(copy) == own
    assert f"yours is kept as {copy.relative_to(book.path)}" in draft.warnings
    assert draft.asked <= only_of("0003") | {"explainer"}


# A part of the book --------------------------------------------------------------------------------------------------


def test_only_some_scenes(tmp_path: Path) -> None:
    outline = sample_outline(scenes=6, chapters=3, words=20)
    book = sample_book(tmp_path / "book", outline=outline, cast=sample_cast())
    first = Draft(book, only=frozenset(["0004"]))
    assert set(texts(book)) == {"0004"}
    assert first.asked <= only_of("0004"), "the book is not whole, so nothing explains it"
    assert "goes without scenes 0001 to 0003: not written yet" in first.warnings
    Draft(book, selection=selection_of(book, start="2", until="0003"))
    assert set(texts(book)) == {"0002", "0003", "0004"}
    Draft(book, selection=selection_of(book, only=["scenes,1,5-6"]))
    assert set(texts(book)) == {"0001", "0002", "0003", "0004", "0005", "0006"}
    assert not (book.path / "companion.md").exists()
    Draft(book, selection=selection_of(book, only=["explainer"]))
    assert (book.path / "companion.md").exists()
    assert "critic/0005" in states(book)


def test_the_last_scene_that_was_missing_makes_the_book_whole(book: Book) -> None:
    book.file("scenes/0002").unlink()
    recard(book, "0005", conflict="A storm takes the roof.")
    steps = forecast(Book.open(book.path), Selection(scenes=frozenset(["0002"]))).steps
    draft = Draft(book, only=frozenset(["0002"]))
    assert "explainer" in draft.asked and "scenes/0005" not in draft.asked
    assert "companion" in {step.artefact for step in steps}


IDS = ["0001", "0002", "0003", "0003a", "0010"]
STAGES = ["outliner", "scenes", "critic"]
FIELDS = ["brief", "outline", "cast", "scenes", "findings"]


@pytest.mark.parametrize(
    ("asked", "wanted"),
    [
        ({}, Selection()),
        ({"only": ["2"]}, Selection(frozenset(["0002"]))),
        ({"only": ["2-3a, 10"]}, Selection(frozenset(["0002", "0003", "0003a", "0010"]))),
        ({"only": ["critic"]}, Selection(None, frozenset(["critic"]))),
        ({"only": ["critic", "1-2"]}, Selection(frozenset(["0001", "0002"]), frozenset(["critic"]))),
        ({"start": "3"}, Selection(frozenset(["0003", "0003a", "0010"]))),
        ({"until": "2", "only": ["1-3"]}, Selection(frozenset(["0001", "0002"]))),
        ({"overwrite": ["outline,2"]}, Selection(overwrite=frozenset(["outline", "scenes/0002"]))),
        ({"overwrite": ["scenes/0010"]}, Selection(overwrite=frozenset(["scenes/0010"]))),
    ],
)
def test_what_can_be_typed(asked: dict[str, Any], wanted: Selection) -> None:
    assert select(IDS, STAGES, FIELDS, **asked) == wanted


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"only": ["critik"]}, "--only critik: no such scene (did you mean 'critic'?); there are scenes 0001 to 0010"),
        ({"only": ["99"]}, "--only 99: no such scene"),
        ({"only": ["5-9"]}, "--only 5: no such scene"),
        ({"only": ["3-1"]}, "--only 3-1: scene 0001 comes before scene 0003"),
        ({"start": "0004"}, "--from 0004: no such scene (did you mean '0010'?)"),
        ({"until": "x"}, "--until x: no such scene"),
        ({"only": ["1"], "start": "3"}, "--only names no scene from 0003 to 0010"),
        ({"overwrite": ["outlin"]}, "--overwrite outlin: no such scene (did you mean 'outline'?)"),
        ({"overwrite": ["brief"]}, "--overwrite brief: no such scene"),
    ],
)
def test_what_can_not(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(BookError) as error:
        select(IDS, STAGES, FIELDS, **asked)
    assert said in str(error.value)


def test_a_book_without_outline_has_no_ids() -> None:
    with pytest.raises(BookError, match="there is no outline yet"):
        select([], STAGES, FIELDS, until="3")
    assert select([], STAGES, FIELDS, only=["outliner"]).stages == frozenset(["outliner"])


def test_a_scene_without_card_is_refused(book: Book) -> None:
    with pytest.raises(BookError, match=r"no card for scene 0009 \(did you mean"):
        Draft(book, only=frozenset(["0009"]))


# Looking before drafting ---------------------------------------------------------------------------------------------


def plan(book: Book, selection: Selection | None = None) -> Forecast:
    book.clear_cache()
    before = _files(book)
    found = forecast(Book.open(book.path), selection)
    assert _files(book) == before
    return found


def test_a_forecast_of_a_finished_book_is_empty(book: Book) -> None:
    assert plan(book).as_dict() == {"steps": [], "seconds": 0.0, "unknown": [], "remarks": []}


def test_a_forecast_tells_what_follows_from_a_card(book: Book) -> None:
    recard(book, "0003", conflict="A storm takes the roof.")
    found = plan(book)
    told = {step.artefact: step for step in found.steps}
    assert found.steps[0].artefact == "scenes/0003"
    assert told["scenes/0003"].why == "card 0003 changed: conflict" and told["scenes/0003"].certain
    assert told["reviser/0003"].why == "depends on the new text" and not told["reviser/0003"].certain
    assert "scene 0003 beside it is new" in told["critic/0002"].why and told["critic/0002"].seconds == 0.0
    assert "critic/0005" not in told and "scenes/0004" not in told
    assert list(told)[-1] == "companion"
    times = sorted(one.effort["seconds"] for key, one in book.story_lock.records.items() if key.startswith("scenes/"))
    assert told["scenes/0003"].seconds == pytest.approx((times[2] + times[3]) / 2)
    assert found.seconds is not None and found.seconds >= times[2]
    done = Draft(book)
    assert done.asked <= {
        f"{step.stage}/{step.artefact.split('/')[1]}" if "/" in step.artefact else step.stage for step in found.steps
    }
    assert json.loads(json.dumps(found.as_dict()))["steps"][0]["changed"] == [
        {"input": "card/0003", "fields": ["conflict"]}
    ]


def test_a_forecast_of_a_new_book(tmp_path: Path) -> None:
    book = sample_book(tmp_path / "book", settings={"book": {"chapters": 2, "scenes": 3}})
    found = plan(book)
    assert [step.artefact for step in found.steps] == ["outline", "cast", "scenes", "critic", "reviser", "companion"]
    assert found.steps[2].why == "depends on the new outline (about 6 scenes)"
    assert found.seconds is None and found.unknown == [
        "outliner",
        "characters",
        "scenes",
        "critic",
        "reviser",
        "explainer",
    ]


def test_a_forecast_of_a_part(book: Book) -> None:
    recard(book, "0003", conflict="A storm takes the roof.")
    recard(book, "0005", conflict="A storm takes the roof.")
    assert "scenes/0005" not in {step.artefact for step in plan(book, Selection(frozenset(["0003"]))).steps}
    assert [step.artefact for step in plan(book, Selection(stages=frozenset(["scenes"]))).steps] == [
        "scenes/0003",
        "scenes/0005",
    ]


def test_story_lock_grows_with_the_book_and_not_with_its_square(book: Book) -> None:
    for key, record in book.story_lock.records.items():
        if key.startswith("critic/"):
            assert len([name for name in record.inputs if name.startswith(("scenes/", "near/", "story"))]) == 3
