"""The vector index: in step with the files, rebuilt when damaged, left alone when another process has it."""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from storyteller_agents.errors import WeightsError
from storyteller_agents.lore import vectors as vectors_module
from storyteller_agents.lore.embedding import SentenceEmbedder
from storyteller_agents.lore.store import Lore
from storyteller_agents.models.catalogue import catalogue
from storyteller_agents.settings import LoreSettings

Write = Callable[..., Path]
Open = Callable[..., Lore]


def embedded(embedder: Any) -> list[str]:
    """The titles of what was embedded since the last call."""
    titles = [text.partition("\n")[0].partition(" (also")[0] for text in embedder.texts]
    embedder.texts.clear()
    return sorted(titles)


def test_meaning_is_a_route(open_lore: Open, coast: None, embedder: Any) -> None:
    hits = open_lore(embedder=embedder).search("cracked bronze bell drowned ship")
    assert hits[1].entry.id == "bell"
    assert any(reason.startswith("meaning: 0.") and reason.endswith("(rank 1)") for reason in hits[1].reasons)


def test_the_index_finds_what_comparing_all_finds(
    open_lore: Open, coast: None, embedder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    queries = ["cracked bronze bell", "who tends the light", "eel harbour"]
    kinds = (None, ["object"], ["person", "place"])
    exact = [open_lore(embedder=embedder).search(query, kinds=some) for query in queries for some in kinds]
    monkeypatch.setattr(vectors_module, "EXACT", 0)
    assert [open_lore(embedder=embedder).search(query, kinds=some) for query in queries for some in kinds] == exact


def test_a_language_that_the_model_does_not_know(
    open_lore: Open, write: Write, embedder: Any, warned: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    write("lamp.md", "# 灯塔\n\n守护人走进灯塔。\n")
    english = SentenceEmbedder("all-minilm-l6-v2", Path())
    assert english.reads("the keeper of the lamp 灯") and not english.reads("守护人走进灯塔")
    assert SentenceEmbedder("multilingual-minilm", Path()).reads("守护人走进灯塔")
    assert SentenceEmbedder("some/folder", Path()).reads("守护人走进灯塔")
    monkeypatch.setattr(embedder, "reads", english.reads)
    lore = open_lore(embedder=embedder)
    for _ in range(2):
        (hit,) = lore.search("守护人在哪里")
        assert not any(reason.startswith("meaning") for reason in hit.reasons)
    (told,) = warned
    assert 'embeddings = "multilingual-minilm"' in told
    assert "multilingual-minilm" in catalogue()


def test_only_changes_are_embedded(open_lore: Open, write: Write, coast: None, embedder: Any) -> None:
    lore = open_lore(embedder=embedder)
    lore.sync()
    assert embedded(embedder) == ["Lampfish Oil", "Mara Quill", "Plover Bell", "Sallow Quay", "The Count"]
    write("harbour.md", "# Sallow Quay\n\nA walrus sleeps here.\n")
    write(
        "laws.yaml",
        "- id: count\n  kind: rule\n  title: The Count\n  text: Years are counted from the first lamp.\n  priority: 3\n",
    )
    lore.sync()
    assert embedded(embedder) == ["Sallow Quay"]
    (lore._folder / "harbour.md").unlink()
    lore.sync()
    assert embedded(embedder) == []
    lore.close()
    again = open_lore(embedder=embedder)
    again.sync()
    assert embedded(embedder) == []
    assert "harbour" not in [name for name, _ in again._indexes._vectors.rank("walrus", None, 10)]  # type: ignore[union-attr]


def test_opening_again_and_again_changes_nothing(
    open_lore: Open, coast: None, embedder: Any, warned: list[str]
) -> None:
    for _ in range(5):  # Chroma writes into its files when it loads them
        lore = open_lore(embedder=embedder)
        lore.sync()
        lore.search("bell")
        lore.close()
    assert sum(text.startswith("Plover Bell") for text in embedder.texts) == 1
    assert warned == []


def test_an_interrupted_sync_leaves_no_wrong_vectors(open_lore: Open, write: Write, embedder: Any) -> None:
    def texts(begin: str) -> None:
        write("all.json", json.dumps([{"id": f"e{at}", "text": f"{begin} {at} {begin}{at}"} for at in range(200)]))

    class Stopped(type(embedder)):  # type: ignore[misc]
        def encode(self, found: Sequence[str]) -> list[list[float]]:
            if len(self.texts) > 100:
                raise KeyboardInterrupt
            return super().encode(found)

    texts("lamp")
    open_lore(embedder=embedder).sync()
    texts("bell")
    with pytest.raises(KeyboardInterrupt):
        open_lore(embedder=Stopped()).sync()
    texts("lamp")
    lore = open_lore(embedder=embedder)
    lore.sync()
    near = dict(lore._indexes.by_meaning(lore.entries()["e5"].passage, None, 200))
    assert near["e5"] == pytest.approx(1)


def test_a_kill_just_before_the_seal_costs_nothing(
    open_lore: Open, coast: None, embedder: Any, tmp_path: Path, warned: list[str]
) -> None:
    open_lore(embedder=embedder).sync()
    (tmp_path / "book" / ".story" / "chroma.seal").write_text('{"state": "being written"}\n')
    embedder.texts.clear()
    for _ in range(3):
        lore = open_lore(embedder=embedder)
        lore.sync()
        lore.close()
    assert (embedder.texts, warned) == ([], [])


def test_progress_is_told(open_lore: Open, coast: None, embedder: Any) -> None:
    told: list[tuple[str, int, int | None]] = []
    lore = open_lore(embedder=embedder)
    lore.sync(lambda label, done, total: told.append((label, done, total)))
    assert told == [("Embedding lore", 0, 5), ("Embedding lore", 5, 5)]
    lore.sync(lambda label, done, total: told.append((label, done, total)))
    assert len(told) == 2


def test_two_objects_and_many_threads(
    open_lore: Open, write: Write, coast: None, embedder: Any, warned: list[str]
) -> None:
    both = [open_lore(embedder=embedder), open_lore(embedder=embedder)]

    def work(number: int) -> str:
        write(f"extra/{number}.md", f"walrus number {number}")
        return both[number % 2].search("cracked bronze bell")[1].entry.id

    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(work, range(24))) == {"bell"}
    both[0].close()
    assert len(both[1].search("walrus", limit=50)) == 25
    both[1].close()
    embedder.texts.clear()
    open_lore(embedder=embedder).sync()
    assert embedder.texts == []
    assert warned == []


def test_kinds_and_exclude(open_lore: Open, coast: None, embedder: Any) -> None:
    lore = open_lore(embedder=embedder)
    assert {hit.entry.kind for hit in lore.search("lamp bell oil", kinds=["object"])} == {"object"}
    assert "bell" not in [hit.entry.id for hit in lore.search("lamp bell oil", exclude=["bell"])]


def test_another_model_embeds_anew(open_lore: Open, coast: None, embedder: Any, warned: list[str]) -> None:
    lore = open_lore(embedder=embedder)
    lore.sync()
    lore.close()
    other = type(embedder)("other", dimension=32)
    hits = open_lore(embedder=other).search("cracked bronze bell")
    assert hits[1].entry.id == "bell"
    assert len(embedded(other)) == 6
    assert warned == ["the vector index is built again: the embedding model changed from 'words' to 'other'"]


def test_a_model_of_the_same_name_with_another_length(
    open_lore: Open, coast: None, embedder: Any, warned: list[str]
) -> None:
    lore = open_lore(embedder=embedder)
    lore.sync()
    lore.close()
    other = type(embedder)("words", dimension=32)
    assert open_lore(embedder=other).search("cracked bronze bell")[1].entry.id == "bell"
    assert warned == ["the vector index is built again: the embedding model now gives 32 numbers, not 64"]


@pytest.fixture
def folder(open_lore: Open, coast: None, write: Write, embedder: Any) -> Path:
    """A filled Chroma folder, closed; large enough that Chroma has written its graph files."""
    write(
        "many.json",
        "[" + ", ".join(f'{{"title": "Net {number}", "text": "weather {number}"}}' for number in range(1100)) + "]",
    )
    lore = open_lore(embedder=embedder)
    lore.sync()
    lore.close()
    embedder.texts.clear()
    return lore._cache / "chroma"


FILES = ["chroma.sqlite3", "data_level0.bin", "header.bin", "index_metadata.pickle", "length.bin", "link_lists.bin"]


@pytest.mark.parametrize("damage", ["garbage", "middle", "truncated", "deleted"])
def test_a_damaged_folder_is_built_again(
    folder: Path, open_lore: Open, embedder: Any, warned: list[str], damage: str
) -> None:
    """Some of these damages make Chroma crash the process when it opens the folder; none may reach it."""
    for name in FILES:
        (path,) = folder.rglob(name)
        data = path.read_bytes()
        if damage == "garbage":
            path.write_bytes(random.Random(1).randbytes(len(data)))
        elif damage == "middle":
            half = len(data) // 2
            path.write_bytes(data[:half] + bytes(64) + data[half + 64 :] + b"x")
        elif damage == "truncated":
            os.truncate(path, len(data) // 2)
        else:
            path.unlink()
        lore = open_lore(embedder=embedder)
        assert lore.search("cracked bronze bell")[1].entry.id == "bell", name
        assert warned == ["the vector index is built again: its files are not as they were left"], name
        assert len(embedded(embedder)) == 1106
        warned.clear()
        lore.close()


def test_a_deleted_folder_is_built_again_in_silence(
    folder: Path, open_lore: Open, embedder: Any, warned: list[str]
) -> None:
    shutil.rmtree(folder)
    assert open_lore(embedder=embedder).search("cracked bronze bell")[1].entry.id == "bell"
    assert warned == []


def test_a_folder_without_a_seal_is_not_opened(folder: Path, open_lore: Open, embedder: Any, warned: list[str]) -> None:
    folder.with_name("chroma.seal").write_text("{")
    assert open_lore(embedder=embedder).search("cracked bronze bell")[1].entry.id == "bell"
    assert len(warned) == 1


def test_a_copied_book_keeps_its_vectors(
    folder: Path, open_lore: Open, embedder: Any, warned: list[str], tmp_path: Path
) -> None:
    shutil.copytree(tmp_path / "book", tmp_path / "copy", copy_function=shutil.copyfile)
    copy = Lore(
        tmp_path / "copy" / "lore", tmp_path / "copy" / ".story", LoreSettings(), embedder=embedder, warn=warned.append
    )
    copy.sync()
    copy.close()
    assert embedder.texts == []
    assert warned == []


def test_a_panic_of_the_native_core(
    folder: Path, open_lore: Open, embedder: Any, warned: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vectors_module, "EXACT", 0)

    class PanicException(BaseException):
        pass

    lore = open_lore(embedder=embedder)
    lore.sync()

    def panic(**options: Any) -> None:
        raise PanicException("called `Option::unwrap()` on a `None` value")

    monkeypatch.setattr(lore._indexes._vectors._collection, "query", panic)  # type: ignore[union-attr]
    assert lore.search("cracked bronze bell")[1].entry.id == "bell"
    assert "Option::unwrap" in warned[0]
    assert len(embedded(embedder)) > 1100


def test_the_folder_vanishes_while_it_is_open(folder: Path, open_lore: Open, write: Write, embedder: Any) -> None:
    lore = open_lore(embedder=embedder)
    lore.search("bell")
    shutil.rmtree(folder)
    write("new.md", "a walrus")
    assert lore.search("walrus")[1].entry.id == "new"
    lore.close()
    assert open_lore(embedder=embedder).search("walrus")[1].entry.id == "new"


def test_what_cannot_be_kept_is_told_once(
    open_lore: Open, coast: None, embedder: Any, warned: list[str], tmp_path: Path
) -> None:
    (tmp_path / "book" / ".story").mkdir()
    (tmp_path / "book" / ".story" / "chroma").write_text("a file where the folder should be")
    lore = open_lore(embedder=embedder)
    assert lore.search("cracked bronze bell")[1].entry.id == "bell"
    lore.search("oil")
    assert len(warned) == 1
    assert "not by meaning" in warned[0]


class Missing:
    """A model that can't be had."""

    name = "missing"

    def prepare(self, progress: Any) -> None:
        raise WeightsError("The model 'missing' is not on this machine.")

    def encode(self, texts: Sequence[str]) -> list[list[float]]:
        raise WeightsError("The model 'missing' is not on this machine.")


def test_missing_weights_are_told_once(open_lore: Open, write: Write, coast: None, warned: list[str]) -> None:
    lore = open_lore(embedder=Missing())
    assert lore.search("plover bell")[1].entry.id == "bell"
    write("new.md", "x")
    lore.search("oil")
    assert warned == [
        "Lore is searched by keys and full text only, not by meaning: The model 'missing' is not on this machine."
    ]


def test_an_unusable_model_folder(open_lore: Open, coast: None, warned: list[str], tmp_path: Path) -> None:
    (tmp_path / "book" / "my-model").mkdir()
    (tmp_path / "book" / "my-model" / "config.json").write_text("{")
    lore = open_lore(settings=LoreSettings(embeddings="my-model"))
    assert lore.search("plover bell")[1].entry.id == "bell"
    assert len(warned) == 1
    assert "not a usable sentence-transformers model" in warned[0]


def test_a_second_process_goes_without_vectors(folder: Path, open_lore: Open, embedder: Any, warned: list[str]) -> None:
    before = sorted((path.name, path.stat().st_mtime_ns) for path in folder.parent.rglob("*"))
    reader = open_lore(embedder=embedder, writable=False)
    assert reader.search("cracked bronze bell")[1].entry.id == "bell"
    reader.search("oil")
    assert len(warned) == 1
    assert "another process works on this book" in warned[0]
    assert embedder.texts == []
    assert sorted((path.name, path.stat().st_mtime_ns) for path in folder.parent.rglob("*")) == before


def test_an_empty_world_opens_nothing(open_lore: Open, embedder: Any) -> None:
    lore = open_lore(embedder=embedder)
    assert lore.search("lamp") == []
    assert not (lore._cache / "chroma").exists()


def test_a_server_that_is_down(open_lore: Open, coast: None, embedder: Any, warned: list[str]) -> None:
    settings = LoreSettings(chroma_url="http://user:secret@127.0.0.1:9")
    assert open_lore(settings=settings, embedder=embedder).search("plover bell")[1].entry.id == "bell"
    assert len(warned) == 1
    assert "http://127.0.0.1:9" in warned[0]
    assert "secret" not in warned[0]


def test_a_killed_run_goes_on(open_lore: Open, write: Write, embedder: Any, warned: list[str], tmp_path: Path) -> None:
    for number in range(400):
        write(f"{number}.md", f"weather {number}")
    code = f"""
import os, signal, sys
from pathlib import Path
sys.path.insert(0, {str(Path(__file__).parent)!r})
from conftest import WordEmbedder
from storyteller_agents.lore.store import Lore
from storyteller_agents.settings import LoreSettings
class Killed(WordEmbedder):
    def encode(self, texts):
        if len(self.texts) > 250:
            os.kill(os.getpid(), signal.SIGKILL)
        return super().encode(texts)
book = Path({str(tmp_path / "book")!r})
Lore(book / "lore", book / ".story", LoreSettings(), embedder=Killed()).sync()
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    seal = tmp_path / "book" / ".story" / "chroma.seal"
    left = seal.read_text()
    open_lore(embedder=embedder).sync()
    assert len(embedder.texts) == 400 - 256
    assert warned == []
    assert seal.read_text() != left

    seal.write_text(left.replace("being written", "tried after a kill"))  # as if that try had been killed too
    open_lore(embedder=embedder).sync()
    assert len(embedder.texts) == 400 - 256 + 400
    assert "built again" in warned[0]
