"""`storyteller new` on a terminal: what it asks, and when it asks nothing."""

from __future__ import annotations

import contextlib
import os
import pty
import select
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storyteller_agents import Book
from storyteller_agents.wishes import DEFAULT_BRIEF

ON_TERMINAL = """
import fcntl, signal, sys, termios
signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job begins without
fcntl.ioctl(sys.stdin.fileno(), termios.TIOCSCTTY, 0)
from storyteller_agents.cli.main import main
main()
"""


class Terminal:
    """`storyteller` on a terminal of its own."""

    def __init__(self, folder: Path, *arguments: str, stdout: int | None = None) -> None:
        self.screen = ""
        self._seen = 0
        self._end, other = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-c", ON_TERMINAL, *arguments],
            stdin=other,
            stdout=other if stdout is None else stdout,
            stderr=other,
            cwd=folder,
            env={**os.environ, "TERM": "xterm", "STORYTELLER_CACHE": str(folder / ".cache")},
            start_new_session=True,
        )
        os.close(other)

    def _more(self, until: float) -> bool:
        if not select.select([self._end], [], [], max(until - time.monotonic(), 0))[0]:
            raise AssertionError(f"nothing came; the screen:\n{self.screen}")
        try:
            data = os.read(self._end, 4096)
        except OSError:  # Linux says so when the other end is closed
            return False
        self.screen += data.decode("utf-8", "replace")
        return bool(data)

    def answer(self, question: str, text: str | bytes) -> None:
        """Wait for a question, then type an answer and Enter."""
        until = time.monotonic() + 60
        while question not in self.screen[self._seen :]:
            assert self._more(until), f"{question!r} was not asked:\n{self.screen}"
        self._seen = len(self.screen)
        os.write(self._end, (text if isinstance(text, bytes) else text.encode()) + b"\r")

    def end(self) -> int:
        """Wait for the end and return the exit code."""
        until = time.monotonic() + 60
        while self._more(until):
            pass
        return self.process.wait(timeout=60)

    def close(self) -> None:
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()
        os.close(self._end)


Start = Callable[..., Terminal]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    started: list[Terminal] = []

    def run(*arguments: str, stdout: int | None = None) -> Terminal:
        started.append(Terminal(tmp_path, *arguments, stdout=stdout))
        return started[-1]

    yield run
    for terminal in started:
        terminal.close()


def test_enter_takes_every_default(start: Start, tmp_path: Path) -> None:
    terminal = start("new", "book")
    for question in ("Title [", "World [", "Premise [", "Length [", "Model ["):
        terminal.answer(question, "")
    assert terminal.end() == 0, terminal.screen
    asked, taken = Book.open(tmp_path / "book"), tmp_path / "taken"
    done = subprocess.run(
        [sys.executable, "-m", "storyteller_agents", "new", str(taken), "--yes"], check=False, capture_output=True
    )
    assert done.returncode == 0
    assert asked.brief == Book.open(taken).brief and asked.brief.must_have
    assert asked.settings.book == Book.open(taken).settings.book
    assert (asked.settings.book.title, asked.settings.book.scale) == ("Untitled", "short")
    assert asked.settings.models["default"].base == "smollm2-135m"


def test_answers_hold_and_wrong_ones_are_asked_again(start: Start, tmp_path: Path) -> None:
    terminal = start("new", "book")
    terminal.answer("Title [", "x" * 301)
    terminal.answer("Title [", 'A/B "灯" \N{FIRE}')
    terminal.answer("World [", "yunmeng-dou")
    terminal.answer("did you mean 'yunmeng-du'", "")
    terminal.answer("Premise [", "守灯人在沉船里\x16\x01找到一口钟。")
    terminal.answer("Length [", "FLASH")
    terminal.answer("Model [", "scriptet")
    terminal.answer("did you mean 'scripted'", "scripted")
    assert terminal.end() == 0, terminal.screen
    book = Book.open(tmp_path / "book")
    assert book.settings.book.title == 'A/B "灯" \N{FIRE}'
    assert book.settings.book.scale == "flash"
    assert book.settings.models["default"].base == "scripted"
    assert book.language == "zh" and book.brief.premise.startswith("守灯人") and not book.lore.entries()


def test_a_world_brings_the_premise(start: Start, tmp_path: Path) -> None:
    terminal = start("new", "book", "--title", "T", "--model", "scripted", "--chapters", "2")
    terminal.answer("World [", "lantern-coast")
    terminal.answer("Premise [", "")
    assert terminal.end() == 0, terminal.screen
    assert "Title [" not in terminal.screen and "Length [" not in terminal.screen and "Model [" not in terminal.screen
    book = Book.open(tmp_path / "book")
    assert "Kit Sorrel" in book.brief.premise and book.lore.entries()
    assert book.settings.book.length().chapters == 2


GIVEN = ("--title", "T", "--world", "lantern-coast", "--premise", "A bell.", "--scale", "flash", "--model", "scripted")


@pytest.mark.parametrize("arguments", [GIVEN, ("--yes",), ("--brief", "night-desk", "-y")])
def test_nothing_is_asked(start: Start, tmp_path: Path, arguments: tuple[str, ...]) -> None:
    terminal = start("new", "book", *arguments)
    assert terminal.end() == 0, terminal.screen
    assert " [" not in terminal.screen
    assert Book.open(tmp_path / "book").brief.premise


@pytest.mark.parametrize("stream", ["stdin", "stderr"])
def test_nothing_is_asked_where_nobody_would_see_it(tmp_path: Path, stream: str) -> None:
    end, other = pty.openpty()
    streams = {"stdin": other, "stdout": other, "stderr": other, stream: subprocess.PIPE}
    command = [sys.executable, "-m", "storyteller_agents", "new", "book", "--world", "lantern-coast"]
    with subprocess.Popen(command, cwd=tmp_path, **streams) as process:  # type: ignore[call-overload]
        os.close(other)
        assert process.wait(timeout=60) == 0
    os.close(end)
    assert Book.open(tmp_path / "book").settings.book.scale == "short"


def test_without_a_terminal_a_premise_is_needed(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "storyteller_agents", "new", "book"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
    assert done.returncode == 2 and "--premise" in done.stderr and "--brief" in done.stderr
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("key", [b"\x03", b"\x04"], ids=["ctrl-c", "ctrl-d"])
@pytest.mark.parametrize("redirected", [False, True])
def test_ctrl_c_and_ctrl_d_make_nothing(start: Start, tmp_path: Path, key: bytes, redirected: bool) -> None:
    with (tmp_path / "out").open("wb") as out:
        terminal = start("new", "book", stdout=out.fileno() if redirected else None)
        terminal.answer("Title [", "A title")
        terminal.answer("World [", key)
        assert terminal.end() == 130, terminal.screen
    assert "Nothing was made" in terminal.screen and "Traceback" not in terminal.screen
    assert not (tmp_path / "book").exists()


def test_questions_stay_out_of_standard_output(start: Start, tmp_path: Path) -> None:
    with (tmp_path / "out").open("wb") as out:
        terminal = start("new", "book", "--yes", stdout=out.fileno())
        assert terminal.end() == 0
        terminal = start("new", "other", "--world", "lantern-coast", "--title", "T", stdout=out.fileno())
        terminal.answer("Premise [", b"A \xff bell")
        terminal.answer("Premise [", "A bell.")
        terminal.answer("Length [", "")
        terminal.answer("Model [", "")
        assert terminal.end() == 0, terminal.screen
    assert (tmp_path / "out").read_bytes() == b""
    assert Book.open(tmp_path / "other").brief.premise == "A bell."


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("full",), "is not empty"),
        (("book", "--words", "3"), "book.words"),
        (("book", "--world", "lantern-cost"), "did you mean 'lantern-coast'"),
        (("book", "--brief", "night-desc"), "did you mean 'night-desk'"),
        (("book", "--premise", " "), "--premise: it is empty"),
    ],
)
def test_what_is_wrong_is_told_before_the_first_question(
    start: Start, tmp_path: Path, arguments: tuple[str, ...], said: str
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.doc").write_text("years of work")
    terminal = start("new", *arguments)
    assert terminal.end() == 2
    assert said in terminal.screen and " [" not in terminal.screen


def test_the_default_brief_is_an_example() -> None:
    from storyteller_agents.briefs import example_briefs

    assert DEFAULT_BRIEF in example_briefs()
