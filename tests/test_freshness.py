"""What is done, edited, stale and missing: situations that drafts, kills, authors and plugins leave."""

from __future__ import annotations

from pathlib import Path

import pytest

from storyteller_agents.book import Book
from storyteller_agents.changes import Change
from storyteller_agents.files import digest, read_text, write_text
from storyteller_agents.freshness import Freshness, Row, Verdict
from storyteller_agents.lockfile import Record, StoryLock
from storyteller_agents.story import Finding, Outline
from storyteller_agents.testing import sample_book, sample_cast, sample_outline

ORDER = ("outliner", "twist", "characters", "scenes", "critic", "reviser", "explainer")
LORE = {"bell.md": "---\ntitle: The Bell\n---\n\nCracked.\n", "lamp.md": "---\ntitle: The Lamp\n---\n\nBright.\n"}
INTERRUPTED = "the last draft was interrupted here, or an earlier stage has run again"


class Desk:
    """A book and what a draft would do to it, stage by stage, without stages."""

    def __init__(self, folder: Path) -> None:
        self.book = sample_book(folder, lore=LORE)
        self.order = ORDER

    @property
    def fresh(self) -> Freshness:
        """Judged anew from the disk, as by another process."""
        book = Book.open(self.book.path)
        return Freshness(book, book.story_lock, self.order)

    def commit(self, key: str, inputs: list[str], files: dict[str, str], *, killed: bool = False) -> None:
        """Write a record, then the files, as a session does; `killed` between the two."""
        book, stage = Book.open(self.book.path), key.partition("/")[0]
        lock = StoryLock(book.path / "story.lock")
        fresh = Freshness(book, lock, self.order)
        outputs = {name: digest(text) for name, text in files.items()}
        record = Record(
            inputs={name: fresh.version(name, stage) for name in inputs},
            outputs=outputs,
            replaces={name: found for name in files if (found := book.digest_of(name)) and found != outputs[name]},
        )
        lock.put(key, record, set(self.order[self.order.index(stage) + 1 :]))
        for name, text in {} if killed else files.items():
            if not name.startswith("findings"):
                write_text(self.place(name), text)

    def place(self, name: str) -> Path:
        kind, _, scene = name.partition("/")
        return self.book.path / "scenes" / f"{scene}-x.md" if kind == "scenes" else self.book.file(name)

    def outline(self, outline: Outline, *, by: str = "outliner", killed: bool = False) -> None:
        reads = ["brief"] if by == "outliner" else ["outline"]
        self.commit(by, reads, {"outline": self.book.render("outline", outline)[1]}, killed=killed)

    def scene(self, scene: str, text: str, *lore: str, killed: bool = False) -> None:
        inputs = [f"card/{scene}", "character/Ada Penrow", *(f"lore/{entry}" for entry in lore)]
        self.commit(f"scenes/{scene}", inputs, {f"scenes/{scene}": text}, killed=killed)

    def critique(self, scene: str) -> None:
        self.commit(f"critic/{scene}", [f"scenes/{scene}", f"card/{scene}"], {f"findings/{scene}": f"of {scene}"})

    def revise(self, scene: str, text: str, *, killed: bool = False) -> None:
        files = {f"scenes/{scene}": text, f"findings/{scene}": "less"}
        self.commit(f"reviser/{scene}", [f"findings/{scene}", f"scenes/{scene}"], files, killed=killed)

    def explain(self) -> None:
        inputs = ["outline", "cast", "scenes", "waivers/0001", "waivers/0002"]
        self.commit("explainer", inputs, {"companion": "Why."})

    def edit(self, file: str, old: str, new: str) -> None:
        path = self.book.path / file
        assert old in read_text(path)
        write_text(path, read_text(path).replace(old, new))

    def states(self) -> dict[str, str]:
        """The states that are not `done`, by result."""
        keys = {"outliner": ["outline"], "characters": ["cast"], "explainer": ["companion"]}
        for scene in ("0001", "0002"):
            keys |= {f"scenes/{scene}": [f"scenes/{scene}"], f"critic/{scene}": [], f"reviser/{scene}": []}
        verdicts = {key: self.fresh.examine(key, outputs) for key, outputs in keys.items()}
        return {key: verdict.state for key, verdict in verdicts.items() if verdict.state != "done"}


@pytest.fixture
def empty(tmp_path: Path) -> Desk:
    return Desk(tmp_path / "book")


@pytest.fixture
def desk(empty: Desk) -> Desk:
    """A finished book of two scenes, of which the reviser has changed the first."""
    empty.outline(sample_outline(scenes=2))
    empty.commit("characters", ["people"], {"cast": empty.book.render("cast", sample_cast())[1]})
    empty.scene("0001", "One.", "bell")
    empty.scene("0002", "Two.", "lamp")
    for scene in ("0001", "0002"):
        empty.critique(scene)
    empty.revise("0001", "One, revised.")
    empty.commit("reviser/0002", ["findings/0002", "scenes/0002"], {"findings/0002": "of 0002"})
    empty.explain()
    return empty


# A finished book -----------------------------------------------------------------------------------------------------


def test_a_finished_book_is_done(desk: Desk) -> None:
    assert desk.states() == {}
    assert desk.fresh.examine("outliner", ["outline"]) == Verdict("done")
    assert not Verdict("done").to_do
    assert not Verdict("edited").to_do
    assert Verdict("stale").to_do
    assert Verdict("missing").to_do


def test_a_book_without_anything(empty: Desk) -> None:
    assert empty.fresh.examine("outliner", ["outline"]) == Verdict("missing", ("not made yet",))
    assert set(empty.states().values()) == {"missing"}


def test_rows_are_plain_data() -> None:
    row = Row("scenes/0001", "stale", "card 0001 changed", "scenes", "Scene 1", (Change("card/0001", ("goal",)),))
    assert row.as_dict() == {
        "artefact": "scenes/0001",
        "state": "stale",
        "why": "card 0001 changed",
        "stage": "scenes",
        "title": "Scene 1",
        "changed": [{"input": "card/0001", "fields": ["goal"]}],
    }


def test_line_endings_are_no_edit(desk: Desk) -> None:
    for file in [*desk.book.path.glob("*.yaml"), *desk.book.path.glob("scenes/*"), desk.book.path / "brief.md"]:
        file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    assert desk.states() == {}


# Changes and what follows from them ----------------------------------------------------------------------------------


def test_another_brief(desk: Desk) -> None:
    desk.edit("brief.md", "mystery", "comedy")
    assert desk.states() == {"outliner": "stale"}
    assert desk.fresh.examine("outliner", ["outline"]).why == ("brief changed",)


def test_a_card_makes_only_its_scene_stale(desk: Desk) -> None:
    desk.edit("outline.yaml", "clue 1.", "clue 7.")
    assert desk.states() == {"outliner": "edited", "scenes/0001": "stale", "critic/0001": "stale", "explainer": "stale"}
    assert desk.fresh.examine("scenes/0001", ["scenes/0001"]).why == ("card 0001 changed",)
    assert desk.fresh.examine("explainer", ["companion"]).why == ("outline changed",)


def test_a_comment_in_the_outline_makes_no_scene_stale(desk: Desk) -> None:
    write_text(desk.book.file("outline"), "# mine\n" + desk.book.text("outline"))
    assert desk.states() == {"outliner": "edited", "explainer": "stale"}


def test_a_lore_entry_makes_only_its_users_stale(desk: Desk) -> None:
    desk.edit("lore/lamp.md", "Bright", "Dim")
    assert desk.states() == {"scenes/0002": "stale"}
    assert desk.fresh.examine("scenes/0002", ["scenes/0002"]).why == ("lore entry lamp changed",)
    (desk.book.path / "lore" / "bell.md").unlink()
    assert desk.states() == {"scenes/0001": "stale", "scenes/0002": "stale"}
    write_text(desk.book.path / "lore" / "gull.md", "---\ntitle: A Gull\n---\n\nNew.\n")
    assert desk.states() == {"scenes/0001": "stale", "scenes/0002": "stale"}


def test_a_character_makes_the_scenes_stale_that_he_is_in(desk: Desk) -> None:
    desk.edit("cast.yaml", "'52'", "'53'")
    assert desk.states() == {"characters": "edited", "explainer": "stale"}
    desk.edit("cast.yaml", "'19'", "'20'")
    assert desk.states() == {
        "characters": "edited",
        "explainer": "stale",
        "scenes/0001": "stale",
        "scenes/0002": "stale",
    }


def test_people_are_what_the_characters_are_made_from(desk: Desk) -> None:
    desk.edit("outline.yaml", "role: antagonist", "role: ally")
    assert desk.states() == {"outliner": "edited", "characters": "stale", "explainer": "stale"}


def test_a_waiver_makes_the_companion_stale(desk: Desk) -> None:
    finding = Finding(id="a", rule="repetition", scene="0001", quote="One")
    desk.book.write_findings("0001", [finding])
    assert desk.states() == {}
    desk.book.write_findings("0001", [finding.model_copy(update={"status": "waived"})])
    assert desk.states() == {"explainer": "stale"}
    assert desk.fresh.examine("explainer", ["companion"]).why == ("the waivers of scene 0001 changed",)


def test_all_reasons_are_told(desk: Desk) -> None:
    desk.edit("outline.yaml", "clue 1.", "clue 7.")
    desk.edit("lore/bell.md", "Cracked", "Whole")
    assert desk.fresh.examine("scenes/0001", ["scenes/0001"]).why == ("card 0001 changed", "lore entry bell changed")


def test_a_note_makes_what_it_speaks_of_stale_and_nothing_else(desk: Desk) -> None:
    notes = desk.book.path / "notes.yaml"
    write_text(notes, "scenes/0001: More fog.\n")
    assert desk.states() == {"scenes/0001": "stale"}
    assert desk.fresh.examine("scenes/0001", ["scenes/0001"]).why == ("your wish in notes.yaml changed",)
    write_text(notes, "scenes: More fog.\n")
    assert desk.states() == {"scenes/0001": "stale", "scenes/0002": "stale"}
    write_text(notes, "outliner: {take: 2}\n")
    assert desk.states() == {"outliner": "stale"}
    notes.unlink()
    assert desk.states() == {}


# Edits ---------------------------------------------------------------------------------------------------------------


def test_an_edited_scene_is_kept_and_examined_again(desk: Desk) -> None:
    desk.edit("scenes/0001-x.md", "revised", "mine")
    assert desk.states() == {
        "scenes/0001": "edited",
        "reviser/0001": "edited",
        "critic/0001": "stale",
        "explainer": "stale",
    }
    assert desk.fresh.edited("scenes/0001")
    told = ("scenes/0001 was written or edited by hand and is kept",)
    assert desk.fresh.examine("scenes/0001", ["scenes/0001"]).why == told


def test_an_edited_scene_is_kept_even_where_its_card_changed(desk: Desk) -> None:
    desk.edit("scenes/0001-x.md", "revised", "mine")
    desk.edit("outline.yaml", "clue 1.", "clue 7.")
    assert desk.states()["scenes/0001"] == "edited"


def test_an_edit_taken_back_is_none(desk: Desk) -> None:
    desk.edit("scenes/0001-x.md", "revised", "mine")
    desk.edit("scenes/0001-x.md", "mine", "revised")
    desk.edit("outline.yaml", "clue 1.", "clue 7.")
    desk.edit("outline.yaml", "clue 7.", "clue 1.")
    assert desk.states() == {}


def test_what_a_person_wrote_from_the_start_is_kept(empty: Desk) -> None:
    write_text(*empty.book.render("outline", sample_outline(scenes=2)))
    assert empty.fresh.examine("outliner", ["outline"]).state == "edited"
    empty.scene("0001", "One.")
    assert empty.fresh.examine("scenes/0001", ["scenes/0001"]) == Verdict("done")


def test_a_scene_taken_back_to_before_the_revision_is_revised_again(desk: Desk) -> None:
    write_text(desk.book.path / "scenes" / "0001-x.md", "One.")
    assert not desk.fresh.edited("scenes/0001")
    assert desk.states() == {"reviser/0001": "stale"}


# Kills ---------------------------------------------------------------------------------------------------------------


def test_a_file_that_is_gone(desk: Desk) -> None:
    (desk.book.path / "scenes" / "0002-x.md").unlink()
    assert desk.states()["scenes/0002"] == "missing"
    assert desk.fresh.examine("scenes/0002", ["scenes/0002"]).why == ("scenes/0002 is gone",)


def test_a_first_write_that_was_interrupted(empty: Desk) -> None:
    empty.outline(sample_outline(scenes=2))
    empty.scene("0001", "One.", killed=True)
    assert empty.fresh.examine("scenes/0001", ["scenes/0001"]) == Verdict("missing", ("scenes/0001 is gone",))


def test_a_second_write_that_was_interrupted_is_no_edit(desk: Desk) -> None:
    desk.scene("0002", "Two, anew.", "lamp", killed=True)
    assert desk.fresh.examine("scenes/0002", ["scenes/0002"]) == Verdict("stale", (INTERRUPTED,))
    desk.scene("0002", "Two, anew.", "lamp")
    assert desk.states() == {"critic/0002": "stale", "reviser/0002": "stale", "explainer": "stale"}


def test_a_revision_that_was_interrupted(desk: Desk) -> None:
    desk.scene("0001", "One, anew.", "bell")
    desk.critique("0001")
    desk.revise("0001", "One, anew and revised.", killed=True)
    assert desk.states() == {"reviser/0001": "stale", "explainer": "stale"}


def test_writing_a_revised_scene_again_that_was_interrupted(desk: Desk) -> None:
    """The file still holds the revised text, which the new record replaces: neither an edit nor done."""
    desk.scene("0001", "One, anew.", "bell", killed=True)
    assert not desk.fresh.edited("scenes/0001")
    assert desk.states()["scenes/0001"] == "stale"
    assert desk.states()["reviser/0001"] == "stale"


def test_two_interruptions_in_a_row_are_no_edit(desk: Desk) -> None:
    desk.scene("0002", "Two, anew.", "lamp", killed=True)
    desk.scene("0002", "Two, once more.", "lamp", killed=True)
    assert desk.states()["scenes/0002"] == "stale"


# Several writers -----------------------------------------------------------------------------------------------------


def twisted() -> Outline:
    outline = sample_outline(scenes=2)
    outline.card("0002").outcome = "Bram was right."
    return outline


def test_each_stage_sees_the_version_of_the_one_before_it(desk: Desk) -> None:
    fresh = desk.fresh
    assert fresh.version("scenes/0001", "critic") == digest("One.")
    assert fresh.version("scenes/0001", "reviser") == digest("One.")
    assert fresh.version("scenes/0001", "explainer") == digest("One, revised.")
    assert fresh.version("findings/0001", "reviser") == digest("of 0001")
    assert fresh.version("findings/0001", "explainer") == digest("less")
    assert fresh.version("scenes/0003", "critic") == ""
    desk.edit("scenes/0001-x.md", "revised", "mine")
    assert {desk.fresh.version("scenes/0001", stage) for stage in ("critic", "explainer")} == {digest("One, mine.")}


def test_all_scenes_are_one_version(desk: Desk) -> None:
    before = desk.fresh.version("scenes", "explainer")
    assert before != desk.fresh.version("scenes", "critic")
    desk.edit("scenes/0002-x.md", "Two", "2")
    assert desk.fresh.version("scenes", "explainer") != before


def test_a_plugin_after_the_outliner(empty: Desk) -> None:
    empty.outline(sample_outline(scenes=2))
    empty.outline(twisted(), by="twist")
    for key in ("outliner", "twist"):
        assert empty.fresh.examine(key, ["outline"]) == Verdict("done")
    assert empty.fresh.version("outline", "twist") == digest(empty.book.render("outline", sample_outline(scenes=2))[1])
    assert empty.fresh.version("outline", "scenes") == digest(empty.book.render("outline", twisted())[1])


def test_the_outliner_again_supersedes_the_plugin(empty: Desk) -> None:
    empty.outline(sample_outline(scenes=2))
    empty.outline(twisted(), by="twist")
    empty.outline(sample_outline(scenes=3))
    assert empty.fresh.examine("outliner", ["outline"]) == Verdict("done")
    assert empty.fresh.examine("twist", ["outline"]) == Verdict("stale", (INTERRUPTED,))
    assert empty.fresh.version("outline", "scenes") == empty.book.digest_of("outline")
    empty.outline(twisted(), by="twist")
    assert empty.fresh.examine("twist", ["outline"]) == Verdict("done")


def test_a_plugin_that_was_interrupted(empty: Desk) -> None:
    empty.outline(sample_outline(scenes=2))
    empty.outline(twisted(), by="twist", killed=True)
    assert empty.fresh.examine("outliner", ["outline"]) == Verdict("done")
    assert empty.fresh.examine("twist", ["outline"]) == Verdict("stale", (INTERRUPTED,))


def test_a_plugin_that_is_gone_leaves_no_edit_but_work(empty: Desk) -> None:
    empty.outline(sample_outline(scenes=2))
    empty.outline(twisted(), by="twist")
    empty.order = tuple(name for name in ORDER if name != "twist")
    assert not empty.fresh.edited("outline")
    assert empty.fresh.examine("outliner", ["outline"]) == Verdict("stale", (INTERRUPTED,))
    assert empty.fresh.version("outline", "characters") == digest(
        empty.book.render("outline", sample_outline(scenes=2))[1]
    )


def test_a_plugin_that_comes_later_is_missing(empty: Desk) -> None:
    empty.order = tuple(name for name in ORDER if name != "twist")
    empty.outline(sample_outline(scenes=2))
    empty.order = ORDER
    assert empty.fresh.examine("outliner", ["outline"]) == Verdict("done")
    assert empty.fresh.examine("twist", ["outline", "twist"]) == Verdict("missing", ("not made yet",))


def test_an_edit_after_the_plugin_is_everybodys(empty: Desk) -> None:
    empty.outline(sample_outline(scenes=2))
    empty.outline(twisted(), by="twist")
    empty.edit("outline.yaml", "Bram was right", "Ada was right")
    assert {empty.fresh.examine(key, ["outline"]).state for key in ("outliner", "twist")} == {"edited"}
    assert empty.fresh.version("outline", "twist") == empty.book.digest_of("outline")


# Making again what a later stage has changed -------------------------------------------------------------------------


def test_a_result_is_made_again_where_the_stage_that_changed_it_runs_again(empty: Desk) -> None:
    empty.outline(sample_outline(scenes=2))
    empty.outline(twisted(), by="twist")
    assert not empty.fresh.rewrites("outliner", ["twist"])
    lock = StoryLock(empty.book.path / "story.lock")
    lock.records["twist"].inputs["stages/twist"] = "other settings"
    lock.save()
    assert empty.fresh.examine("twist", ["outline"]).state == "stale"
    assert empty.fresh.rewrites("outliner", ["twist"])
    assert not empty.fresh.rewrites("outliner", [])
    assert not empty.fresh.rewrites("unheard-of", ["twist"])


def test_a_result_that_nobody_changed_is_not_made_again(desk: Desk) -> None:
    desk.edit("lore/lamp.md", "Bright", "Dim")
    assert not desk.fresh.rewrites("scenes/0002", ["critic/0002", "reviser/0002"])
    assert not desk.fresh.rewrites("scenes/0001", ["critic/0001", "reviser/0001"])
