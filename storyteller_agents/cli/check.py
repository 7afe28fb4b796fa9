"""`storyteller check` and `storyteller canon`: any manuscript or book examined by rules, and what its canon holds."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from storyteller_agents.cli.output import JsonFlag, note, print_json, print_table

PathArgument = Annotated[
    Path,
    typer.Argument(
        metavar="PATH", help="A book, or a manuscript: .txt, .md, .docx, .epub, .fountain.", show_default=False
    ),
]
LoreOption = Annotated[
    list[Path] | None, typer.Option("--lore", help="Files or folders with lore to check against; may be repeated.")
]
RuleOption = Annotated[list[str] | None, typer.Option("--rule", help="Only this rule; may be repeated.")]
ModelOption = Annotated[
    str | None,
    typer.Option("--model", help="Also let this model look for facts: a catalogue name, a folder or a hub id."),
]


class _PathFirst(TyperGroup):
    """A group whose first argument may be a path instead of a command: ``check PATH`` is ``check text PATH``."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ("--help", "-h"):
            args = ["text", *args]
        return super().parse_args(ctx, args)


check_app = typer.Typer(
    cls=_PathFirst,
    help="Check a book or any manuscript for contradictions: storyteller check PATH.",
    no_args_is_help=True,
)


@check_app.callback()
def _check() -> None:
    """Check a book or any manuscript for contradictions: storyteller check PATH. No network, no model unless named."""


@check_app.command("text")
def text(
    path: PathArgument,
    lore: LoreOption = None,
    rule: RuleOption = None,
    craft: Annotated[
        bool | None, typer.Option("--craft/--no-craft", help="Rules about the writing too; by default for books only.")
    ] = None,
    model: ModelOption = None,
    as_json: JsonFlag = False,
    as_sarif: Annotated[bool, typer.Option("--sarif", help="Print a SARIF log, for editors and CI.")] = False,
) -> None:
    """Check PATH; exit code 1 where an error stands. `storyteller check PATH` is short for this."""
    from storyteller_agents.cli.lore_search import progress_bar
    from storyteller_agents.review.last import keep_last
    from storyteller_agents.review.review import review
    from storyteller_agents.review.sarif import sarif
    from storyteller_agents.review.text import open_text

    with progress_bar() as progress:
        opened = open_text(path, lore or ())
        facts = []
        if model:
            from storyteller_agents.review.by_model import read_facts

            facts = read_facts(opened, model, progress)
        found = review(opened, rules=rule or (), craft=craft, facts=facts, progress=progress)
    keep_last(found)
    for problem in opened.problems:
        note(f"{path}: {problem}")
    if as_sarif:
        print_json(sarif(found))
    elif as_json:
        print_json(found.as_dicts())
    else:
        _show(found)
    for conflict in found.lore:
        note(f"The lore contradicts itself ({conflict.rule}): {conflict.message}")
    for gone in found.gone:
        note(f"The waiver {gone} is no longer needed: its finding is gone.")
    if found.not_applied:
        note(f"Not applied, since they can't read this language: {', '.join(found.not_applied)}.")
    _summarise(found)
    raise typer.Exit(1 if found.has_errors else 0)


@check_app.command("waive")
def waive(
    finding: Annotated[str, typer.Argument(metavar="ID", help="The finding's id.", show_default=False)],
    why: Annotated[str, typer.Option("--why", help="Why it may stand.", show_default=False)],
    path: Annotated[
        Path | None, typer.Option("--in", help="The book or manuscript; by default that of the last check.")
    ] = None,
) -> None:
    """Let a finding stand, with the reason; it stays listed as waived."""
    from storyteller_agents.review.last import find_last
    from storyteller_agents.review.waivers import waive as record

    where, found = find_last(finding, path)
    file = record(where, found, why)
    note(f"Waived in {file}: {found.rule}: “{' '.join(found.quote.split())[:100]}”")


def canon(
    path: PathArgument,
    at: Annotated[str | None, typer.Option("--at", help="A scene's id; by default the end.")] = None,
    entity: Annotated[str | None, typer.Option("--entity", help="Somebody's or something's name.")] = None,
    lore: LoreOption = None,
    as_json: JsonFlag = False,
) -> None:
    """Show what holds of somebody at a scene, and since which sentence."""
    from storyteller_agents.cli.lore_search import progress_bar
    from storyteller_agents.review.canon import rows_at
    from storyteller_agents.review.review import review
    from storyteller_agents.review.text import open_text

    with progress_bar() as progress:
        found = review(open_text(path, lore or ()), rules=("dead-acts",), progress=progress)
    rows = rows_at(found, at, entity)
    if as_json:
        print_json(rows)
        return
    columns = ("entity", "attribute", "value", "since", "quote")
    print_table(columns, [[row[column] for column in columns] for row in rows])
    note(f"{len(rows)} facts hold {f'at scene {at}' if at else 'at the end'}.")


def _show(found: Any) -> None:
    """Print the findings, each with both passages."""
    from rich.console import Console
    from rich.text import Text

    console = Console(highlight=False, soft_wrap=True)
    for row in found.as_dicts():
        waived = f" (waived: {row['why']})" if row["status"] == "waived" else ""
        console.print(
            Text.assemble(
                (_where(row), "bold"),
                f": {row['severity']}: {row['message']} ",
                (f"[{row['rule']} {row['id']}]{waived}", "dim"),
            )
        )
        console.print(Text(f"    “{_flat(row['quote'])}”"))
        if row["against"]:
            console.print(Text(f"    against {_where(row['against'])}: “{_flat(row['against']['quote'])}”"))
        if row["suggestion"]:
            console.print(Text(f"    {row['suggestion']}"))


def _where(row: dict[str, Any]) -> str:
    line = f":{row['line']}" if "line" in row else ""
    return f"{row['file']}{line} (scene {row['scene']})" if "file" in row else row["scene"]


def _flat(quote: str) -> str:
    plain = " ".join(quote.split())
    return plain if len(plain) <= 300 else f"{plain[:297]}…"


def _summarise(found: Any) -> None:
    open_ones = [finding for finding in found.findings if finding.status == "open"]
    counts = {level: sum(finding.severity == level for finding in open_ones) for level in ("error", "warning", "note")}
    told = (
        ", ".join(f"{count} {level}{'s' * (count != 1)}" for level, count in counts.items() if count) or "no findings"
    )
    waived = len(found.findings) - len(open_ones)
    stories = f", {len(found.examined)} separate stories" if len(found.examined) > 1 else ""
    note(f"{told}{f', {waived} waived' if waived else ''} in {found.words:,} words{stories}.")
