"""What the last checks found, so that a finding can be waived by its id alone. A cache: the next check writes it anew."""

from __future__ import annotations

import json
from pathlib import Path

from storyteller_agents.errors import BookError
from storyteller_agents.files import write_text
from storyteller_agents.models.pulled import cache_folder
from storyteller_agents.review.review import Review, review
from storyteller_agents.review.text import open_text
from storyteller_agents.story import Finding

MOST = 2_000
"""Findings that are kept."""


def keep_last(found: Review) -> None:
    """Remember the findings of a check."""
    path = str(found.text.path.resolve())
    held = {name: row for name, row in _held().items() if row[0] != path}
    held |= {finding.id: (path, finding.model_dump(mode="json")) for finding in found.findings}
    try:
        _file().parent.mkdir(parents=True, exist_ok=True)
        write_text(_file(), json.dumps(dict(list(held.items())[-MOST:]), ensure_ascii=False))
    except (OSError, BookError):
        return  # only a convenience: `--in PATH` works without it


def find_last(name: str, path: Path | None = None) -> tuple[Path, Finding]:
    """Return where a finding with this id was found, and the finding.

    Args:
        path: the book or manuscript; by default that of the last check that found it.

    Raises:
        BookError: it was not found there.
    """
    held = _held()
    if path is None and name in held:
        where, row = held[name]
        return Path(where), Finding(**row)
    if path is not None:
        for finding in review(open_text(path), craft=True).findings:
            if finding.id == name:
                return path, finding
    where_said = f" in {path}" if path else " in the last checks"
    raise BookError(
        f"{name}: no finding has this id{where_said}. Run: storyteller check PATH, and take an id from there."
    )


def _file() -> Path:
    return cache_folder() / "checks" / "last.json"


def _held() -> dict[str, tuple[str, dict[str, object]]]:
    try:
        data = json.loads(_file().read_text(encoding="utf-8"))
        return {str(name): (str(row[0]), dict(row[1])) for name, row in data.items()}
    except (OSError, ValueError, TypeError, IndexError, AttributeError):
        return {}
