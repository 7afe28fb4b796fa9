"""Who is named in a scene: by name, alias, or a word of a name that nobody else bears.

It takes names as they are written. Whom a pronoun or "the captain" means is the business of `canon`.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

from storyteller_agents.canon.name_words import NOT_NAMES, TITLES
from storyteller_agents.language import CJK
from storyteller_agents.story import Cast

_WORD = re.compile(r"\w+")


class Presence:
    """Finds the characters of a story in its scenes.

    Args:
        cast: the characters, with their aliases.
        expected: more names, as they stand on the scene cards.
    """

    def __init__(self, cast: Cast, expected: Iterable[str]) -> None:
        called = {character.name: {character.name, *character.aliases} for character in cast.characters}
        self._owner = {alias: name for name, aliases in called.items() for alias in aliases}
        for name in expected:
            called.setdefault(self.own(name), {name})
        bearers = Counter(word for names in called.values() for word in _words_of(names))
        self._patterns: dict[str, re.Pattern[str]] = {}
        self._by_word: dict[str, set[str]] = {}
        self._unspaced: dict[str, set[str]] = {}
        for name, names in called.items():
            self._add(name, names | {word for word in _words_of(names) if bearers[word] == 1})

    def _add(self, name: str, forms: set[str]) -> None:
        spaced = sorted((form for form in forms if _WORD.search(form) and not CJK.search(form)), key=len, reverse=True)
        for form in spaced:
            self._by_word.setdefault(_WORD.findall(form)[0], set()).add(name)
        self._unspaced[name] = {form for form in forms if CJK.search(form)}
        if spaced:
            self._patterns[name] = re.compile("|".join(rf"(?<!\w){re.escape(form)}(?!\w)" for form in spaced))

    def own(self, name: str) -> str:
        """Return the name in the cast of whoever is called so."""
        return self._owner.get(name, name)

    def named_in(self, text: str) -> tuple[str, ...]:
        """Return the names of those whom a text names, in alphabetical order."""
        if not text:
            return ()
        likely = {name for word in set(_WORD.findall(text)) for name in self._by_word.get(word, ())}
        found = {name for name in likely if self._patterns[name].search(text)}
        found |= {name for name, forms in self._unspaced.items() if any(form in text for form in forms)}
        return tuple(sorted(found))


def _words_of(names: Iterable[str]) -> set[str]:
    """Return the words of names that may stand for the whole: ``Ada`` and ``Penrow``, but not ``Captain`` or ``the``."""
    words = {word for name in names if not CJK.search(name) for word in _WORD.findall(name)}
    return {word for word in words if len(word) > 2 and word[0].isupper() and word.lower() not in TITLES | NOT_NAMES}
