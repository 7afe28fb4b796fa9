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

from storyteller_agents.canon.extract.possession_returns import (
    BACK,
    IT_BACK,
    MISSED,
    MISSED_NEXT,
    NOT_BACK,
    NOTHING_MISSING,
    PAST,
)
from storyteller_agents.canon.extract.possession_things import FIXED, SEVERAL, marks
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.story import Story
from storyteller_agents.checks.check import Objection, check, disagree

_GONE = frozenset({"lost", "destroyed", "sold", "given", "stolen", "thrown away", "broken"})
_HELD = frozenset({"used", "has", "seen"})
_RUINED = frozenset({"destroyed", "broken"})
NEAR = 700
"""How many words apart two things told apart by their nouns only may be."""
FAR = 25_000
"""How many words apart two things of one owner may be, of which one has one."""
LOOK = 3000
"""How many characters after a loss and before a use are searched for words of a return."""


@check(severity="error", repair="rewrite", scope="story")
def lost_object(story: Story) -> Iterator[Objection]:
    """Something is used after it was lost, destroyed, sold or given away, with no word of its return."""
    gone: dict[str, list[Fact]] = defaultdict(list)
    found: dict[str, list[Fact]] = defaultdict(list)
    for fact in story.facts("possession"):
        noun, kind, article = _noun(fact), _kind(fact), fact.notes[1] if len(fact.notes) > 1 else "own"
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
            gone[noun] = [loss for loss in gone[noun] if not _returns(fact, loss, article)]
            if article == "other" and kind not in _GONE:
                continue
        if not fact.hard or (kind not in _GONE and kind not in _HELD):
            continue
        loss = _lost_before(story, fact, gone[noun])
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


def _kind(fact: Fact) -> str:
    return fact.notes[0] if fact.notes else "has"


def _noun(fact: Fact) -> str:
    return fact.value.partition(" of ")[0].split()[-1] if fact.value else ""


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
        _kind(loss) in _RUINED
        and article != "other"
        and not re.search(r"mend|repair|restor|reforg|replac|whole|cop", fact.quote)
    ):
        return False
    return _alike(fact, loss)


def _found_before(story: Story, fact: Fact, found: list[Fact], gone: list[Fact]) -> Fact | None:
    """Return the passage in which the same one found the same thing, if nothing tells that it was out of his hands."""
    for other in reversed(found):
        same = _marks(fact) and _marks(fact) == _marks(other) and fact.entity == other.entity
        if (
            same
            and re.search(r"\bfound\b", fact.quote)
            and re.search(r"\bfound\b", other.quote)
            and (fact.scene, fact.span) != (other.scene, other.span)
        ):
            away = r"(?:again|los[et]|hid|hidden|put|left|gave|given|dropp\w+|missing|gone|laid|threw|stole\w*|taken|took|return\w*|back)"
            noun = re.escape(_noun(fact))
            if not re.search(
                rf"\b(?:{away}\b[^.!?]{{0,40}}\b{noun}|{noun}\b[^.!?]{{0,60}}\b{away})\b",
                _text_between(story, other, fact),
            ):
                return other
    return None


def _lost_before(story: Story, fact: Fact, gone: list[Fact]) -> Fact | None:
    for loss in reversed(gone):
        if fact.span == loss.span and fact.scene == loss.scene:
            continue
        if (
            _same_thing(story, fact, loss)
            and _barred(fact, loss, story.words_between(fact, loss) <= 5 * NEAR)
            and not _excused(story, fact, loss)
        ):
            return loss
    return None


def _barred(fact: Fact, loss: Fact, near: bool) -> bool:
    """Whether whoever has the thing now can't have it."""
    if _kind(fact) == "seen" and not (
        _is_final(loss) or _kind(loss) in _RUINED or (fact.entity and fact.entity == loss.entity)
    ):
        return False
    if _noun(loss) in FIXED and _kind(loss) in ("given", "sold"):
        return False
    if _kind(fact) in _GONE:  # gone twice: given away by one who had given it away
        return (
            _kind(fact) in ("given", "sold")
            and fact.entity == loss.entity != ""
            and (fact.about != loss.about or not fact.about)
        )
    if _kind(loss) in _RUINED and bool(_marks(fact) & _marks(loss)):
        return True
    if not loss.entity:
        return _kind(loss) in _RUINED | {"lost"} and (
            bool(_marks(fact) & _marks(loss)) or (fact.notes[1:2] == ("the",) and near)
        )
    return fact.entity == loss.entity and fact.entity != loss.about


def _same_thing(story: Story, fact: Fact, loss: Fact) -> bool:
    one, two = _marks(fact), _marks(loss)
    if one & two:
        return True
    if "stores" in loss.notes:
        return bool(fact.entity) and _is_final(loss)
    if _noun(fact) in FIXED and (
        fact.entity != loss.entity or not fact.entity or not (_is_final(loss) or _kind(loss) in _RUINED)
    ):
        return False
    if one and two:
        return False
    words = story.words_between(fact, loss)
    if _noun(fact) in SEVERAL:
        if _kind(fact) in _GONE and words > NEAR:
            return False
        return (
            (words <= NEAR or _is_final(loss) or (fact.entity == loss.entity != "" and loss.notes[1:2] == ("own",)))
            and not (one or two)
            and "other" not in loss.notes
        )
    articles = {fact.notes[1] if len(fact.notes) > 1 else "own", loss.notes[1] if len(loss.notes) > 1 else "own"}
    if "other" in articles or one:
        return words <= NEAR and not one
    return words <= FAR


def _is_final(loss: Fact) -> bool:
    """Whether the text says that what is gone doesn't come back."""
    return "final" in loss.notes or "stores" in loss.notes


def _excused(story: Story, fact: Fact, loss: Fact) -> bool:
    """Whether something between, or in the later passage, tells how the thing came back, or that it is another one."""
    noun = re.escape(_noun(fact))
    back = re.compile(rf"\b(?:{noun}s?\b[^.!?]{{0,50}}\b{BACK}\b|{BACK}\b[^.!?]{{0,40}}\b{noun}s?\b)", re.IGNORECASE)
    if _kind(loss) in _RUINED:
        back = re.compile(
            rf"\b(?:(?:(?:new|another|second|spare|other)\b[^.!?,;]{{0,15}}|(?:mend|repair|restor|reforg|buil[dt]|rebuil|raised|copy|bought|replac)\w*\b[^.!?]{{0,40}})\b{noun}s?\b|{noun}s?\b[^.!?]{{0,40}}\b(?:mend|repair|restor|reforg|replac|rebuil|built (?:up|again))\w*)"
        )
    between = NOT_BACK.sub(" ", _text_between(story, loss, fact))
    if "stores" not in loss.notes and IT_BACK.search(between[-300:]):
        return True
    if back.search(between[:LOOK]) or back.search(between[-LOOK:]):
        return True
    text, quote = story.text(fact.scene).replace("\n", " "), fact.quote.replace("\n", " ")
    return bool(
        MISSED.search(NOTHING_MISSING.sub(" ", quote))
        or MISSED_NEXT.match(text[fact.span[1] : fact.span[1] + 120])
        or PAST.search(quote[: max(40, fact.start.offset - fact.span[0])])
    )


def _text_between(story: Story, other: Fact, fact: Fact) -> str:
    parts = []
    for scene in story.scenes[max(0, other.start.scene) : fact.start.scene + 1]:
        begin = other.span[1] if scene.id == other.scene and other.start.scene >= 0 else 0
        end = fact.span[1] if scene.id == fact.scene else len(scene.reading.flat)
        parts.append(scene.reading.flat[begin:end])
    return " ".join(parts)


def _message(fact: Fact, loss: Fact) -> str:
    was = {
        "lost": "was lost",
        "given": "was given away",
        "sold": "was sold",
        "stolen": "was stolen",
        "thrown away": "was thrown away",
    }.get(_kind(loss), "was destroyed")
    now = "is given away" if _kind(fact) in _GONE else "is in use" if _kind(fact) == "used" else "is at hand"
    whose = f" ({fact.entity})" if fact.entity else ""
    return f"The {_plain(fact)}{whose} {now} here, but {was} before."
