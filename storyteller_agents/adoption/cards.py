"""The outline of a book that is there already: acts, the manuscript's own chapters, and a card for each scene.

A card says what rules can find. What a scene is about (goal, conflict, outcome) is left empty here, and how it ends is told in
the words of its last sentence; `summaries` puts a model's words in their place.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from storyteller_agents.adoption.division import Division
from storyteller_agents.adoption.people import Setting
from storyteller_agents.language import count_words, counts_characters, sentences
from storyteller_agents.stages.prose import shorten
from storyteller_agents.story import Act, Cast, Chapter, Outline, Person, SceneCard
from storyteller_agents.structure import ACTS, act

LONGEST = 300
"""The characters of a sentence that a card quotes."""
_PREMISE = 400
_MOST_WORDS = 20_000
_PEOPLE = 12


def ending(text: str, language: str) -> str:
    """Return the last sentence of a text, in a line."""
    paragraph = re.split(r"\n[^\S\n]*\n", text.strip())[-1]
    found = sentences(_flat(paragraph, language))
    return shorten(found[-1], LONGEST) if found else ""


def opening(text: str, language: str) -> str:
    """Return the first sentences of a text, in a line."""
    return shorten(_flat(text[: 2 * _PREMISE], language), _PREMISE)


def outline_of(division: Division, settings: Sequence[Setting], cast: Cast, language: str, logline: str) -> Outline:
    """Return the outline.

    Args:
        settings: what was found of each scene, in the order of reading.
        logline: the story in a sentence or two; empty where nobody has said it.
    """
    acts = [Act(title=name) for name, _ in ACTS]
    found = iter(settings)
    number, before = 0, ""
    for index, chapter in enumerate(division.chapters):
        cards = []
        for title, text in chapter.scenes:
            number += 1
            setting = next(found)
            after = ending(text, language)
            cards.append(
                SceneCard(
                    id=f"{number:04d}",
                    title=title,
                    pov=setting.pov,
                    cast=setting.cast,
                    place=setting.place,
                    time=setting.time,
                    before=before,
                    after=after,
                    words=min(max(count_words(text, language), 1), _MOST_WORDS),
                )
            )
            before = after
        acts[act(index, len(division.chapters))].chapters.append(
            Chapter(title=chapter.title, summary=before, scenes=cards)
        )
    people = [Person(name=one.name, role=one.role) for one in cast.characters[:_PEOPLE]]
    return Outline(title=division.title, logline=logline, people=people, acts=[one for one in acts if one.chapters])


def _flat(text: str, language: str) -> str:
    return re.sub(r"\s*\n\s*", "" if counts_characters(language) else " ", text.strip())
