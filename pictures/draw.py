"""Draws the pictures of the README: ``make pictures``, or ``python pictures/draw.py [--work FOLDER] [--model NAME]``.

Writes a short book with the commands that the README shows, in a terminal of its own, and draws what stands on the screen
then; the last picture is put together from the plots of the report. Nothing is drawn by hand and nothing is changed. With
``--work`` the book and the recordings are kept there, and what was recorded is not run again, only drawn.
"""

from __future__ import annotations

import argparse
import fcntl
import os
import pty
import re
import select
import shlex
import struct
import subprocess
import sys
import tempfile
import termios
import textwrap
import time
from collections.abc import Iterator
from html import unescape
from io import StringIO
from pathlib import Path
from typing import Any

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.ansi import AnsiDecoder
from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent))

from storyteller_agents.files import dump_yaml, parse_yaml, read_text, write_text
from storyteller_agents.language import CJK

COLUMNS, ROWS = 100, 60
LONGEST = 600
"""Seconds that a command may take."""

PREMISE = "Nora the clockmaker must mend the town clock, but its hands keep vanishing."
CARD, CONFLICT = "0005", "The thief is her own teacher."
EDIT = f"nano my-book/outline.yaml    # card {CARD}, conflict: {CONFLICT}"

SESSION = {
    "new": ["storyteller new my-book --chapters 3 --scenes 2 --words 120"],
    "plan": ["storyteller draft my-book --only outliner"],
    "outline": ["storyteller outline my-book"],
    "draft": ["storyteller draft my-book"],
    "status": [EDIT, "storyteller status my-book", "storyteller draft my-book --dry-run"],
    "end": [
        "storyteller check my-book",
        "storyteller report my-book --html report.html",
        "storyteller export my-book --to epub",
    ],
}
"""The commands by picture, in the order in which they run."""
NOT_DRAWN = {"plan", "end"}
UNTIL = {"draft": "  scenes 5/6 "}
"""A picture that shows work while it goes on: the screen just before this line came."""

FORMAT = re.sub(r"@font-face \{\{.*?\}\}\n", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL).replace(
    "Fira Code, monospace", "ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace"
)
"""Rich's picture of a terminal, without the fonts that it would load from elsewhere."""


# The terminal ---------------------------------------------------------------------------------------------------------


def record(command: list[str], folder: Path, answers: list[str]) -> str:
    """Run a command on a terminal of its own, answer its questions, and return all that it sent to the screen."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    env = {**os.environ, "TERM": "xterm-256color", "COLUMNS": str(COLUMNS), "LINES": str(ROWS)}
    program = [sys.executable, "-m", "storyteller_agents", *command]
    process = subprocess.Popen(program, cwd=folder, env=env, stdin=theirs, stdout=theirs, stderr=theirs)  # noqa: S603
    os.close(theirs)
    try:
        seen = _follow(ours, process, list(answers))
    finally:
        process.kill()
        process.wait()
        os.close(ours)
    return seen.decode("utf-8", "replace")


def _follow(terminal: int, process: subprocess.Popen[bytes], answers: list[str]) -> bytes:
    seen, last = b"", time.monotonic() + LONGEST
    while time.monotonic() < last:
        if not select.select([terminal], [], [], 0.2)[0]:
            if process.poll() is not None:
                return seen
            continue
        try:
            data = os.read(terminal, 65536)
        except OSError:  # how Linux says that nobody has the other end open any more
            data = b""
        if not data:
            return seen
        seen += data
        if answers and seen.endswith(b"]: "):
            os.write(terminal, answers.pop(0).encode() + b"\n")
    raise SystemExit(f"A command took more than {LONGEST} seconds.")


_PIECE = re.compile(r"((?:[^\x00-\x1f]|\x1b\[[\d;]*m)+)|\x1b\[[\d;?]*([A-Za-z])|([\r\n])|\x1b?[\x00-\x1f=>]")


def screen(sent: str) -> list[str]:
    """Return the lines that stand on the screen at the end: a live line replaces itself, and goes in the end.

    Only what this program's own commands send is understood: colours, the start of a line, a line cleared, lines up.
    """
    lines, row, fresh = [""], 0, False
    for text, control, move in _PIECE.findall(sent):
        if text:
            lines[row] = text if fresh and re.sub(r"\x1b\[[\d;]*m", "", text) else lines[row] + text
            fresh = False
        elif control == "K":
            lines[row] = ""
        elif control == "A":
            row = max(row - 1, 0)
        elif move == "\r":
            fresh = True
        elif move == "\n":
            row, fresh = row + 1, False
            lines += [""] * (row + 1 - len(lines))
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def cut(sent: str, line: str) -> str:
    """Return what was sent until just before a line came, when the live line still stood there."""
    place = sent.find(line)
    before = sent.rfind("\r\x1b[2K", 0, max(place, 0))
    return sent[:before] if before > 0 else sent


def terminal_picture(name: str, shown: list[tuple[str, str]]) -> str:
    """Return an SVG of commands with what they sent to the screen."""
    console = Console(record=True, width=COLUMNS, file=StringIO(), force_terminal=True, color_system="truecolor")
    for number, (command, sent) in enumerate(shown):
        if number:
            console.print()
        console.print(Text.assemble(("$ ", "bold green"), (command, "bold")), overflow="fold")
        for line in screen(cut(sent, UNTIL[name]) if name in UNTIL else sent):
            text = AnsiDecoder().decode_line(line)
            text.highlight_regex(CJK, "not blink")  # a piece of its own, whose width can be set
            console.print(text, overflow="fold")
    return _WIDE.sub(_widened, console.export_svg(title="storyteller", code_format=FORMAT))


_WIDE = re.compile(r'textLength="([\d.]+)"([^>]*>)([^<]+)')


def _widened(found: re.Match[str]) -> str:
    """Give Chinese the two columns a character that it has in a terminal; rich gives it one."""
    text = unescape(found[3])
    return f'textLength="{float(found[1]) * cell_len(text) / len(text):g}"{found[2]}{found[3]}'


# The report -----------------------------------------------------------------------------------------------------------

_PLOT = re.compile(
    r'<h2>([^<]*)</h2>\s*(?:<p class="legend">(.*?)</p>\s*)?'
    r'<svg viewBox="0 0 (\d+) (\d+)"[^>]*>(.*?)</svg>(?:\s*<p>(.*?)</p>)?',
    re.DOTALL,
)
PLOTS = ("Length by chapter", "Emotional arc", "Characters by scene")


def report_picture(page: str) -> str:
    """Return an SVG of some plots of a report, one below the other, in its own colours for light and for dark."""
    width, y, parts = 0, 0, []
    for heading, legend, wide, high, plot, remark in _PLOT.findall(page):
        if heading in PLOTS:
            parts += [f'<text class="heading" x="20" y="{y + 34}">{heading}</text>', *_legend(legend, y + 56)]
            parts.append(f'<svg x="0" y="{y + 66}" width="{wide}" height="{high}">{plot}</svg>')
            y += 66 + int(high)
            if remark:
                for line in textwrap.wrap(remark, 110):
                    y += 16
                    parts.append(f'<text x="130" y="{y}">{line}</text>')
            width, y = max(width, int(wide)), y + 10
    paper = f'<rect class="paper" width="{width + 10}" height="{y + 10}" rx="8"/>'
    box = f'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width + 10} {y + 10}"'
    return f"<svg {box}>\n<style>\n{_style(page)}\n</style>\n{paper}\n" + "\n".join(parts) + "\n</svg>\n"


def _legend(html: str, y: int) -> Iterator[str]:
    x = 130
    for kind, name in re.findall(r'<i class="(\w+)"></i>([^<]*)', html):
        yield f'<rect class="{kind}" x="{x}" y="{y - 9}" width="10" height="10"/><text x="{x + 16}" y="{y}">{name}</text>'
        x += 40 + 7 * len(name)


def _style(page: str) -> str:
    """Return the page's rules for plots with its colours put in, since not everything that shows SVG knows variables."""
    light, dark = (dict(re.findall(r"--(\w+): (#\w+)", found)) for found in re.findall(r":root \{([^}]*)\}", page))
    rules = re.findall(r"^(?:\.s\d|\.mark|rect|\.line|\.axis|svg text) \{.*\}$", page, re.MULTILINE)
    rules += ["text.heading { font-size: 17px; font-weight: bold; }", ".paper { fill: var(--paper); }"]
    plain = "\n".join(rules).replace("svg text {", "text {").replace("font: 11px", "font: 12px")

    def coloured(palette: dict[str, str]) -> str:
        return re.sub(r"var\(--(\w+)\)", lambda name: palette[name[1]], plain)

    return f"{coloured(light)}\n@media (prefers-color-scheme: dark) {{\n{coloured(dark)}\n}}"


# The session ----------------------------------------------------------------------------------------------------------


def edit_card(book: Path) -> None:
    """Do what an author does with an editor: give a card another conflict."""
    outline: Any = parse_yaml(read_text(book / "outline.yaml"), "outline.yaml")
    cards = [card for act in outline["acts"] for chapter in act["chapters"] for card in chapter["scenes"]]
    next(card for card in cards if card["id"] == CARD)["conflict"] = CONFLICT
    write_text(book / "outline.yaml", dump_yaml(outline))


def run_session(folder: Path, model: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Run the session's commands in a folder; yield each picture's name with its commands and what they sent."""
    for name, commands in SESSION.items():
        shown = []
        for number, command in enumerate(commands):
            file = folder / f"{name}-{number}.ansi"
            if not file.exists():
                print(f"$ {command}", file=sys.stderr, flush=True)
                sent = ""
                if command == EDIT:
                    edit_card(folder / "my-book")
                else:
                    answers = ["The Stolen Hands", "", PREMISE, model] if name == "new" else []
                    sent = record(shlex.split(command)[1:], folder, answers)
                file.write_bytes(sent.encode())  # with every carriage return as it came
            shown.append((command, file.read_bytes().decode()))
        yield name, shown


def draw(folder: Path, out: Path, model: str) -> None:
    """Write the book into a folder, and the pictures into another."""
    for name, shown in run_session(folder, model):
        if name not in NOT_DRAWN:
            write_text(out / f"{name}.svg", terminal_picture(name, shown))
    write_text(out / "report.svg", report_picture(read_text(folder / "report.html")))


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--work", type=Path, help="keep the book and the recordings in this folder")
    parser.add_argument("--out", type=Path, default=HERE, help="where the pictures go")
    parser.add_argument("--model", default="", help="the model that writes, e.g. scripted; otherwise the embedded one")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        work = asked.work or Path(temporary)
        for folder in (work, asked.out):
            folder.mkdir(parents=True, exist_ok=True)
        draw(work, asked.out, asked.model)


if __name__ == "__main__":
    main()
