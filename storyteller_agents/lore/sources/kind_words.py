"""What kind of thing a name speaks of: of a template, a type or a folder in somebody's story tool.

`kind_of` knows the usual English words, in the singular and the plural, in any case and in compounds such as
``MainCharacter`` and ``quest_items``. It is a guess that a reader makes where a format has no kinds of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

_WORDS = {
    "person": "actor boss cast character companion creature enemy figure friend guard hero heroine human individual "
    "merchant mob monster npc party people person persona player protagonist antagonist speaker trader vendor villain",
    "place": "area building castle city country dungeon environment house island kingdom land landmark level location "
    "map place planet point region room scenery setting site spot town village world zone",
    "faction": "army clan company crew faction family gang group guild house organisation organization tribe team",
    "object": "ammo ammunition armor armour artefact artifact book clothing consumable equipment food gear gift "
    "ingredient item key loot material object potion prop recipe relic resource tool treasure vehicle weapon",
    "event": "act battle chapter cutscene dialog dialogue encounter episode event history incident mission plot quest "
    "scene sequence storyline timeline war festival",
    "rule": "law mechanic rule stat",
    "concept": "ability belief class concept condition culture feat feature glossary god deity idea knowledge legend lore "
    "magic myth perk profession race religion skill species spell talent technology term theme topic trait",
    "language": "alphabet dialect language script",
}
KINDS_BY_WORD = {word: kind for kind, words in reversed(_WORDS.items()) for word in words.split()}
"""The kind of an entry that a word in the singular stands for."""
_PART = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|[^\W\d_]+")


def kind_of(names: Iterable[str]) -> str | None:
    """Return the kind that the first telling name speaks of, or None; in a compound the last word counts."""
    for name in names:
        for word in reversed(_PART.findall(name)):
            if kind := _kind_of_word(word.casefold()):
                return kind
    return None


def _kind_of_word(word: str) -> str | None:
    singulars = (word, word.removesuffix("s"), word.removesuffix("es"), f"{word.removesuffix('ies')}y")
    return next((KINDS_BY_WORD[form] for form in singulars if form in KINDS_BY_WORD), None)
