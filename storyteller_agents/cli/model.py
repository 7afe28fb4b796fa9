"""`storyteller model`: the models that are known by name, and pulling them onto this machine."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from storyteller_agents.cli.output import JsonFlag, note, print_json, print_rows

if TYPE_CHECKING:
    from storyteller_agents.models.catalogue import CatalogueEntry
    from storyteller_agents.models.transfer import Progress

model_app = typer.Typer(help="List, inspect and fetch models.", no_args_is_help=True)

_WIDE = 120
"""Columns of a terminal that has room for descriptions."""


@model_app.command("list")
def list_models(as_json: JsonFlag = False) -> None:
    """List the known models, and which of them are on this machine."""
    from storyteller_agents.models.weights import catalogue

    rows = [_row(entry) for entry in catalogue().values()]
    if as_json:
        return print_json(rows)
    shown = [
        {**row, "pulled": "yes" if row["pulled"] else "no", "parameters": _count(row["parameters"])} for row in rows
    ]
    columns = ["name", "kind", "licence", "context", "parameters", "pulled", "description"]
    if shutil.get_terminal_size().columns < _WIDE:
        columns.pop()  # it would be one word a line; `show` has it
    print_rows(shown, columns, as_json=False)


@model_app.command("show")
def show_model(
    name: Annotated[str, typer.Argument(help="A name of the catalogue, a folder, or a hub id.")],
    as_json: JsonFlag = False,
) -> None:
    """Show all that is known of a model: where it comes from, where it lies, how large it is."""
    from storyteller_agents.models.weights import cache_folder, find_entry, pulled_folder, read_manifest, user_catalogue

    entry = find_entry(name)
    folder = pulled_folder(entry)
    manifest = read_manifest(folder) if folder else None
    details = {
        **_row(entry),
        "folder": folder,
        "cache": cache_folder(),
        "catalogue": user_catalogue(),
        "size": _size(folder) if folder else None,
        "pulled_from": manifest.source if manifest else None,
        "pulled_at": manifest.pulled.isoformat() if manifest else None,
        "converted": manifest.converted if manifest else None,
        "files": {file: facts.model_dump() for file, facts in manifest.files.items()} if manifest else None,
        "sources": [source.model_dump(mode="json", exclude_defaults=True) for source in entry.sources],
    }
    if as_json:
        return print_json(details)
    for key in ("name", "description", "kind", "licence", "context", "parameters"):
        print(f"{key:12} {details[key] if details[key] is not None else 'unknown'}")
    print(f"{'folder':12} {folder or f'not pulled yet; fetch it with: storyteller model pull {name}'}")
    if folder:
        print(f"{'size':12} {_bytes(_size(folder))}")
    if manifest:
        print(f"{'pulled':12} {details['pulled_at']}{' and converted from GGUF' if manifest.converted else ''}")
    for number, source in enumerate(entry.sources):
        print(f"{'sources' if not number else '':12} {source}")
        for file, digest in source.sha256.items():
            print(f"{'':12}   {file}  sha256 {digest}")
    print(f"{'your own':12} {user_catalogue()}")


@model_app.command("pull")
def pull_models(
    names: Annotated[
        list[str] | None, typer.Argument(help="Names, hub ids or .gguf files.", show_default=False)
    ] = None,
    as_json: JsonFlag = False,
) -> None:
    """Fetch models, check their hashes and make them ready; without a name, the two that every book starts with."""
    from storyteller_agents.errors import WeightsError
    from storyteller_agents.models.weights import is_pulled, local_folder
    from storyteller_agents.settings import DEFAULT_BASE, DEFAULT_EMBEDDINGS

    done: list[dict[str, Any]] = []
    failed: list[str] = []
    for name in names or [DEFAULT_BASE, DEFAULT_EMBEDDINGS]:
        there = is_pulled(name)
        try:
            with _shown_progress() as progress:
                folder = local_folder(name, progress=progress)
        except WeightsError as error:
            failed.append(str(error))
            continue
        done.append({"name": name, "folder": folder, "size": _size(folder), "new": not there})
        if not as_json:
            print(f"{name}: {'already here' if there else 'pulled'}, {_bytes(_size(folder))} in {folder}")
    if as_json:
        print_json(done)
    if failed:
        raise WeightsError("\n\n".join(failed))


@model_app.command("bench")
def bench_model(
    name: Annotated[str, typer.Argument(help="A name of the catalogue, a folder, or a hub id.")] = "smollm2-135m",
    device: Annotated[str, typer.Option(help="auto, cpu, cuda, cuda:1 or mps.")] = "auto",
    dtype: Annotated[str, typer.Option(help="auto, float32, bfloat16 or float16.")] = "auto",
    shape: Annotated[
        list[str] | None,
        typer.Option(help="Decoding of random weights of this shape (1b, 8b) instead; may be given twice."),
    ] = None,
    quick: Annotated[bool, typer.Option("--quick", help="See that it works; the figures mean nothing.")] = False,
    as_json: JsonFlag = False,
) -> None:
    """Measure tokens a second, beside transformers' own generate; takes some ten minutes on a small machine."""
    if shape:
        found = _decoding(shape, device, dtype)
        return print_rows(found, list(found[0]), as_json)
    from storyteller_agents.models.bench import QUICK, Bench, Sizes
    from storyteller_agents.models.chat import LocalChatModel

    model = LocalChatModel(base=name, device=device, dtype=dtype)
    report = Bench(model.engine, QUICK if quick else Sizes(), note).run(model)
    rows = [
        {"what": row.name, "requests": row.requests, "tokens": row.tokens, "seconds": round(row.seconds, 2),
         "tokens/s": round(row.rate, 1)}
        for row in report.rows
    ]  # fmt: skip
    ratios = {name: round(value, 3) for name, value in report.ratios.items()}
    on_gpu = model.engine.device.type == "cuda" and not quick
    decoding = _decoding(["1b", "8b"], device, dtype) if on_gpu else []
    if as_json:
        return print_json({"machine": report.machine, "rows": rows, "ratios": ratios, "decoding": decoding})
    print(", ".join(f"{key} {value}" for key, value in report.machine.items()), end="\n\n")
    print_rows(rows, list(rows[0]), as_json=False)
    print()
    print_rows([{"ratio": name, "": value} for name, value in ratios.items()], ["ratio", ""], as_json=False)

    if decoding:
        print()
        print_rows(decoding, list(decoding[0]), as_json=False)


def _decoding(shapes: list[str], device: str, dtype: str) -> list[dict[str, Any]]:
    """Return how near decoding comes to the memory's bandwidth, on random weights."""
    from storyteller_agents.models.bandwidth import measure_decoding
    from storyteller_agents.models.engine.loading import pick_device, pick_dtype

    where = pick_device(device)
    kind = pick_dtype(dtype, where)
    return [
        {
            "shape": found.shape,
            "rows": found.rows,
            "tokens/s": round(found.rate, 1),
            "of bandwidth": round(found.share, 3),
        }
        for shape in shapes
        for found in measure_decoding(shape, where, kind, (1, 8, 64), note)
    ]


@contextmanager
def _shown_progress() -> Iterator[Progress]:
    """Show a bar with bytes, speed and time left for each step; one plain line a step where there is no terminal."""
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, TextColumn, TimeRemainingColumn, TransferSpeedColumn
    from rich.progress import Progress as Bars

    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}", markup=False),
        BarColumn(),
        DownloadColumn(),
        TransferSpeedColumn(),
        TimeRemainingColumn(),
    )
    tasks: dict[str, Any] = {}
    with Bars(*columns, console=console, disable=not console.is_terminal) as bars:

        def show(label: str, done: int, total: int | None) -> None:
            if label not in tasks:
                tasks[label] = bars.add_task(label, total=total)
                if not console.is_terminal:
                    note(label)
            bars.update(tasks[label], completed=done, total=total)

        yield show


def _row(entry: CatalogueEntry) -> dict[str, Any]:
    from storyteller_agents.models.weights import pulled_folder

    facts = entry.model_dump(include={"name", "kind", "licence", "context", "parameters", "description"})
    facts["context"] = facts["context"] or None
    return {**facts, "pulled": pulled_folder(entry) is not None}


def _size(folder: Path) -> int:
    """Return the size of all files below a folder, in bytes."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _bytes(size: int) -> str:
    return f"{size / 1e9:.1f} GB" if size >= 1e9 else f"{size / 1e6:.0f} MB"


def _count(parameters: int | None) -> str:
    if parameters is None:
        return ""
    return f"{parameters / 1e9:.1f}B" if parameters >= 1e9 else f"{parameters / 1e6:.0f}M"
