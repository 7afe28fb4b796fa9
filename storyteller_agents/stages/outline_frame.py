"""The frame of an outline: which acts, chapters and cards there are, and which of them are still to be planned.

A new book is an empty outline; an author's own may have parts missing. Both are filled in the same way: the frame is
completed with empty chapters and cards, and the levels plan what is empty. Nothing here asks a model.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass

from storyteller_agents.settings import Scale
from storyteller_agents.story import Act, Chapter, Outline, Person, SceneCard
from storyteller_agents.structure import ACTS, act

_SUFFIXES = "abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Place:
    """A chapter in its book: its act, its number and that of its first scene, from 0."""

    act: Act
    chapter: Chapter
    index: int
    first: int


def is_open(card: SceneCard) -> bool:
    """Whether a card is still to be planned: it has neither goal nor conflict nor outcome."""
    return not (card.goal or card.conflict or card.outcome)


def lacking(outline: Outline, written: Container[str] = ()) -> list[str]:
    """Return what an outline lacks for a book to be written from it, in words; an empty list if it is complete.

    Args:
        written: ids of scenes whose prose is there already, and which need no plan.
    """
    missing = [] if outline.logline.strip() else ["a logline"]
    if not outline.people and not people_on_cards(outline):
        missing.append("people")
    if not outline.acts:
        missing.append("acts")
    missing += [f"chapters in the act {act.title!r}" for act in outline.acts if not act.chapters]
    missing += [f"scene cards in the chapter {chapter.title!r}" for chapter in outline.chapters() if not chapter.scenes]
    missing += [f"a plan of scene {card.id}" for card in outline.cards() if is_open(card) and card.id not in written]
    return missing


def people_on_cards(outline: Outline) -> list[Person]:
    """Return the people of an outline that an author wrote without a list of them."""
    names = dict.fromkeys(name for card in outline.cards() for name in (card.pov, *card.cast) if name)
    return [Person(name=name) for name in names]


def complete_frame(outline: Outline, length: Scale) -> None:
    """Add the acts, chapters and cards that are missing, without titles and plans; what is there stays."""
    if outline.acts:
        empty = [act for act in outline.acts if not act.chapters]
        missing = max(length.chapters - len(outline.chapters()), len(empty))
        for place, part in enumerate(empty):
            share = missing * (place + 1) // len(empty) - missing * place // len(empty)
            part.chapters = [Chapter(title="") for _ in range(share)]
    else:
        acts = [Act(title=name) for name, _ in ACTS]
        for index in range(length.chapters):
            acts[act(index, length.chapters)].chapters.append(Chapter(title=""))
        outline.acts = [part for part in acts if part.chapters]
    taken = {card.id for card in outline.cards()}
    number = 0
    for chapter in outline.chapters():
        if not chapter.scenes:
            ids = (_new_id(number + place + 1, taken) for place in range(length.scenes))
            chapter.scenes = [SceneCard(id=name, title="", words=length.words) for name in ids]
        number += len(chapter.scenes)


def _new_id(number: int, taken: set[str]) -> str:
    """Return the id of a new card: its number in the book, with a letter where the author has used that."""
    plain = f"{number:04d}"
    name = next(
        name
        for name in (plain, *(plain + one + two for two in ("", *_SUFFIXES) for one in _SUFFIXES))
        if name not in taken
    )
    taken.add(name)
    return name


def places(outline: Outline) -> Iterator[Place]:
    """Yield every chapter with its place, in reading order."""
    index = first = 0
    for part in outline.acts:
        for chapter in part.chapters:
            yield Place(part, chapter, index, first)
            index, first = index + 1, first + len(chapter.scenes)
