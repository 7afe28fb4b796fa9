"""Which scenes of a book can't be used as they are, told all at once and before anything is written.

A scene's file is broken if it can't be read, has a merge conflict or damaged front matter, holds no prose, or is one of
two for the same card. `storyteller status` shows such a scene beside the others; a draft does not begin.
"""

from __future__ import annotations

from pathlib import Path

from storyteller_agents.book import Book
from storyteller_agents.errors import ArtefactError, StorytellerError
from storyteller_agents.files import read_text, split_front_matter


def broken_scenes(book: Book) -> dict[str, str]:
    """Return what is wrong with each scene that can't be used, by its id and in the order of the story."""
    outline = book.load("outline")
    found = {}
    for card in outline.cards() if outline else ():
        try:
            if book.digest_of(f"scenes/{card.id}"):
                book.scene(card.id)
        except ArtefactError as error:
            found[card.id] = str(error)
    return found


def refuse_broken(book: Book) -> None:
    """Raise `ArtefactError` if any file that a draft reads or changes can't be used; tells of all broken scenes.

    It is asked before a draft, `redo` or `approve` begins, so that none of them stops half way.
    """
    for name in ("brief", "outline", "cast", "findings"):
        book.load(name)
    _ = book.notes, book.story_lock, book.digest_of("companion")
    told = list(broken_scenes(book).values())
    if len(told) == 1:
        raise ArtefactError(told[0])
    if told:
        raise ArtefactError(
            "\n".join([f"{book.path}: {len(told)} scenes can't be used.", *(f"  - {one}" for one in told)])
        )


def stray(book: Book, file: Path) -> str:
    """Return why a file below scenes/ is not read, and what name it would need if it says for which card it is."""
    outline = book.load("outline")
    why = "belongs to no card of the outline; it is left as it is"
    try:
        meant = str(split_front_matter(read_text(file), str(file))[0].get("id", ""))
    except StorytellerError:
        return why
    meant = meant.zfill(4) if meant.isdecimal() else meant
    if not outline or meant not in {card.id for card in outline.cards()} or book.digest_of(f"scenes/{meant}"):
        return why
    return f"{why}. It says that it is scene {meant}: if so, give it the name {meant}-{file.name}"
