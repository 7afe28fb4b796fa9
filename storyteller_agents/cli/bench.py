"""`storyteller bench`: what the parts of the project reach on texts with known answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from storyteller_agents.cli.book import BookArgument
from storyteller_agents.cli.output import JsonFlag, note, print_json, print_table
from storyteller_agents.settings import DEFAULT_EMBEDDINGS

bench_app = typer.Typer(help="Measure the parts of the pipeline on texts with known answers.", no_args_is_help=True)


@bench_app.callback()
def _bench() -> None:
    """Measure the parts of the pipeline on texts with known answers."""


@bench_app.command("retrieval")
def retrieval(
    path: Annotated[
        Path, typer.Argument(metavar="SET", help="Worlds with queries: .jsonl, or a folder of .txt files.")
    ],
    embeddings: Annotated[str, typer.Option("--embeddings", help="Name, folder or hub id.")] = DEFAULT_EMBEDDINGS,
    as_json: JsonFlag = False,
) -> None:
    """Compare full text, vectors and both joined: recall at 5 and mean reciprocal rank."""
    from storyteller_agents.cli.lore_search import progress_bar
    from storyteller_agents.errors import LoreError
    from storyteller_agents.lore.bench import measure, read_worlds
    from storyteller_agents.lore.embedding import SentenceEmbedder

    worlds = [world for world in read_worlds(path) if world.queries]
    total = sum(len(world.queries) for world in worlds)
    if not total:
        raise LoreError(f"{path}: there is no query in it.")
    with progress_bar() as progress:
        embedder = SentenceEmbedder(embeddings, Path.cwd())
        embedder.prepare(progress)
        scores = measure(worlds, embedder, lambda done: progress("Asking", done, total))
    rows = [(name, round(score.recall, 4), round(score.mrr, 4)) for name, score in scores.items()]
    entries = sum(len(world.entries) for world in worlds)
    if as_json:
        about = {
            "set": str(path),
            "worlds": len(worlds),
            "entries": entries,
            "queries": total,
            "embeddings": embeddings,
        }
        print_json({**about, "routes": {name: {"recall@5": recall, "mrr": mrr} for name, recall, mrr in rows}})
    else:
        print_table(("route", "recall@5", "MRR"), [(name, f"{recall:.3f}", f"{mrr:.3f}") for name, recall, mrr in rows])
        note(f"{total} queries of {len(worlds)} worlds with {entries} entries, {embeddings}.")


@bench_app.command("book")
def book(path: BookArgument, as_json: JsonFlag = False) -> None:
    """Measure a draft: findings per 10,000 words, repetition, variety of words, length, dialogue."""
    from storyteller_agents.book import Book
    from storyteller_agents.checks.metrics import measure
    from storyteller_agents.errors import BookError

    opened = Book.open(path)
    outline, written = opened.load("outline"), opened.load("scenes")
    scenes = [(card, opened.scene(card.id)) for card in (outline.cards() if outline else ()) if card.id in written]
    if not scenes:
        raise BookError(f"{path}: no scene is written yet. Draft the book first: storyteller draft {path}")
    measures = measure(scenes, opened.load("findings"), opened.language)
    if as_json:
        print_json(measures.as_dict())
    else:
        print_table(("measure", "value", "unit"), measures.rows())
    if not opened.file("findings").exists():
        note(f"{path}: no critic has read the book yet, so it has no findings.")


@bench_app.command("continuity")
def continuity(
    texts: Annotated[
        list[Path], typer.Argument(metavar="TEXTS…", help="Clean manuscripts to plant contradictions into.")
    ],
    rule: Annotated[list[str] | None, typer.Option("--rule", help="Only this rule; may be repeated.")] = None,
    each: Annotated[int, typer.Option("--each", min=1, help="Contradictions of every rule in each text.")] = 20,
    seed: Annotated[int, typer.Option("--seed", help="Another seed plants others.")] = 0,
    examples: Annotated[
        int, typer.Option("--examples", min=0, help="Show so many that were missed, and false alarms.")
    ] = 0,
    as_json: JsonFlag = False,
) -> None:
    """Plant contradictions of every rule into clean texts, look for them: precision, recall, false alarms, speed."""
    from storyteller_agents.cli.lore_search import progress_bar
    from storyteller_agents.review.bench import measure

    with progress_bar() as progress:
        scores = measure(texts, rules=rule or (), each=each, seed=seed, tell=progress)
    figures = scores.as_dict()
    shown = {"missed": scores.missed[:examples], "false_alarms": scores.false[:examples]} if examples else {}
    if as_json:
        print_json({"texts": [str(text) for text in texts], "seed": seed, "each": each, **figures, **shown})
        return
    columns = ("planted", "caught", "false", "precision", "recall", "f1")
    rows = [*figures["rules"].items(), ("all", figures["all"])]
    print_table(("rule", *columns), [(name, *(row[column] for column in columns)) for name, row in rows])
    for kind, found in shown.items():
        for one in found:
            note(f"{kind}: {one['rule']}: " + " / ".join(str(one[key]) for key in one if key not in ("rule", "text")))
    note(
        f"{figures['false_alarms_per_10k']} false alarms per 10,000 clean words ({figures['clean_words']:,}); "
        f"{figures['decoys_fired']} of {figures['decoys']} decoys fired; {figures['words_per_second']:,} words a second."
    )
