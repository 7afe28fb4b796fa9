"""Whose the counted things are: a possessor, one who has them, a place, a group, or what follows the noun.

Reads only what stands around a number that `counts/` found; makes no facts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from storyteller_agents.canon.entities import NARRATOR
from storyteller_agents.canon.extract.counts import nouns
from storyteller_agents.canon.extract.counts import patterns as words
from storyteller_agents.canon.reading import PERSON, Reading

VAGUE = frozenset(
    "it that this which what there all some end middle top bottom side front back rest way whole time day night moment".split()
)


@dataclass(frozen=True, slots=True)
class CountedSet:
    """What is counted: the owner, the noun with what it belongs to, and how it was told."""

    owner: str
    about: str
    form: str
    mods: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Phrase:
    """A number with its noun.

    Attributes:
        left: what stands before, up to `begin`, the offset of the number or of its article.
        plain: the noun in the singular; `end`: where it ends.
        telling: the adjectives that tell the set from others.
    """

    reading: Reading
    left: str
    begin: int
    plain: str
    telling: tuple[str, ...]
    end: int

    def whom(self, match: re.Match[str], group: str = "who") -> str | None:
        """Return whom a group of a match in `left` means."""
        base = self.begin - len(self.left)
        return self.reading.whom(base + match.start(group), base + match.end(group))

    def set_of(self, owner: str | None, place: str, form: str) -> CountedSet | None:
        """Return the set of these things, or None where the owner isn't safe to say."""
        about = self.plain + (f" of {place}" if place else "")
        return None if owner is None else CountedSet(owner, about, form, self.telling)


_HEAD = re.compile(r" ([a-z]{3,})\b")
_ALL_OF = re.compile(
    rf"[^.!?;]{{0,70}}?,? (?:and )?(?:all|every one|each|each one|each and every one|every single one|"
    rf"both)(?: of (?:them|which|these))? "
    rf"(?:(?:were |was |are )?(?:belong(?:ed|ing|s)? to|owned by|the property of|the children of|"
    rf"born to) (?P<who>{PERSON}|her|him|me)\b|(?:were |was )?(?P<own>{PERSON})['’]s?(?! [a-z]))"
)


def owned(phrase: Phrase) -> CountedSet | None:
    """Say whose the things are; None where they are somebody's, but it isn't safe to say whose."""
    left, reading = phrase.left, phrase.reading
    if (own := words.LEFT_WHOSE.search(left)) and not (words.GIVING.search(left) and phrase.plain not in nouns.KIN):
        base = phrase.begin - len(left)
        return phrase.set_of(possessor(reading, base + own.start("who"), base + own.end("who")), "", "own")
    if thing := words.LEFT_THINGS.search(left):
        return phrase.set_of((phrase.whom(thing) or "") if thing["who"] else "", thing["thing"], "own")
    if all_of := _ALL_OF.match(reading.narration, phrase.end, phrase.end + 130):
        return phrase.set_of(reading.whom(*all_of.span("who" if all_of["who"] else "own")), "", "own")
    if phrase.plain in nouns.LASTING and (lives := words.LIVES_WITH.search(left)):
        return phrase.set_of(phrase.whom(lives), "", "had")
    owner, place = what_follows(reading, phrase.end)
    if words.LEFT_THE.search(left):
        if not (owner or place) and (lies := words.RIGHT_LIES.match(reading.narration, phrase.end, phrase.end + 90)):
            owner = reading.whom(*lies.span("name" if lies["name"] else "who")) or ""
        return phrase.set_of(owner, place, "the")
    had = words.LEFT_HAD.search(left) or words.APPOSED.search(left)
    if had is None and phrase.plain in nouns.KIN:
        had = words.WITH_KIN.search(left)
    if had and place and had[0].endswith("counted "):
        return phrase.set_of(owner, place, "had")
    if had:
        gone = phrase.plain in nouns.KIN and re.search(r"\b(?:lost|buried)\b", had[0])
        return phrase.set_of(phrase.whom(had), "", "least" if gone else "had")
    if gave := words.LEFT_GAVE.search(left):
        return phrase.set_of(phrase.whom(gave, "who" if gave["who"] else "mother"), "", "had")
    if phrase.plain in ("brother", "sister") and (among := words.LEFT_AMONG.search(left)):
        return phrase.set_of(phrase.whom(among), "", "had")
    if words.AND_HAD.search(left) and (who := _first_subject(phrase)):
        return phrase.set_of(who, "", "had")
    return _held(phrase) or phrase.set_of(owner, place, "had" if words.LEFT_THERE.search(left) else "some")


def _first_subject(phrase: Phrase) -> str | None:
    """Return the one whom the sentence opens with, if it names nobody else before the number."""
    reading = phrase.reading
    first = reading.sentence_at(phrase.begin)[0]
    opening = words.SUBJECT.match(reading.narration, first)
    if opening is None or len(reading.named_between(first, phrase.begin)) > 1:
        return None
    return reading.whom(*opening.span())


def _held(phrase: Phrase) -> CountedSet | None:
    """Read what a place or a thing has: ``five bells hung in the tower``, ``the tower had five bells``."""
    left, reading = phrase.left, phrase.reading
    stands = words.RIGHT_STANDS.match(reading.narration, phrase.end, phrase.end + 70)
    had = words.LEFT_THING_HAD.search(left)
    if stands and (had is None or left.endswith(" of ")):
        return phrase.set_of(
            (reading.whom(*stands.span("name")) or "") if stands["name"] else "", stands["thing"] or "", "had"
        )
    if words.HAVING_FIRST.search(left) and (owner := _named_ahead(reading, phrase.begin)):
        return phrase.set_of(owner, "", "had")
    if had and had["thing"] not in VAGUE | nouns.MEASURES:
        known = had[0].split()[0].lower() in ("the", "this", "that") or " its " in had[0]
        form = "had" if known or not re.search(r"[a-z] (?:with|of) (?:[a-z]+ )?$", left) else "new"
        return phrase.set_of((phrase.whom(had) or "") if had["who"] else "", had["thing"], form)
    if there := words.LEFT_IN.search(left):
        return phrase.set_of((phrase.whom(there, "name") or "") if there["name"] else "", there["thing"] or "", "had")
    return None


def possessor(reading: Reading, start: int, end: int) -> str | None:
    """Return whom a possessive means, who may be named only after it: ``With her three sons around her, Anna …``."""
    if reading.narration[start:end] == "My":
        return NARRATOR if reading.in_first_person else None
    return reading.whom(start, end) or _named_ahead(reading, start)


def _named_ahead(reading: Reading, at: int) -> str | None:
    first, last = reading.sentence_at(at)
    ahead = words.FORWARD.match(reading.narration[first : min(last, first + 200)])
    if ahead is None or at > first + ahead.start("who"):
        return None
    mention = reading.named_at(first + ahead.start("who"), first + ahead.end("who"))
    wrong = {"her": "m", "his": "f"}.get(reading.flat[at : at + 3].lower())
    known = mention is not None and mention.entity.gender != wrong and mention.entity.kind == "person"
    return mention.entity.name if mention and known else None


def what_follows(reading: Reading, end: int) -> tuple[str, str]:
    """Return whom the things belong to, and of what they are, by what follows: ``of the house``, ``in Anna's garden``."""
    after = words.RIGHT_OF.match(reading.narration, end, end + 60)
    if after is None:
        return "", ""
    if after["name"]:
        return reading.whom(*after.span("name")) or "", after["poss"].split()[-1] if after["poss"] else ""
    owner = (reading.whom(*after.span("who")) or "") if after["who"] else ""
    thing = after["thing"]
    if (head := _HEAD.match(reading.narration, after.end())) and head[1] in nouns.LASTING:
        thing = head[1]
    return owner, "" if thing in VAGUE or thing in nouns.MEASURES else thing


def by_birth(phrase: Phrase) -> tuple[CountedSet, int] | None:
    """Read ``the father of four sons`` and ``the youngest of five brothers``; the number is how many fewer they are."""
    if parent := words.LEFT_PARENT.search(phrase.left):
        who = phrase.whom(parent)
        return (CountedSet(who, phrase.plain if phrase.plain in nouns.KIN else "child", "had"), 0) if who else None
    if phrase.plain in ("child", "sibling", "brother", "sister") and words.FIRST_OF.search(phrase.left):
        after = words.AND_SO.match(phrase.reading.narration, phrase.end, phrase.end + 60)
        who = phrase.reading.whom(*after.span("who")) if after else None
        plain = "sibling" if phrase.plain == "child" else phrase.plain
        return (CountedSet(who, plain, "had"), 1) if who else None
    one = words.LEFT_ONE_OF.search(phrase.left)
    if one and phrase.plain in ("brother", "sister", "child", "sibling"):
        who = phrase.whom(one)
        return (CountedSet(who, "sibling" if phrase.plain == "child" else phrase.plain, "had"), 1) if who else None
    return None


def one_of_children(reading: Reading, left: str, begin: int, end: int) -> CountedSet | None:
    """Read ``the middle child of five``: whose brothers and sisters are one fewer."""
    child = words.CHILD_OF.search(left)
    if child is None or not re.compile(r"[.,;:]| children\b| and\b").match(reading.narration, end):
        return None
    who = reading.whom(begin - len(left) + child.start("who"), begin - len(left) + child.end("who"))
    return CountedSet(who, "sibling", "had") if who else None


def of_group(reading: Reading, left: str, end: int) -> CountedSet | None:
    """Read ``a crew of nine`` and ``the nine-man crew``."""
    strong = words.RIGHT_STRONG.match(reading.narration, end, end + 40)
    if strong:
        known = re.search(r"\b(?:[Tt]he|[Hh]is|[Hh]er) $", left)
        return CountedSet("", f"member of {strong['thing']}", "the" if known else "new")
    group = words.LEFT_GROUP.search(left)
    if group is None:
        return None
    noun = words.COUNTED.match(reading.narration, end, end + 60)
    plain = nouns.singular(noun["noun"]) if noun else "member"
    plain = "member" if plain in nouns.PEOPLE or plain in ("hand", "head") else plain
    form = "new" if (group["det"] or "").lower() in ("a", "an") else "the"
    return CountedSet("", f"{plain} of {group['thing']}", form)


def both_kinds(text: str, plain: str, end: int) -> str:
    """Return what *six brothers and sisters* are together."""
    if plain in ("brother", "sister") and re.compile(r" (?:and|or) (?:brothers|sisters)\b").match(text, end):
        return "sibling"
    return (
        "child" if plain in ("son", "daughter") and re.compile(r" and (?:sons|daughters)\b").match(text, end) else plain
    )


def listed(reading: Reading, left: str, begin: int, end: int) -> CountedSet | None:
    """Read ``her brothers were three``, ``the bells of the tower, five in all`` and ``her brothers, all four of them``."""
    found = words.COUNTING.search(left)
    if found is None and words.OF_THEM.match(reading.narration, end, end + 12):
        found = words.ALL_OF_THEM.search(left)
    found = found or words.LEFT_LISTED.search(left)
    if found is None or not words.RIGHT_LISTED.match(reading.narration, end, end + 20):
        return None
    plain = nouns.singular(found["noun"])
    if plain in nouns.MEASURES:
        return None
    phrase = Phrase(reading, left, begin, plain, tuple(sorted(nouns.TELLING.intersection(found["mods"].split()))), end)
    if found["who"]:
        return phrase.set_of(phrase.whom(found), found.groupdict().get("thing") or "", "own")
    if found.groupdict().get("whose"):
        return phrase.set_of(phrase.whom(found, "whose"), found["owned"], "the")
    if found.groupdict().get("family"):
        base = begin - len(left)
        family = reading.flat[base + found.start("family") : base + found.end("family")].lower()
        return phrase.set_of("", family, "the")
    name = (phrase.whom(found, "name") or "") if found["name"] else ""
    return phrase.set_of(name, found.groupdict().get("part") or found["owned"] or found["thing"] or "", "the")
