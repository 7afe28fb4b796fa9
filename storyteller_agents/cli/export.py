"""`storyteller export`: the book as a file for readers, publishers or programs."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storyteller_agents.cli.book import BookArgument
from storyteller_agents.cli.output import JsonFlag, note, print_json


def export(
    book: BookArgument,
    to: Annotated[
        str,
        typer.Option(
            "--to", help="md, txt, html, epub, docx, pdf, json, or the format of a plugin.", show_default=False
        ),
    ],
    out: Annotated[
        Path | None, typer.Option("--out", help="The file, or a folder for it; here, under its title, otherwise.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that exists.")] = False,
    companion: Annotated[bool, typer.Option("--companion", help="With the companion as an appendix.")] = False,
    style: Annotated[
        str | None, typer.Option("--style", help="docx: manuscript, as publishers ask for it (default), or plain.")
    ] = None,
    page: Annotated[str | None, typer.Option("--page", help="pdf: 5x8 (default), 6x9 or a5.")] = None,
    fonts: Annotated[Path | None, typer.Option("--fonts", help="pdf: a folder with more fonts.")] = None,
    findings: Annotated[bool, typer.Option("--findings", help="json: with what the critic objects to.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Write the book as md, txt, html, epub, docx, pdf or json; with cover.jpg, front/*.md and back/*.md if it has them."""
    from storyteller_agents.book import Book
    from storyteller_agents.export.exporter import ExportOptions
    from storyteller_agents.publishing import export_book

    options = ExportOptions(style=style, page=page, fonts=fonts)
    done = export_book(Book.open(book), to, out, force=force, companion=companion, findings=findings, options=options)
    for problem in done.problems:
        note(f"Warning: {problem}")
    if as_json:
        print_json({"file": done.file, "format": done.format, "words": done.words, "problems": done.problems})
    else:
        note(f"{done.file} is ready: {done.words:,} words.")
