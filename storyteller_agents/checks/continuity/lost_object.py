"""A thing is used after it was lost, destroyed, sold or given away; or is found or given away twice.

The same thing: the same noun, and no words that tell it from the other. Where the words agree (the silver key, the
silver key) distance does not matter; where one passage says only *the key*, it has to be the same owner and a thing of
which one has one, or near by, and no other key may have come in. After a loss, a sale or a gift the loser must not
have it; what was destroyed nobody can use.

No contradiction: it was found, fetched, given back, bought, mended or replaced between (in narration or in speech);
another, a new, a second one came in; the new owner uses it; the later passage tells of what had been, is a supposition
or a dream, or goes on to say that the thing is gone. What is told to be gone for good (burned to the
ground, never recovered) must not even be seen again; other losses bar only its use. Houses, trees and bridges count
only where whose or where they are agrees; stores where the last of them is used. The rule can't see that somebody got
a thing back without words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from storyteller_agents.canon.extract.possessions.returns import FOUND
from storyteller_agents.canon.extract.possessions.things import FIXED, OTHERS, RELATIVES, SEVERAL, marks
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check, disagree
from storyteller_agents.checks.continuity.reasoning.thing_returns import (
    RUINED,
    has_come_back,
    is_final,
    kind_of,
    noun_of,
    text_between,
)

_GONE = frozenset({"lost", "destroyed", "sold", "given", "stolen", "thrown away", "broken"})
_HELD = frozenset({"used", "has", "seen"})
NEAR = 700
"""How many words apart two things told apart by their nouns only may be."""
FAR = 25_000
"""How many words apart two things of one owner may be, of which one has one."""


@check(severity="error", repair="rewrite", scope="story")
def lost_object(story: Story) -> Iterator[Objection]:
    """Something is used after it was lost, destroyed, sold or given away, with no word of its return."""
    gone: dict[str, list[Fact]] = defaultdict(list)
    found: dict[str, list[Fact]] = defaultdict(list)
    rivals: dict[str, list[Fact]] = defaultdict(list)
    for fact in story.facts("possession"):
        noun, kind, article = noun_of(fact), kind_of(fact), fact.notes[1] if len(fact.notes) > 1 else "own"
        if kind == "found" or article == "other":
            other = _found_before(story, fact, found[noun], gone[noun]) if kind == "found" and fact.hard else None
            if other is not None:
                yield disagree(
                    fact,
                    other,
                    f"The {_plain(fact)} is found here, but was found before.",
                    "Tell that it was lost again between, or cut one of the two.",
                )
            found[noun] = [one for one in found[noun] if not _alike(one, fact)] + (
                [fact] if fact.hard and article != "other" else []
            )
            if article == "other" and not _replaces(fact):
                rivals[noun] = [*rivals[noun][-9:], fact]
            else:
                gone[noun] = [loss for loss in gone[noun] if not _returns(fact, loss, article)]
            if article == "other" and kind not in _GONE:
                continue
        if not fact.hard or (kind not in _GONE and kind not in _HELD):
            continue
        loss = _lost_before(story, fact, gone[noun], rivals[noun])
        if loss is not None:
            yield disagree(
                fact,
                loss,
                _message(fact, loss),
                f"Tell how the {_plain(fact)} came back, or let something else stand in its place.",
            )
            gone[noun].remove(loss)
        if kind in _GONE:
            gone[noun] = [one for one in gone[noun] if one.entity != fact.about or not _alike(one, fact)]
            gone[noun].append(fact)
            found[noun] = [one for one in found[noun] if not _alike(one, fact)]


def _plain(fact: Fact) -> str:
    return fact.value.partition(" of ")[0]


def _marks(fact: Fact) -> frozenset[str]:
    head, _, of = fact.value.partition(" of ")
    return marks(" ".join([*head.split()[:-1], of]))


def _alike(fact: Fact, other: Fact) -> bool:
    """Whether no word tells the one thing from the other."""
    one, two = _marks(fact), _marks(other)
    return not one or not two or bool(one & two)


def _returns(fact: Fact, loss: Fact, article: str) -> bool:
    """Whether a finding gives back what was lost; what was destroyed only another one replaces."""
    if ("stores" in loss.notes) != ("stores" in fact.notes):
        return False
    if (
        kind_of(loss) in RUINED
        and article != "other"
        and not re.search(r"mend|repair|restor|reforg|replac|whole|cop", fact.quote)
    ):
        return False
    return _alike(fact, loss)


_AWAY = (
    r"(?:again|los[et]|hid|hidden|put|left|gave|given|dropp\w+|missing|gone|laid|threw|stole\w*|"
    r"taken|took|return\w*|back)"
)
"""That a thing is out of the hands of him who found it."""


def _found_before(story: Story, fact: Fact, found: list[Fact], gone: list[Fact]) -> Fact | None:
    """Return the passage in which the same one found the same thing, if nothing tells that it was out of his hands."""
    noun = re.escape(noun_of(fact))
    missing = re.compile(rf"\b(?:missing|lost|stolen|vanished|mislaid) (?:[a-z]+ )?{noun}\b")
    for other in reversed(found):
        if (fact.scene, fact.span) == (other.scene, other.span) or fact.entity != other.entity:
            continue
        both_missing = _marks(fact) == _marks(other) and missing.search(fact.quote) and missing.search(other.quote)
        same = (_marks(fact) and _marks(fact) == _marks(other)) or both_missing
        if not (same and FOUND.search(fact.quote) and FOUND.search(other.quote)):
            continue
        between = text_between(story, other, fact)
        if both_missing:
            between = between.removesuffix(story.scene(fact.scene).reading.flat[slice(*fact.span)])
        if not re.search(rf"\b(?:{_AWAY}\b[^.!?]{{0,40}}\b{noun}|{noun}\b[^.!?]{{0,60}}\b{_AWAY})\b", between):
            return other
    return None


def _replaces(fact: Fact) -> bool:
    """Whether another thing of the kind takes the place of the one that is gone: a new one, or one that is got."""
    return kind_of(fact) == "found" or bool(OTHERS.intersection(fact.value.split()))


def _lost_before(story: Story, fact: Fact, gone: list[Fact], rivals: list[Fact]) -> Fact | None:
    for loss in reversed(gone):
        if fact.span == loss.span and fact.scene == loss.scene:
            continue
        if not _shared(fact, loss) and any(_may_be(rival, fact, loss) for rival in rivals):
            continue
        if _same_thing(story, fact, loss) and _barred(story, fact, loss) and not has_come_back(story, fact, loss):
            return loss
    return None


def _may_be(rival: Fact, fact: Fact, loss: Fact) -> bool:
    """Whether a thing of the kind that came in after a loss may be the one that is used now."""
    return rival.start > loss.start and (not rival.entity or not fact.entity or rival.entity == fact.entity)


def _shared(fact: Fact, loss: Fact) -> frozenset[str]:
    """Return the words that both things have; *her father's* of two women are two fathers."""
    both = _marks(fact) & _marks(loss)
    other = fact.entity and loss.entity and fact.entity != loss.entity
    return both - RELATIVES if other else both


def _barred(story: Story, fact: Fact, loss: Fact) -> bool:
    """Whether whoever has the thing now can't have it."""
    near = story.words_between(fact, loss) <= 5 * NEAR
    if kind_of(fact) == "seen" and not (
        is_final(loss) or kind_of(loss) in RUINED or (fact.entity and fact.entity == loss.entity)
    ):
        return False
    if noun_of(loss) in FIXED and kind_of(loss) in ("given", "sold"):
        return False
    if kind_of(fact) in _GONE:  # gone twice: given away by one who had given it away
        return (
            kind_of(fact) in ("given", "sold")
            and fact.entity == loss.entity != ""
            and (fact.about != loss.about or not fact.about)
        )
    if kind_of(loss) in RUINED and _shared(fact, loss):
        return True
    if not loss.entity:
        return kind_of(loss) in RUINED | {"lost"} and (
            bool(_shared(fact, loss)) or (fact.notes[1:2] == ("the",) and near) or _tells_of(story, loss, fact.entity)
        )
    return fact.entity == loss.entity and fact.entity != loss.about


def _tells_of(story: Story, loss: Fact, name: str) -> bool:
    """Whether a loss of nobody's thing, or the sentence after it, names somebody."""
    text = story.text(loss.scene)[loss.span[0] : loss.span[1] + 100]
    return any(
        re.search(rf"\b{re.escape(part)}\b", text) for part in name.split() if len(part) > 2 and part[0].isupper()
    )


def _same_thing(story: Story, fact: Fact, loss: Fact) -> bool:
    one, two = _marks(fact), _marks(loss)
    if _shared(fact, loss):
        return True
    if _is_many(story, fact) and not _is_many(story, loss):
        return False
    if "stores" in loss.notes:
        return bool(fact.entity) and is_final(loss)
    if noun_of(fact) in FIXED and (
        fact.entity != loss.entity or not fact.entity or not (is_final(loss) or kind_of(loss) in RUINED)
    ):
        return False
    if one and two:
        return False
    words = story.words_between(fact, loss)
    if noun_of(fact) in SEVERAL:
        if kind_of(fact) in _GONE and words > NEAR:
            return False
        return (
            (words <= NEAR or is_final(loss) or (fact.entity == loss.entity != "" and loss.notes[1:2] == ("own",)))
            and not (one or two)
            and "other" not in loss.notes
        )
    articles = {fact.notes[1] if len(fact.notes) > 1 else "own", loss.notes[1] if len(loss.notes) > 1 else "own"}
    if "other" in articles or one:
        return words <= NEAR and not one
    return words <= FAR


def _is_many(story: Story, fact: Fact) -> bool:
    """Whether a passage speaks of several things of the kind."""
    noun, at = noun_of(fact), fact.start.offset
    return not noun.endswith("s") and bool(re.search(rf"\b{re.escape(noun)}s\b", story.text(fact.scene)[at : at + 60]))


def _message(fact: Fact, loss: Fact) -> str:
    was = {
        "lost": "was lost",
        "given": "was given away",
        "sold": "was sold",
        "stolen": "was stolen",
        "thrown away": "was thrown away",
    }.get(kind_of(loss), "was destroyed")
    now = "is given away" if kind_of(fact) in _GONE else "is in use" if kind_of(fact) == "used" else "is at hand"
    whose = f" ({fact.entity})" if fact.entity else ""
    return f"The {_plain(fact)}{whose} {now} here, but {was} before."
