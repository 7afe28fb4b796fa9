"""story.lock: what is written is read back, and what is no lock is refused with advice."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyteller_agents.errors import ArtefactError
from storyteller_agents.lockfile import VERSION, Record, StoryLock, stage_of

NAME = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
RECORD = st.builds(
    Record,
    inputs=st.dictionaries(NAME, NAME, max_size=3),
    outputs=st.dictionaries(NAME, NAME, max_size=3),
    replaces=st.dictionaries(NAME, NAME, max_size=2),
    superseded=st.booleans(),
    models=st.dictionaries(NAME, st.dictionaries(NAME, st.integers() | NAME, max_size=2), max_size=2),
    prompts=st.dictionaries(NAME, NAME, max_size=2),
    seed=st.integers(0, 2**31),
    lore=st.lists(NAME, max_size=3),
    tokens=st.dictionaries(NAME, st.integers(0), max_size=2),
    notes=st.dictionaries(NAME, st.integers() | NAME | st.lists(st.integers(), max_size=2), max_size=2),
)


def lock(folder: Path) -> StoryLock:
    return StoryLock(folder / "story.lock")


@given(st.dictionaries(NAME, RECORD, max_size=4))
def test_records_come_back(tmp_path_factory: pytest.TempPathFactory, records: dict[str, Record]) -> None:
    folder = tmp_path_factory.mktemp("lock")
    held = lock(folder)
    held.records = records
    held.save()
    assert lock(folder).records == records


def test_the_file_is_for_diffs(tmp_path: Path) -> None:
    held = lock(tmp_path)
    held.records = {"scenes/0002": Record(outputs={"scenes/0002": "b"}), "outliner": Record(outputs={"outline": "灯"})}
    held.save()
    first = (tmp_path / "story.lock").read_text(encoding="utf-8")
    held.records = dict(reversed(held.records.items()))
    held.save()
    assert (tmp_path / "story.lock").read_text(encoding="utf-8") == first
    assert first.endswith("}\n")
    assert "灯" in first
    assert '"superseded"' not in first
    assert first.index("outliner") < first.index("scenes/0002")


def test_a_missing_file_is_an_empty_lock(tmp_path: Path) -> None:
    assert lock(tmp_path).records == {}
    assert list(tmp_path.iterdir()) == []


def test_putting_a_record_supersedes_what_later_stages_made_of_the_same(tmp_path: Path) -> None:
    held = lock(tmp_path)
    later = {"twist", "reviser", "explainer"}
    held.put("twist", Record(outputs={"outline": "t", "twist": "x"}), later - {"twist"})
    held.put("reviser/0001", Record(outputs={"scenes/0001": "r"}), {"explainer"})
    held.put("explainer", Record(outputs={"companion": "c"}), set())
    held.put("outliner", Record(outputs={"outline": "o"}), later)
    found = lock(tmp_path).records
    assert {key: record.superseded for key, record in found.items()} == {
        "outliner": False, "twist": True, "reviser/0001": False, "explainer": False,
    }  # fmt: skip
    held.put("twist", Record(outputs={"outline": "t2"}), later - {"twist"})
    assert not lock(tmp_path).records["twist"].superseded
    assert not lock(tmp_path).records["outliner"].superseded


def test_what_the_pipeline_knows_of_an_output(tmp_path: Path) -> None:
    held = lock(tmp_path)
    held.put("scenes/0001", Record(outputs={"scenes/0001": "new"}, replaces={"scenes/0001": "old"}), set())
    held.put("reviser/0001", Record(outputs={"scenes/0001": "revised", "findings/0001": "f"}), set())
    assert held.known("scenes/0001") == {"old", "new", "revised"}
    assert held.writers("scenes/0001") == ["scenes/0001", "reviser/0001"]
    assert held.known("scenes/0002") == set()
    assert held.writers("scenes/0002") == []


def test_the_stage_of_a_key() -> None:
    assert (stage_of("outliner"), stage_of("scenes/0001"), stage_of("mood/a/b")) == ("outliner", "scenes", "mood")


GOOD = json.dumps({"version": VERSION, "records": {"outliner": {"outputs": {"outline": "a"}}}}, indent=1)


@pytest.mark.parametrize(
    "text",
    [
        "",
        GOOD[: len(GOOD) // 2],
        "[" * 100_000,
        "[]",
        "null",
        "3",
        "{}",
        '{"version": 1}',
        '{"version": "one", "records": {}}',
        '{"version": null, "records": {}}',
        '{"version": 1, "records": []}',
        '{"version": 1, "records": {"outliner": 3}}',
        '{"version": 1, "records": {"outliner": {"outputs": ["outline"]}}}',
    ],
)
def test_what_is_no_lock_is_refused_with_advice(tmp_path: Path, text: str) -> None:
    (tmp_path / "story.lock").write_text(text)
    with pytest.raises(
        ArtefactError, match=r"story\.lock: not a readable story\.lock \(.+\)\. Restore it from your version"
    ):
        lock(tmp_path)


def test_a_lock_of_a_newer_version(tmp_path: Path) -> None:
    (tmp_path / "story.lock").write_text('{"version": 2, "records": {"outliner": {"shape": "unknown"}}}')
    with pytest.raises(
        ArtefactError, match=r"newer version \(format 2, this one reads 1\)\. Update storyteller-agents"
    ):
        lock(tmp_path)


def test_a_record_may_hold_more_than_is_known(tmp_path: Path) -> None:
    (tmp_path / "story.lock").write_text('{"version": 1, "records": {"a": {"seed": 3, "colour": "red"}}, "by": "me"}')
    assert lock(tmp_path).records == {"a": Record(seed=3)}


@given(
    st.text(max_size=80)
    | st.recursive(
        st.none() | st.integers() | st.text(max_size=4),
        lambda inner: (
            st.lists(inner, max_size=2)
            | st.dictionaries(st.sampled_from(["version", "records", "a", "outputs"]), inner, max_size=3)
        ),
        max_leaves=6,
    ).map(json.dumps)
)
def test_any_text_is_a_lock_or_refused_in_words(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    folder = tmp_path_factory.mktemp("lock")
    (folder / "story.lock").write_bytes(text.encode("utf-8", "surrogatepass"))
    try:
        lock(folder)
    except ArtefactError as error:
        assert "story.lock" in str(error)


def test_an_approval_holds_for_what_the_stage_has_written_by_then(tmp_path: Path) -> None:
    held = lock(tmp_path)
    assert not held.unapproved("outliner"), "nothing written, nothing to approve"
    held.put("outliner", Record(outputs={"outline": "a"}), set())
    assert held.unapproved("outliner")
    held.approve("outliner")
    held.put("twist", Record(outputs={"outline": "b"}), set())
    assert not lock(tmp_path).unapproved("outliner"), "what another stage writes is that one's"
    held.put("outliner", Record(outputs={"outline": "c"}), set())
    assert lock(tmp_path).unapproved("outliner")


def test_what_was_replaced_is_a_person_s_again(tmp_path: Path) -> None:
    held = lock(tmp_path)
    held.put("scenes/1", Record(outputs={"scenes/1": "b"}, replaces={"scenes/1": "a"}), set())
    held.forget_replaced("scenes/2")
    assert held.known("scenes/1") == {"a", "b"}
    held.forget_replaced("scenes/1")
    assert lock(tmp_path).known("scenes/1") == {"b"}


@pytest.mark.parametrize("approvals", ["[]", "3", '"x"'])
def test_approvals_that_are_none(tmp_path: Path, approvals: str) -> None:
    (tmp_path / "story.lock").write_text(f'{{"version": 1, "records": {{}}, "approvals": {approvals}}}')
    with pytest.raises(ArtefactError, match="not a readable story.lock"):
        lock(tmp_path)
