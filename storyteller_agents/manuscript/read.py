"""Any manuscript as sections: the reader is chosen by the suffix, and what is in the file has to fit it.

Nothing is written, fetched or run, whatever the file holds. Books of the project are no manuscripts: they have their own
files for scenes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from storyteller_agents.errors import ArtefactError, did_you_mean
from storyteller_agents.manuscript.decoding import kind_of, text_of
from storyteller_agents.manuscript.docx import read_docx
from storyteller_agents.manuscript.epub import read_epub
from storyteller_agents.manuscript.fountain import read_fountain
from storyteller_agents.manuscript.markdown import has_headings, read_markdown
from storyteller_agents.manuscript.plain import read_plain
from storyteller_agents.manuscript.section import Draft, Manuscript, manuscript_of

_TEXTS: Mapping[str, Callable[[str, Path], Draft]] = {
    ".txt": read_plain,
    ".md": read_markdown,
    ".fountain": read_fountain,
}
_ARCHIVES: Mapping[str, Callable[[Path], Draft]] = {".docx": read_docx, ".epub": read_epub}
SUFFIXES = (".txt", ".md", ".docx", ".epub", ".fountain")
"""The suffixes of the files that can be read."""


def read_manuscript(path: Path) -> Manuscript:
    """Read a manuscript. Raises what `read_both` does."""
    return read_both(path)[1]


def read_both(path: Path) -> tuple[Draft, Manuscript]:
    """Read a manuscript, and return also what it was made of: what no section holds is left of that.

    Raises:
        ArtefactError: the file can't be read, is of no known kind, is not what its suffix says, or holds no text.
        MissingExtraError: an optional package is needed for files of this kind.
    """
    suffix = path.suffix.lower()
    if not path.is_file():
        what = "a folder" if path.is_dir() else "a special file" if path.exists() else "no such file"
        raise ArtefactError(f"{path}: found {what}; allowed: a file {_allowed()}.")
    if suffix not in SUFFIXES:
        hint = did_you_mean(suffix, SUFFIXES)
        raise ArtefactError(
            f"{path}: found the suffix {suffix!r}{hint}; allowed: {_allowed()}. Save it as one of these."
        )
    draft = _read(path, suffix)
    manuscript = manuscript_of(draft, path.as_posix())
    if not manuscript.sections:
        found = "an empty file" if not path.stat().st_size else "no text of a story in it"
        raise ArtefactError(f"{path}: found {found}; allowed: a manuscript ({_allowed()}) with at least a sentence.")
    return draft, manuscript


def _read(path: Path, suffix: str) -> Draft:
    if suffix in _TEXTS:
        text, problems = text_of(path)
        reader = read_markdown if suffix == ".txt" and has_headings(text) else _TEXTS[suffix]
        draft = reader(text, path)
        draft.problems[:0] = problems
        return draft
    if not (head := _head(path)).startswith(b"PK"):
        found = (kind_of(head) or "no zip archive") if head else "an empty file"
        raise ArtefactError(f"{path}: found {found}; allowed: a whole {suffix} file, which is a zip archive.")
    try:
        return _ARCHIVES[suffix](path)
    except ArtefactError as error:
        if str(error).startswith(str(path)):
            raise
        raise ArtefactError(f"{path}: {error}.") from error


def _head(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(8)
    except OSError as error:
        raise ArtefactError(f"{path}: can't be read ({error.strerror or error}).") from error


def _allowed() -> str:
    return " ".join(SUFFIXES)
