"""`storyteller new`, `draft` and `status` as a user types them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from storyteller_agents import Book

PREMISE = "Ada Penrow finds a bell in her uncle's shed and must choose whom to tell about it."


def storyteller(
    *arguments: str | Path, cwd: Path | None = None, stdin: str | None = None
) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "storyteller_agents", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False, cwd=cwd, input=stdin)


@pytest.fixture
def book(tmp_path: Path) -> Path:
    made = storyteller("new", tmp_path / "book", "--premise", PREMISE, "--scale", "flash", "--model", "scripted")
    assert made.returncode == 0, made.stderr
    toml = tmp_path / "book" / "story.toml"
    toml.write_text(toml.read_text() + '\n[lore]\nembeddings = "none"\n')
    return tmp_path / "book"


def test_new_draft_status_and_nothing_more_to_do(book: Path) -> None:
    drafted = storyteller("draft", book)
    assert drafted.returncode == 0, drafted.stderr
    assert drafted.stdout == ""
    assert "scenes 6/6 000" in drafted.stderr and "tokens/s" in drafted.stderr and "left" in drafted.stderr
    assert "Traceback" not in drafted.stderr

    rows = json.loads(storyteller("status", book, "--json").stdout)
    assert {row["state"] for row in rows} == {"done"}
    assert {"outline", "cast", "scenes/0001", "companion"} <= {row["artefact"] for row in rows}
    assert "scenes/0006" in storyteller("status", book).stdout

    again = storyteller("draft", book, "--json")
    assert "nothing was written" in again.stderr
    assert json.loads(again.stdout) == rows


def test_draft_creates_the_book_if_there_is_none(tmp_path: Path) -> None:
    folder = tmp_path / "new-book"
    done = storyteller(
        "draft",
        folder,
        "--premise",
        "-",
        "--scale",
        "flash",
        "--model",
        "scripted",
        "--title",
        "My Book",
        stdin=PREMISE,
    )
    assert done.returncode == 0, done.stderr
    assert Book.open(folder).load("outline").title == "My Book"
    assert Book.open(folder).brief.premise == PREMISE


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["status", "nowhere"], "there is no such folder"),
        (["status", "."], "story.toml is missing"),
        (["draft", "nowhere"], "Say what it is about with --premise"),
        (["draft", "x", "--premise", "  "], "--premise: it is empty"),
        (["new", "x", "--premise", "A story.", "--scale", "huge"], "book.scale"),
        (["new", "x", "--world", "lantern-cost"], "did you mean 'lantern-coast'"),
    ],
)
def test_bad_input_is_told_in_one_message(tmp_path: Path, arguments: list[str], said: str) -> None:
    done = storyteller(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr and done.stderr.startswith("Error: ")
    assert "Traceback" not in done.stderr
    assert done.stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_options_that_would_change_nothing_are_refused(book: Path) -> None:
    done = storyteller("draft", book, "--seed", "4")
    assert done.returncode == 2 and "--seed would change nothing" in done.stderr


def test_every_mistake_in_story_toml_is_told_at_once(book: Path) -> None:
    (book / "story.toml").write_text(
        '[book]\ntitel = "x"\nseed = -1\n[models.writer]\napi_key = "sk-123"\n[stages.scenes]\ntires = 2\n'
    )
    done = storyteller("draft", book)
    assert done.returncode == 2
    for said in ("did you mean 'title'", "book.seed", "env:", "story.toml"):
        assert said in done.stderr
    (book / "story.toml").write_text('[stages.scenes]\ntires = 2\n[stages.scene]\n[pipeline]\napprove = ["scense"]\n')
    done = storyteller("draft", book)
    assert done.returncode == 2
    for said in ("did you mean 'tries'", "did you mean 'scenes'", "pipeline.approve"):
        assert said in done.stderr


def test_an_unknown_model_and_an_unknown_adapter_are_named(book: Path) -> None:
    toml = (book / "story.toml").read_text()
    (book / "story.toml").write_text(toml.replace('base = "scripted"', 'base = "smollm2-135"'))
    done = storyteller("draft", book)
    assert done.returncode == 2 and "did you mean 'smollm2-135m'" in done.stderr
    (book / "story.toml").write_text(toml.replace('base = "scripted"', 'base = "smollm2-135m"\nadapter = "my-voice"'))
    done = storyteller("draft", book)
    assert done.returncode == 2 and "my-voice" in done.stderr and "Traceback" not in done.stderr


def test_no_network_and_no_weights_say_what_to_do(book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (book / "story.toml").write_text(
        (book / "story.toml").read_text().replace('base = "scripted"', 'base = "smollm2-135m"')
    )
    for name in ("PIP_FIND_LINKS", "PIP_EXTRA_INDEX_URL"):
        monkeypatch.delenv(name, raising=False)
    nowhere = "http://127.0.0.1:9"
    monkeypatch.setenv("PIP_CONFIG_FILE", os.devnull)
    monkeypatch.setenv("PIP_INDEX_URL", nowhere)
    monkeypatch.setenv("HF_ENDPOINT", nowhere)
    monkeypatch.setenv("STORYTELLER_CACHE", str(tmp_path / "cache"))
    done = storyteller("draft", book)
    assert done.returncode == 2
    assert "storyteller model pull smollm2-135m" in done.stderr
    assert "Traceback" not in done.stderr


def test_a_second_process_is_refused_by_pid(book: Path) -> None:
    with Book.open(book).lock():
        done = storyteller("draft", book)
    assert done.returncode == 2 and f"process {os.getpid()}" in done.stderr


def test_a_folder_that_cannot_be_written_is_told(book: Path) -> None:
    (book / ".story").write_text("a file where a folder has to be")
    done = storyteller("draft", book)
    assert done.returncode == 2 and "can't be written" in done.stderr and "Traceback" not in done.stderr


def test_ctrl_c_in_the_middle_of_a_line(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    from storyteller_agents.cli import progress
    from storyteller_agents.session import Control

    def twice(message: str) -> None:
        raise RuntimeError("reentrant call inside <_io.BufferedWriter name='<stderr>'>")

    control, view = Control(), progress.View(live=False)
    monkeypatch.setattr(view, "say", twice)
    monkeypatch.setattr(sys.stderr, "fileno", lambda: 2, raising=False)
    progress._on_interrupt(control, view)(signal.SIGINT, None)
    assert control.stopping.is_set()
    assert "Press Ctrl-C again" in capfd.readouterr().err


def test_ctrl_c_stops_after_saving_and_the_next_draft_goes_on(book: Path) -> None:
    toml = (book / "story.toml").read_text()
    (book / "story.toml").write_text(toml.replace('scale = "flash"', 'scale = "flash"\nchapters = 12'))
    command = [sys.executable, "-m", "storyteller_agents", "draft", str(book)]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    assert process.stderr is not None
    for line in process.stderr:
        if "scenes 2/" in line:
            break
    process.send_signal(signal.SIGINT)
    deadline = time.monotonic() + 60
    rest = process.stderr.read()
    process.wait(timeout=max(deadline - time.monotonic(), 1))

    assert process.returncode == 130, rest
    assert "What was written is kept" in rest and "Traceback" not in rest
    written = {file.name: file.read_text() for file in (book / "scenes").iterdir()}
    assert 2 <= len(written) < 24
    assert storyteller("draft", book).returncode == 0
    assert {name: (book / "scenes" / name).read_text() for name in written} == written


def test_a_part_of_a_book_and_what_would_be_written(book: Path) -> None:
    before = json.loads(storyteller("draft", book, "--dry-run", "--json").stdout)
    assert [step["artefact"] for step in before["steps"]][:2] == ["outline", "cast"]
    assert before["seconds"] is None and "scenes" in before["unknown"]
    assert not (book / "story.lock").exists()
    refused = storyteller("draft", book, "--until", "3")
    assert refused.returncode == 2 and "there is no outline yet" in refused.stderr
    assert storyteller("draft", book, "--only", "outliner,characters").returncode == 0
    assert storyteller("draft", book, "--until", "2").returncode == 0
    assert sorted(Book.open(book).load("scenes")) == ["0001", "0002"]

    shown = storyteller("draft", book, "--only", "3", "--dry-run")
    assert "scenes/0003" in shown.stdout and "not made yet" in shown.stdout and "scenes/0004" not in shown.stdout
    assert "from what the same took before" in shown.stderr
    wrong = storyteller("draft", book, "--only", "critik")
    assert wrong.returncode == 2 and "did you mean 'critic'" in wrong.stderr
    nowhere = storyteller("draft", book / "none", "--dry-run")
    assert nowhere.returncode == 2 and "there is no book yet" in nowhere.stderr
    rows = json.loads(storyteller("status", book, "--json").stdout)
    assert {"artefact", "state", "why", "stage", "title", "changed"} == rows[0].keys()
