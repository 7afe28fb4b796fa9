"""How it always is in a place, with a kind of being or with a thing, as the narration states it: facts `world way`.

``There were no horses on Tarnsey``, ``Elves do not sleep``, ``The key of Mallory turned only for a child``, ``Gnomes turn
to stone in sunlight``. Only what is said of a place or thing with a name, or of a kind of being that there isn't, counts:
of people and days it is how one talks. The first note is the form (``never``, ``lack``, ``always``, ``only``, ``turn``), the
others stems: ``n:`` of a name, ``h:`` of the thing with it, ``k:`` of the kind, ``a:`` of what is or isn't, ``t:`` of the
time for which it holds, ``b:`` for whom alone it holds, what it needs, or what follows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.gist import WORD, stem, stems
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.world_rules.way_patterns import WAYS
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

KINDS = stems(
    "dragon wyvern wyrm elf elves dwarf dwarves goblin gnome troll ogre giant giantess fairy fairies fay fae "
    "faery pixie "
    "sprite brownie kobold witch warlock wizard sorcerer sorceress mage magician enchanter vampire werewolf "
    "ghost spirit "
    "spectre wraith phantom ghoul zombie revenant demon devil imp angel djinn genie mermaid merman merfolk "
    "selkie siren "
    "nymph dryad naiad faun satyr centaur unicorn griffin gryphon phoenix basilisk cockatrice hydra kraken leviathan "
    "golem homunculus robot android automaton cyborg clone alien martian telepath shapeshifter changeling banshee orc "
    "hobgoblin halfling titan cyclops gorgon minotaur harpy seraph cherub necromancer seer oracle mortal "
    "immortal undead"
)
"""Kinds of being of which stories alone tell, by their stems."""
_MARK = re.compile(
    r"\b(?:no|nobody|none|nothing|never|not|cannot|can|could|do|does|only|alone|always|ever|for ?ever|every|"
    r"everyone|everybody|"
    r"everything|all|any|who|without|unknown|forbidden|death|refused?|fails?|failed|turn\w*|burn\w*|whoever|"
    r"if|when|in|last\w*)\b|n['’]t\b",
    re.I,
)
_PERSONAL = re.compile(
    r"\b(?:he|she|i|we|him|me|us|his|her|hers|my|our|your|himself|herself|this|these|now|longer|more|again|just|"
    r"at last|that (?:day|night|time|moment|morning|evening|one|he|she)|too|also|then|moment|today|yesterday)\b",
    re.I,
)
_TURN_PERSONAL = re.compile(r"\b(?:i|we|me|us|my|our|your|now|again|this|these)\b", re.I)
_ONE_THING = re.compile(
    r"(?:[Tt]he|[Aa]n?) (?:[\w'’-]+ ){0,5}?[\w'’-]+ (?:could not|did not|would not|had no|was not|couldn['’]t|"
    r"didn['’]t|wouldn['’]t|had not|was unable)\b"
)
_PLACED = re.compile(
    r"\s(?:in|on|at|under|within|through|across|near|upon|beneath|inside|before) (?P<of>(?:the|an?) [^,;:.]{3,40})$"
)
_ONE = re.compile(r"^(?:then )?(?:he|she|it|they|that|the way)\b", re.I)
_EVENT = frozenset(
    stems(
        "know think say see hear notice suspect believe doubt remember understand find guess care mind answer "
        "reply ask stir "
        "move look seem expect want wish like hope help tell imagine recognise feel call try begin mean have get make"
    )
)
_TIMES = {
    "night": stems("night dark darkness midnight nightfall dusk moonlight moonrise moon evening sunset sundown dark"),
    "day": stems("day daylight noon midday morning afternoon sun sunlight sunshine dawn sunrise"),
    "winter": stems("winter snow frost december january february"),
    "summer": stems("summer june july august"),
}
_WHEN = re.compile(
    r"\b(?:(?P<night>(?:at|by) night|after (?:dark|nightfall|sunset|sundown|dusk|midnight)|between (?:dusk|"
    r"sunset|sundown|"
    r"nightfall|midnight) and \w+|in the dark|before (?:dawn|sunrise))|(?P<day>by day(?:light)?|in (?:the "
    r")?daylight|at noon|"
    r"before (?:dark|nightfall|sunset|dusk|sundown)|between (?:dawn|sunrise) and \w+|while the sun)|"
    r"(?P<winter>in winter)|(?P<summer>in summer))\b",
    re.I,
)
_NEEDS = re.compile(
    r",?\s\b(?P<how>without|unless|except|save|but (?:for|by|with|the|an?)|until|till|before|but)\b(?P<what>.*)", re.I
)
_HOLLOW = stems(
    "ever world time kingdom people man men creature thing whole year place long great old anything anybody "
    "any able well "
    "afterwards afterward since country land city town village valley island forest street road house part "
    "hand mortal living law custom people folk"
)
_ADDED = re.compile(
    r"(?P<s>(?:[\w'’-]+\s){1,6}?)(?=(?:had|has|have|is|was|were|are|never|could|can|would|will|did|do|does|"
    r"[a-z]+ed|[a-z]+s|drew|kept|"
    r"went|came|lived|grew|ate|drank)\s)[^,]{4,60},? (?:and|but) (?P<more>(?:had|has|have|is|was|were|are|"
    r"never|could|can|would|will|did|do|does|"
    r"must|may|might|knew|know|kept)\s[^,]{4,80})"
)
_LONGEST, _MOST = 260, 7
_PLACES = stems(
    "valley island isle city town village forest wood river lake sea mountain hill moor marsh country land "
    "kingdom realm "
    "street road house castle tower hollow cave desert coast bay bridge hall abbey temple garden park field "
    "fen plain world "
    "planet moon colony station quarter harbour port parish county duchy north south east west gate market district"
)


def find(reading: Reading) -> Iterator[Fact]:
    """Yield how things are in general, as the narration states it, one a sentence."""
    for start, end in reading.sentences:
        if end - start > _LONGEST or not _MARK.search(reading.flat, start, end):
            continue
        if "\ue000" in reading.narration[start:end] or reading.flat[start:end].rstrip().endswith("?"):
            continue
        names = _names(reading, start, end)
        ways = {found: None for part in _parts(reading.flat[start:end]) for found in _ways(part, names)}
        if ways and not reading.hedges(start, end) & {"dream", "question"}:
            value = " ".join(reading.flat[start:end].split())
            for notes in ways:
                yield fact_at(reading, (start, end), "", "world way", value, notes=notes)


def _names(reading: Reading, start: int, end: int) -> dict[str, bool]:
    """Return the words of names in a sentence, and whether each is somebody's who is plainly a person."""
    found: dict[str, bool] = {}
    for one in reading.named_between(start, end):
        before = reading.flat[max(start, one.start - 24) : one.start]
        part = re.search(r"\b(?:(?:of|in|at|on|from|to|through|into|within) (?:the )?|the [a-z]+ )$", before, re.I)
        person = one.entity.kind == "person" and (not part or (one.entity.gender != "" and one.entity.times > 2))
        person = person or reading.flat[one.end : one.end + 2] in ("’s", "'s")
        for word in WORD.findall(reading.flat[one.start : one.end]):
            if (one.start > start + 1 or one.entity.times > 1 or " " in one.entity.name) and stem(word):
                found[word] = person
    return found


def _parts(sentence: str) -> Iterator[str]:
    """Yield what may stand for itself of a sentence: its parts, and each without what is only added to it."""
    for part in re.split(r"[;:—]|--", " ".join(sentence.split())):
        whole = part.strip(" .,!\"“”'’")
        if len(whole) < 12:
            continue
        shorter = re.split(
            r",? (?:and|but|for|so|nor|since|because|lest|though|not even|however) |, ", whole, maxsplit=1
        )[0]
        if shorter != whole and len(shorter) > 14:
            yield shorter
        yield whole
        added = _ADDED.match(whole)
        if added:
            yield f"{added['s'].strip()} {added['more']}"


def _ways(part: str, names: dict[str, bool]) -> Iterator[tuple[str, ...]]:
    """Yield all that a part may say: where two turns fit, the breach tells which was meant."""
    for form, pattern in WAYS:
        match = pattern.match(part)
        if match is not None and (notes := _notes(form, match, names)) is not None:
            yield notes


def _notes(form: str, match: re.Match[str], names: dict[str, bool]) -> tuple[str, ...] | None:
    groups = {name: text or "" for name, text in match.groupdict().items()}
    subject = groups.get("d", "")
    of, act, but = (
        f"{groups.get('s', '')} {groups.get('p', '')} {groups.get('q', '')} {groups.get('r', '')} "
        f"{groups.get('u', '')}",
        groups["a"],
        groups.get("but", ""),
    )
    act, of = f"{subject} {act}".strip(), f"{of} {subject}"
    if (_TURN_PERSONAL if form == "turn" else _PERSONAL).search(match[0]):
        return None
    when = _WHEN.search(match[0])
    act = _WHEN.sub(" ", act)
    needs = _NEEDS.search(act)
    if needs and form in ("never", "lack"):
        act, but = act[: needs.start()], needs["what"] if needs["how"].lower() in ("without", "unless") else ""
        if not but:
            but = needs["what"]
    named = {word for word in names if re.search(rf"\b{re.escape(word)}\b", f"{of} {act}")}
    own = {word for word in named if not names[word]}
    spoken = stems(re.sub(r"\b[A-Z][\w'’]*", " ", of)) | (stems(of.split()[0]) if of.split() else frozenset())
    kinds = (stems(of) | (stems(act) if form == "turn" or not of.strip() else frozenset())) & KINDS
    rare = frozenset[str]()
    if not own and not kinds and not named:
        rare = _case(groups["a"]) if form == "turn" and not groups["s"].strip() else stems(of) - _HOLLOW - _WHENS
        placed = _PLACED.search(act) if form == "never" and (subject or not of.strip()) else None
        if placed:
            rare, act = stems(placed["of"]) - _HOLLOW, act[: placed.start()]
        if _ONE_THING.match(match[0]) and len(rare) < 2:
            return None  # what could not be done one day
        if not rare or len(rare) > 4 or (of.split() and of.split()[0].lower() in _ANYBODY):
            return None
    elif (not own and not kinds) or (named - own and not own):
        return None
    if form == "turn" and not kinds and not rare and groups["s"] and not any(word in groups["s"] for word in own):
        return None
    if form == "turn" and _ONE.search(groups["s"]):
        return None
    heads = _heads(f"{of} {act}" if not set(of.split()) & own else of, own)
    deed = [one for word in WORD.findall(act) if word not in named and (one := stem(word)) and one not in _HOLLOW]
    deed = [one for one in deed if one not in kinds and one not in heads and (one not in rare or form == "turn")] or [
        one for one in deed if one not in kinds
    ]
    if not deed or len(deed) > _MOST or (form in ("never", "lack") and deed[0] in _EVENT and len(deed) == 1):
        return None
    if form in ("never", "always", "lack") and not rare and not spoken and not own and not kinds:
        return None
    time = next((name for name, text in when.groupdict().items() if text), "") if when else ""
    return (
        form,
        *(f"n:{stem(word)}" for word in sorted(own)),
        *(f"h:{one}" for one in sorted(heads - kinds)),
        *(f"k:{one}" for one in sorted(kinds)),
        *(f"r:{one}" for one in sorted(rare)),
        *(f"a:{one}" for one in dict.fromkeys(deed)),
        *([f"t:{time}"] if time else []),
        *(f"b:{one}" for one in sorted(stems(but))),
    )


def _case(text: str) -> frozenset[str]:
    """Return what a deed is done to or with: the ``brass cup`` of ``drank from the brass cup``."""
    found = re.search(r"\b(?:the|an?|of|from|in|under|on|at|by|with) (?:the |an? )?(?P<of>[^,;:.]{3,40})$", text)
    return stems(found["of"]) - _HOLLOW if found else frozenset()


def _heads(text: str, names: set[str]) -> frozenset[str]:
    """Return what has a name, where that is a thing: the ``amulet`` of Sorrel, the ``sword`` Aldbane; a place is none."""
    found: set[str] = set()
    for name in names:
        match = re.search(
            rf"\b(?:([a-z]+) of (?:the )?|(?:the|an?|every|no|this|that) ([a-z]+) )(?:[A-Z][\w'’]* "
            rf")*{re.escape(name)}\b",
            text,
        )
        if match and (one := stem(match[1] or match[2])) and one not in _PLACES:
            found.add(one)
    return frozenset(found)


_WHENS = frozenset().union(*_TIMES.values())
_ANYBODY = frozenset("it there he she they you one i we that this what who some somebody someone".split())
TIMES = _TIMES
"""By the name of a time, the stems that tell it."""
