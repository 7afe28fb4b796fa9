"""What has changed between two versions of a prose text: by words for people, by lines for programs.

Paragraphs that still say much the same are compared word by word; one that was written anew is shown as the old
paragraph and the new one, since words that two different sentences happen to share mean nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher, unified_diff
from itertools import zip_longest
from typing import Literal

from storyteller_agents.language import CJK

Kind = Literal["same", "gone", "new"]
Piece = tuple[Kind, str]
ALIKE = 0.5
"""Two paragraphs that share this much of their words are versions of each other."""
_WORDS = re.compile(rf"\s+|{CJK.pattern}|\w+|[^\w\s]")


def by_words(before: str, after: str) -> list[list[Piece]]:
    """Return the paragraphs of both versions in order, each as pieces that stayed, went or came."""
    old, new = _paragraphs(before), _paragraphs(after)
    shown: list[list[Piece]] = []
    for what, first, last, start, end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if what == "equal":
            shown += [[("same", paragraph)] for paragraph in old[first:last]]
        else:
            for one, other in zip_longest(old[first:last], new[start:end], fillvalue=""):
                shown += _compare(one, other)
    return shown


def by_lines(before: str, after: str, name: str) -> str:
    """Return a unified diff of two texts of the file `name`; an empty string where nothing changed."""
    lines = unified_diff(before.splitlines(), after.splitlines(), f"a/{name}", f"b/{name}", lineterm="")
    return "".join(f"{line}\n" for line in lines)


def _compare(one: str, other: str) -> Iterator[list[Piece]]:
    old, new = _WORDS.findall(one), _WORDS.findall(other)
    matcher = SequenceMatcher(None, old, new)
    if not (one and other) or matcher.quick_ratio() < ALIKE or matcher.ratio() < ALIKE:
        whole: list[Piece] = [("gone", one), ("new", other)]
        yield from ([piece] for piece in whole if piece[1])
        return
    pieces: list[Piece] = []
    for what, first, last, start, end in matcher.get_opcodes():
        if what == "equal":
            pieces.append(("same", "".join(old[first:last])))
        else:
            pieces += [
                piece for piece in (("gone", "".join(old[first:last])), ("new", "".join(new[start:end]))) if piece[1]
            ]
    yield pieces


def _paragraphs(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]
