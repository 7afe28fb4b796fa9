"""`storyteller adopt`: a manuscript becomes a book."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from storyteller_agents.cli.book import BookArgument, Model, read_premise
from storyteller_agents.cli.output import JsonFlag, note, print_json


def adopt(
    book: BookArgument,
    manuscript: Annotated[
        Path,
        typer.Argument(metavar="MANUSCRIPT", help="A .txt, .md, .docx, .epub or .fountain file.", show_default=False),
    ],
    title: Annotated[str | None, typer.Option("--title", help="The book's title; the manuscript's otherwise.")] = None,
    language: Annotated[
        str | None, typer.Option("--language", help="Language code, e.g. en or zh; that of the text otherwise.")
    ] = None,
    premise: Annotated[
        str | None,
        typer.Option(
            "--premise", help="What the story is about; its first sentences otherwise; '-' reads it from input."
        ),
    ] = None,
    model: Model = None,
    summaries: Annotated[
        bool,
        typer.Option("--summaries/--no-summaries", help="Have the model say what each scene is about; takes a while."),
    ] = True,
    as_json: JsonFlag = False,
) -> None:
    """Turn a manuscript into a book, to go on from there. Ctrl-C keeps what is done; the same command goes on."""
    from storyteller_agents.adoption.book import Asked
    from storyteller_agents.adoption.book import adopt as adopt_book
    from storyteller_agents.adoption.summaries import missing, summarise
    from storyteller_agents.cli.lore_search import progress_bar
    from storyteller_agents.cli.progress import watch

    with progress_bar() as progress:
        adopted = adopt_book(book, manuscript, Asked(title, language, read_premise(premise), model), progress)
    report = adopted.report()
    _tell(report, adopted.goes_on)
    if summaries:
        with watch() as watched:
            summarise(adopted.book, watched.show, watched.control)
    report["without_summary"] = missing(adopted.book)
    if as_json:
        print_json(report)
    note(f"Add a card at the end of {book / 'outline.yaml'} and run: storyteller draft {book}")


def _tell(report: dict[str, Any], goes_on: bool) -> None:
    """Tell what there is and what was left out."""
    counts = ", ".join(f"{report[name]:,} {name}" for name in ("chapters", "scenes", "words", "characters"))
    note(f"{report['title']}: {counts} ({report['language']}){', adopted before' if goes_on else ''}.")
    for one in report["left_out"]:
        kept = f", kept in {one['kept_in']}/" if one["kept_in"] else ""
        note(f"Left out: {one['what']}{kept}: “{one['first_words']}”")
    for problem in report["problems"]:
        note(f"{report['book']}: {problem}")
    if not goes_on and report["premise"] != "given":
        note(f"The premise in brief.md is {report['premise']}; say there what the story is about.")
