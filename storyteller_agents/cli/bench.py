"""`storyteller bench`: what the parts of the project reach on texts with known answers."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
