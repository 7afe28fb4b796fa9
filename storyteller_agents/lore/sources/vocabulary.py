"""What the names of columns mean, in English: which words stand for an id, a title, a text, a kind, a fact.

Names are compared in any spelling and number. The lists are guesses at what people call things; what is called
otherwise has to be mapped by hand. Nothing here looks at what is in a column.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.sources.kind_words import KINDS_BY_WORD

ID_WORDS = ("id", "uuid", "guid", "uid", "slug", "index", "row name", "identifier", "key", "code")
"""The first five can hardly be anything else."""

NAME_WORDS = ("display name", "full name", "name", "title", "label", "heading", "headword", "term", "caption")
REFERENCE_WORDS = (*ID_WORDS, *NAME_WORDS)
TEXT_WORDS = ("description", "desc", "long description", "text", "body", "content", "entry", "details", "lore", "bio")
PROSE_WORDS = (
    *("biography", "backstory", "background", "history", "flavour text", "flavor text", "flavour", "flavor", "story"),
    *("personality", "appearance", "summary", "short description", "overview", "synopsis", "abstract", "note"),
    *("remark", "comment", "definition", "explanation", "tooltip"),
)
"""Like `TEXT_WORDS`, but they may also name something short: ``background: noble``."""

ALIAS_WORDS = (
    *("alias", "aka", "also known as", "synonym", "nickname"),
    *("other name", "alternative name", "alternate name"),
)
KEY_WORDS = ("keys", "keyword", "trigger", "trigger word", "trigger key", "tag")
TYPE_WORDS = ("kind", "type", "category", "class")
PRIORITY_WORDS = ("priority", "importance")
ALWAYS_WORDS = ("always", "constant", "pinned")
ROW_WORDS = ("id", "ref", "reference", "parent", "index", "key")
UNTOLD_WORDS = tuple(
    "id uid uuid guid index key url uri link path icon image hash order sort created updated version".split()
)
ATTRIBUTE_WORDS = tuple(
    "age born birth died death date year gender sex pronoun race species height weight eye hair color colour job role "
    "occupation profession rank title status home birthplace nationality language alignment size population ruler "
    "leader capital founded founder owner location climate rarity price cost value material level".split()
)

_LONGEST_NAME = 200


@lru_cache(maxsize=4096)
def phrase(name: str) -> str:
    """Return a name in any spelling as small words: ``DisplayName``, ``display_name`` → ``display name``."""
    name = clean_line(name)[:_LONGEST_NAME]
    letters: list[str] = []
    for at, letter in enumerate(name):
        before, after, later = name[at - 1 : at], name[at + 1 : at + 2], name[at + 2 : at + 3]
        plural = after == "s" and not later.isalpha()  # NPCs are one word
        starts = letter.isupper() and (not before.isupper() or (after.islower() and not plural))
        letters.append(f" {letter}" if starts else letter if letter.isalnum() else " ")
    return " ".join("".join(letters).casefold().split())


def forms(word: str) -> tuple[str, ...]:
    """Return a word and what it may be the plural of."""
    endings = (("s", ""), ("es", ""), ("ies", "y"))
    return (word, *(word[: -len(end)] + new for end, new in endings if word.endswith(end) and len(word) > 3))


def called(name: str, words: Sequence[str], *, plural: bool = True, ending: bool = False) -> int | None:
    """Return the place among `words` of what a column is called; None if it is not called so.

    Args:
        name: the column's name, in any spelling.
        words: what it may be called, the best first.
        plural: whether it may be the plural of one.
        ending: whether it may also end in one: ``size_description``.
    """
    told = phrase(name)
    for at, tried in enumerate((told, told.rpartition(" ")[2]) if ending else (told,)):
        for word in forms(tried) if plural else (tried,):
            if word in words:
                return words.index(word) + at * len(words)
    return None


@lru_cache(maxsize=4096)
def kind_of(name: str) -> str | None:
    """Return the kind of an entry that a word stands for, by itself or as the last of several: ``Magic Items``."""
    words = phrase(name)
    tried = (*forms(words), *forms(words.rpartition(" ")[2]))
    return next((KINDS_BY_WORD[word] for word in tried if word in KINDS_BY_WORD), None)
