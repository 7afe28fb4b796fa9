"""Waivers: findings that the author has looked at and lets stand, with the reason.

Those of a book are in its findings.yaml; those of a manuscript in ``NAME.waivers.yaml`` beside it, which may be kept
in git with it.
"""

from __future__ import annotations

from pathlib import Path

from storyteller_agents.book import Book
from storyteller_agents.errors import BookError
from storyteller_agents.files import dump_yaml, parse_yaml, read_text, write_text
from storyteller_agents.story import Finding


def waiver_file(path: Path) -> Path:
    """Return where the waivers of a manuscript are kept."""
    return path.with_name(f"{path.name}.waivers.yaml")


def read_waivers(file: Path) -> dict[str, str]:
    """Return the reasons by finding id; none where there is no such file. Raises `BookError` where it holds something else."""
    if not file.exists():
        return {}
    data = parse_yaml(read_text(file), str(file)) or {}
    if not isinstance(data, dict):
        raise BookError(f"{file}: found a {type(data).__name__}; allowed: the ids of findings, each with its reason.")
    return {str(name): str(why["why"] if isinstance(why, dict) else why) for name, why in data.items()}


def waive(path: Path, finding: Finding, why: str) -> Path:
    """Record that the author of the book or manuscript at `path` waives a finding; return the file that says so.

    Raises:
        BookLockedError: the book is being drafted.
    """
    waived = finding.model_copy(update={"status": "waived", "why": why})
    if (path / "story.toml").is_file():
        book = Book.open(path)
        with book.lock():
            book.waive(waived)
        return book.file("findings")
    file = waiver_file(path)
    held = parse_yaml(read_text(file), str(file)) if file.exists() else {}
    held[finding.id] = {"why": why, "rule": finding.rule, "quote": finding.quote[:200]}
    write_text(file, dump_yaml(held))
    return file
