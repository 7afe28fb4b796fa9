"""`storyteller check` and `storyteller canon` as a user types them: on manuscripts and on a book."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from storyteller_agents import Book
from storyteller_agents.testing import sample_book, sample_cast, sample_outline

CHAPTER_1 = (
    "Anna Holm was a tall woman with grey eyes. She lived with her brother Peter in Oslo, above the "
    "bakery.\n\nPeter died in March, and Anna buried Peter under the birches. She wrote to nobody about it."
)
CHAPTER_2 = (
    "The summer came. Peter walked into the kitchen and smiled at his sister. Anna looked up from the "
    "bread, and the knife fell out of her hand."
)
MANUSCRIPT = f"Chapter 1\n\n{CHAPTER_1}\n\nChapter 2\n\n{CHAPTER_2}\n"


def storyteller(*arguments: str | Path, cache: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "storyteller_agents", *map(str, arguments)]
    env = {**os.environ, "COLUMNS": "200", "STORYTELLER_CACHE": str(cache)}
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, env=env)


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


@pytest.fixture
def novel(tmp_path: Path) -> Path:
    file = tmp_path / "novel.txt"
    file.write_text(MANUSCRIPT, encoding="utf-8")
    return file


def findings(path: Path, cache: Path, *options: str | Path) -> list[dict[str, Any]]:
    done = storyteller("check", path, "--json", *options, cache=cache)
    assert "Traceback" not in done.stderr
    rows: list[dict[str, Any]] = json.loads(done.stdout)
    return rows


def test_a_contradiction_is_told_with_both_passages_and_exit_code_1(novel: Path, cache: Path) -> None:
    done = storyteller("check", novel, cache=cache)
    assert done.returncode == 1
    assert "Peter walked into the kitchen" in done.stdout
    assert "Peter died in March" in done.stdout
    assert "dead-acts" in done.stdout
    assert "1 error" in done.stderr


def test_json_points_into_the_file(novel: Path, cache: Path) -> None:
    [row] = findings(novel, cache)
    assert {"id", "rule", "severity", "scene", "quote", "span", "against", "suggestion", "status"} <= row.keys()
    text = novel.read_text(encoding="utf-8")
    for passage in (row, row["against"]):
        assert text[slice(*passage["file_span"])] == passage["quote"]
        assert text.split("\n")[passage["line"] - 1].startswith(passage["quote"][:20]) or passage["quote"] in text
    assert (row["rule"], row["severity"], row["scene"], row["against"]["scene"]) == (
        "dead-acts",
        "error",
        "0002",
        "0001",
    )
    assert row["suggestion"]
    assert findings(novel, cache)[0]["id"] == row["id"]


def test_a_clean_text_has_exit_code_0(tmp_path: Path, cache: Path) -> None:
    clean = tmp_path / "clean.md"
    clean.write_text(f"# One\n\n{CHAPTER_1}\n", encoding="utf-8")
    done = storyteller("check", clean, cache=cache)
    assert (done.returncode, done.stdout) == (0, "")
    assert "no findings" in done.stderr


def test_sarif_names_rule_file_and_region(novel: Path, cache: Path) -> None:
    done = storyteller("check", novel, "--sarif", cache=cache)
    log = json.loads(done.stdout)
    [result] = log["runs"][0]["results"]
    place = result["locations"][0]["physicalLocation"]
    start, length = place["region"]["charOffset"], place["region"]["charLength"]
    assert novel.read_text(encoding="utf-8")[start : start + length].startswith("Peter walked")
    assert log["version"] == "2.1.0"
    assert (result["ruleId"], result["level"]) == ("dead-acts", "error")
    assert place["artifactLocation"]["uri"] == novel.as_uri()
    assert result["relatedLocations"][0]["message"]["text"].startswith("Peter died")


def test_a_waiver_holds_and_is_listed_when_its_finding_is_gone(novel: Path, cache: Path) -> None:
    [row] = findings(novel, cache)
    waived = storyteller("check", "waive", row["id"], "--why", "He is a ghost.", cache=cache)
    assert waived.returncode == 0, waived.stderr
    done = storyteller("check", novel, cache=cache)
    assert done.returncode == 0
    assert "He is a ghost." in done.stdout
    [again] = findings(novel, cache)
    assert (again["status"], again["why"], again["id"]) == ("waived", "He is a ghost.", row["id"])
    novel.write_text(
        MANUSCRIPT.replace("Peter died", "A dog died").replace("buried Peter", "buried it"), encoding="utf-8"
    )
    done = storyteller("check", novel, cache=cache)
    assert f"The waiver {row['id']} is no longer needed" in done.stderr


def test_a_waiver_for_a_path_and_one_for_nothing(novel: Path, cache: Path) -> None:
    [row] = findings(novel, cache)
    other = storyteller(
        "check", "waive", row["id"], "--why", "So it is.", "--in", novel, cache=cache.with_name("other")
    )
    assert other.returncode == 0, other.stderr
    unknown = storyteller("check", "waive", "0123456789", "--why", "No.", cache=cache)
    assert unknown.returncode == 2
    assert "no finding has this id" in unknown.stderr


@pytest.fixture
def book(tmp_path: Path) -> Book:
    scenes = {
        "0001": "Ada Penrow climbed the stairs. Bram Colley died that night, and Ada wept for him.",
        "0002": "Bram Colley laughed and shut the door. Ada Penrow’s green eyes followed him.",
    }
    return sample_book(
        tmp_path / "book", outline=sample_outline(words=5), cast=sample_cast(), scenes=scenes,
        lore={"law.md": "---\nkind: rule\n---\n# The law\n\nNobody may light the north lamp by day.\n"},
    )  # fmt: skip


def test_a_book_is_checked_against_its_cast_and_its_scenes(book: Book, cache: Path) -> None:
    rows = {row["rule"]: row for row in findings(book.path, cache, "--no-craft")}
    assert rows["dead-acts"]["against"]["scene"] == "0001"
    assert rows["changed-trait"]["against"]["quote"] == "eyes: grey"
    file = Path(rows["dead-acts"]["file"])
    assert file.read_text(encoding="utf-8")[slice(*rows["dead-acts"]["file_span"])] == rows["dead-acts"]["quote"]
    craft = {row["rule"] for row in findings(book.path, cache)}
    assert craft > set(rows)


def test_a_waiver_in_a_book_stands_in_its_findings(book: Book, cache: Path) -> None:
    row = next(row for row in findings(book.path, cache, "--no-craft") if row["rule"] == "dead-acts")
    assert storyteller("check", "waive", row["id"], "--why", "His twin.", cache=cache).returncode == 0
    [kept] = Book.open(book.path).load("findings")["0002"]
    assert (kept.status, kept.why, kept.id) == ("waived", "His twin.", row["id"])


def test_lore_can_be_named_for_a_manuscript(novel: Path, tmp_path: Path, cache: Path) -> None:
    lore = tmp_path / "lore"
    lore.mkdir()
    (lore / "anna.md").write_text(
        "---\nkind: person\ntitle: Anna Holm\nfacts:\n- {attribute: eyes, value: brown}\n---\nA baker.\n",
        encoding="utf-8",
    )
    rows = {row["rule"]: row for row in findings(novel, cache, "--lore", lore)}
    assert rows["changed-trait"]["against"]["scene"] == "anna"


def test_lore_that_contradicts_itself_is_reported_as_the_lores(novel: Path, tmp_path: Path, cache: Path) -> None:
    lore = tmp_path / "anna.md"
    lore.write_text(
        "---\nkind: person\ntitle: Anna Berg\nfacts:\n- {attribute: eyes, value: brown}\n- {attribute: eyes, value: blue}\n---\nA baker.\n",
        encoding="utf-8",
    )
    done = storyteller("check", novel, "--lore", lore, "--json", cache=cache)
    assert "The lore contradicts itself (changed-trait)" in done.stderr
    assert [row["rule"] for row in json.loads(done.stdout)] == ["dead-acts"]


def test_the_canon_says_what_holds_and_since_when(novel: Path, cache: Path) -> None:
    done = storyteller("canon", novel, "--at", "0002", "--entity", "Anna", "--json", cache=cache)
    rows = {row["attribute"]: row for row in json.loads(done.stdout)}
    assert (rows["eye colour"]["value"], rows["eye colour"]["scene"]) == ("grey", "0001")
    assert rows["eye colour"]["quote"].startswith("Anna Holm was a tall woman")
    assert "Anna Holm" in storyteller("canon", novel, cache=cache).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["check", "missing.txt"], "no such file"),
        (["check", "."], "no book"),
        (["check", "{novel}", "--rule", "dead-act"], "did you mean 'dead-acts'"),
        (["check", "{novel}", "--lore", "missing"], "--lore missing"),
        (["canon", "{novel}", "--at", "0009"], "no such scene"),
        (["canon", "{novel}", "--entity", "Nobody"], "names nobody"),
    ],
)
def test_what_can_not_be_done_is_said(novel: Path, cache: Path, arguments: list[str], said: str) -> None:
    done = storyteller(*(argument.replace("{novel}", str(novel)) for argument in arguments), cache=cache)
    assert done.returncode == 2
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_book_without_scenes_is_said(tmp_path: Path, cache: Path) -> None:
    made = sample_book(tmp_path / "book", outline=sample_outline())
    done = storyteller("check", made.path, cache=cache)
    assert done.returncode == 2
    assert "no text to check yet" in done.stderr
