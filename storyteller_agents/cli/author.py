"""`storyteller redo`, `undo` and `approve`: the author's hand in a draft."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storyteller_agents.cli.book import BookArgument, where_to_read
from storyteller_agents.cli.output import JsonFlag, note, print_json, print_table
from storyteller_agents.errors import BookError, Stopped

if TYPE_CHECKING:
    from storyteller_agents.cli.progress import Watch
    from storyteller_agents.undo import Undone
    from storyteller_agents.versions import Redone, Version

SceneArgument = Annotated[str, typer.Argument(metavar="SCENE", help="A scene's id or number.", show_default=False)]
What = Annotated[
    str,
    typer.Argument(metavar="[SCENE|outline|cast]", help="A scene's id or number, outline or cast.", show_default=False),
]
Note = Annotated[str | None, typer.Option("--note", help="What you wish for; it is kept in notes.yaml.")]
Candidates = Annotated[
    int | None, typer.Option("--candidates", min=1, max=64, help="Write so many versions, to choose from.")
]
Choice = Annotated[
    int | None, typer.Option("--choose", min=0, help="Take this one of them without asking; 0 keeps the old one.")
]


def redo(
    book: BookArgument,
    scene: SceneArgument,
    wish: Note = None,
    candidates: Candidates = None,
    choose: Choice = None,
    as_json: JsonFlag = False,
) -> None:
    """Write one scene again by your wish, and show the difference; the old version is kept for undo."""
    from storyteller_agents.book import Book
    from storyteller_agents.cli.interview import on_terminal
    from storyteller_agents.cli.progress import watch
    from storyteller_agents.redo import redo as write_again

    if choose is not None and choose > (candidates or 0):
        raise BookError(f"--choose {choose}: there is no such version; it needs --candidates of at least {choose}.")
    opened = Book.open(book)
    with watch() as watched:
        chooser: Any = None
        if choose is not None:
            chooser = lambda versions, best: choose  # noqa: E731
        elif candidates and on_terminal() and not as_json:
            chooser = _ask_on(watched)
        done = write_again(
            opened,
            scene,
            note=wish,
            candidates=candidates,
            choose=chooser,
            listen=watched.show,
            control=watched.control,
        )
    if as_json:
        print_json(done.as_dict())
    else:
        _show_change(done, done.difference)
    _tell(book, done, asked=chooser is not None)


def undo(
    book: BookArgument,
    what: What = "",
    to: Annotated[int | None, typer.Option("--to", help="The number of the version to put back.")] = None,
    show_list: Annotated[bool, typer.Option("--list", help="Show the versions; change nothing.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Put the version before back; the one undone is kept, and --to brings any version back."""
    from storyteller_agents.book import Book
    from storyteller_agents.difference import by_lines
    from storyteller_agents.undo import artefact_named, kept
    from storyteller_agents.undo import undo as put_back

    opened = Book.open(book)
    artefact = artefact_named(opened, what) if what else ""
    if show_list:
        rows = kept(opened, artefact)
        if as_json:
            print_json([row.as_dict() for row in rows])
        else:
            columns = ["artefact", "version", "kept", "words", ""]
            print_table(columns, [[row.artefact, row.number, row.when, row.words, row.remark] for row in rows])
        return
    done = put_back(opened, artefact, to)
    difference = by_lines(done.before, done.after, done.file)
    if as_json:
        print_json({name: getattr(done, name) for name in done.__dataclass_fields__} | {"diff": difference})
    else:
        _show_change(done, difference)
    name = done.artefact.removeprefix("scenes/")
    yours = ", and is yours: no draft changes it" if done.own else ""
    note(f"{book / done.file} is version {done.number} again{yours}.")
    if done.undone:
        note(f"To have the other one back: storyteller undo {book} {name} --to {done.undone}")


def approve(book: BookArgument, wish: Note = None, as_json: JsonFlag = False) -> None:
    """Go on after a stage of pipeline.approve; with --note it is made again by your wish, and waits again."""
    from storyteller_agents.book import Book
    from storyteller_agents.cli.progress import follow
    from storyteller_agents.pipeline.approval import approve as let_go_on

    stage = let_go_on(Book.open(book), wish)
    if stage:
        note(f"{stage}: approved." if wish is None else f"{stage}: is made again by your wish.")
        if follow(Book.open(book)):
            note(where_to_read(book))
    else:
        note(f"{book} waits for no approval; nothing was done.")
    if as_json:
        print_json([row.as_dict() for row in Book.open(book).status()])


def _ask_on(watched: Watch) -> Callable[[Sequence[Version], int], int]:
    def choose(versions: Sequence[Version], best: int) -> int:
        with watched.pause():
            try:
                return _ask(versions, best)
            except (EOFError, KeyboardInterrupt):
                raise Stopped("Stopped. The old version stays; the new ones are kept in history/.") from None

    return choose


def _ask(versions: Sequence[Version], best: int) -> int:
    from rich.console import Console
    from rich.text import Text

    console = Console(stderr=True)
    for version in versions[1:]:
        console.print(Text(f"\n{_headline(version)}\n", "bold"))
        console.print(Text(version.text))
        for finding in version.findings:
            console.print(Text(f"  - {finding.rule} ({finding.severity}): {finding.message or finding.quote}"))
    console.print(Text(f"\nThe old one is {_headline(versions[0])}", "bold"))
    while True:
        print(f"Which one? 1 to {len(versions) - 1}, Enter for {best}, 0 keeps the old one: ", end="", file=sys.stderr)
        sys.stderr.flush()
        answer = input().strip() or str(best)
        if answer.isdecimal() and int(answer) < len(versions):
            return int(answer)
        note(f"{answer!r} is none of them.")


def _headline(version: Version) -> str:
    count = len(version.findings)
    return f"version {version.number}: {version.words} words, score {version.score['total']:.2f}, {count} finding{'s' * (count != 1)}"


def _show_change(done: Redone | Undone, difference: str) -> None:
    """Show what changed: in colours on a terminal, prose by words, plain data by lines; as a unified diff elsewhere."""
    if not sys.stdout.isatty():
        print(difference, end="")
        return
    from rich.console import Console
    from rich.text import Text

    from storyteller_agents.difference import by_words

    console = Console()
    if done.file.endswith(".yaml"):
        for line in difference.splitlines():
            console.print(Text(line, {"-": "red", "+": "green", "@": "cyan"}.get(line[0], "")))
        return
    styles = {"same": "", "gone": "red strike", "new": "green"}
    for paragraph in by_words(done.before, done.after):
        console.print(Text.assemble(*((text, styles[kind]) for kind, text in paragraph)))
        console.print()


def _tell(book: Path, done: Redone, *, asked: bool) -> None:
    """Say what was done and how it can be undone."""
    if not asked and done.chosen is not None:
        for version in done.versions[1:]:
            note(f"{_headline(version)}; {book / version.file if version.file else 'taken'}")
    if done.chosen == 0:
        note(f"Scene {done.scene} stays as it was. The new versions: storyteller undo {book} {done.scene} --list")
        return
    left = f"{len(done.findings)} open finding{'s' * (len(done.findings) != 1)}"
    note(f"Scene {done.scene} {done.title} is written again, with {left}: {book / done.file}")
    if done.kept:
        note(f"The old version is {book / done.kept}; to have it back: storyteller undo {book} {done.scene}")
