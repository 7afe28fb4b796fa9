"""Injected copies of a clean text: each holds contradictions whose places are known, and decoys that are none.

A checker is measured on them: what it finds of the injections, and whether it fires on decoys or on the clean words.
The same text, rules, number and seed give the same copies. Nothing here knows how a checker works.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Injection:
    """A planted contradiction.

    Attributes:
        rule: the kind of contradiction.
        first: the span of the earlier passage in the injected text; None where one passage is enough.
        second: the span of the later one.
        distance: words (Chinese: signs) between the two; 0 where there is one.
        name: the character or thing concerned; empty where there is none.
        variant: the wording.
        style: ``plain`` where both passages say openly what can't be, else ``literary``.
    """

    rule: str
    first: tuple[int, int] | None
    second: tuple[int, int]
    distance: int
    name: str
    variant: str
    style: str = "literary"


@dataclass(frozen=True, slots=True)
class Injected:
    """A copy of a clean text with contradictions in it.

    Attributes:
        text: the copy.
        injections: the contradictions, by the place of their second passage.
        decoys: passages that look like a contradiction of the rule they name and have a good reason.
        planted: the spans of all that was added, with the white space that parts it from the clean text.
    """

    text: str
    injections: tuple[Injection, ...]
    decoys: tuple[Injection, ...] = ()
    planted: tuple[tuple[int, int], ...] = ()

    def clean(self) -> str:
        """Return the text without what was planted: the clean text, letter for letter."""
        pieces: list[str] = []
        done = 0
        for start, end in self.planted:
            pieces.append(self.text[done:start])
            done = end
        return "".join(pieces) + self.text[done:]


def inject(text: str, *, rules: Sequence[str] | None = None, each: int = 20, seed: int = 0) -> Iterator[Injected]:
    """Yield copies of a text, each with up to one contradiction a rule, until there are `each` of every rule.

    Distances are spread evenly on a logarithmic scale from neighbouring sentences to 20,000 words, as far as the text
    is long. A rule that finds no place in the text (it has no people, is too short, or is Chinese and the rule isn't)
    yields fewer or none. Plain and literary wordings of a rule take turns as far as both fit.

    Args:
        text: the clean text.
        rules: names of rules; all by default.
        each: contradictions of every rule.
        seed: what chance starts from.

    Raises:
        ValueError: a rule of that name doesn't exist.
    """
    from storyteller_agents.checks.injections.planting import copies

    return copies(text, rules, each, seed)
