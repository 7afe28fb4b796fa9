"""Somebody shows, by what he does, thinks or says, that he knows what is news to him later: part of `early_knowledge`.

What is news (`canon/extract/knowledge/news.py`) is known by its stems; a sentence before it, in another paragraph, of which the
same person is the subject or the speaker shows that he knows it where it has enough of them that is rare in this story.
Where it speaks of thinking, feeling, saying or of a habit, less is enough. What is denied, asked or supposed shows nothing.
"""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from operator import itemgetter

from storyteller_agents.canon.concordance import Concordance
from storyteller_agents.canon.extract.knowledge.speakers import speaker
from storyteller_agents.canon.facts import BEFORE, Fact
from storyteller_agents.canon.hedges import QUOTED
from storyteller_agents.canon.reading import Reading
from storyteller_agents.story import Passage

_MINDS = re.compile(
    r"\b(?:usual(?:ly)?|always|every (?:day|night|week|year|morning|evening|time|\w+day)|as (?:he|she|they) (?:had|did|was)|accustomed|wont|habit|used to|often|again|thought|think\w*|plan\w*|remember\w*|recall\w*|w[ee]pt|weep\w*|mourn\w*|griev\w*|grief|"
    r"pray\w*|toast\w*|congratulat\w*|jok\w+|teas\w+|laugh\w*|proud|glad|sorry|asham\w+|afraid|dread\w*|fear\w*|count\w*|look\w* forward|avoid\w*|kept|keep\w*|took care|tak\w+ care|careful\w*|warn\w*|told|tell\w*|spoke|speak\w*|said|"
    r"mention\w*|explain\w*|describ\w*|recit\w*|repeat\w*|by heart|sang|sing\w*|knew|know\w*|heard|hear|seen|read|learn\w*|since|because|sake|forg[ia]v\w*|hat(?:ed|ing)|blam\w*|piti\w*|pity\w*|env\w+|cherish\w*|answer\w*|replied|wrote|"
    r"writ\w*|used|gave|nodded|lay awake|hop(?:ed|ing)|wish\w*|sew\w*|knit\w*|bought|buy\w*|prepar\w*|wait\w*|expect\w*|long(?:ed|ing)|hum\w*|quot\w*|wore|black|care|without (?:looking|asking|a (?:light|map|guide))|in the dark|blindfold|hid|hidden|hiding|buried|lock\w*|plac\w*|built|drew|dug|stole|sold|sent|paid|sign\w*|witness\w*|arrang\w*|himself|herself|(?:had|got) (?:that|this|it) from)\b",
    re.I,
)
_DENIED = re.compile(
    r"\b(?:(?:did|does|do|could|had|was|were)(?: not|n['’]t) (?:yet )?(?:know|known|hear|heard|guess|guessed|suspect|aware|see|seen|sure|told|been told|understand|tell)|knew n(?:ot|othing)|knew no\b|no (?:idea|notion|inkling)|never (?:known|heard|guessed|seen|met|been|read|opened)|"
    r"unaware|ignorant|wonder\w*|whether|if|perhaps|suspect\w*|guess\w*|as though|dream\w*|forg[eo]t\w*|pretend\w*|first|until|till|asked|ask|inquir\w*|enquir\w*|curious|supposed?|imagin\w*|for the first time|learn(?:ed|t)|discovered|found out)\b|\?",
    re.I,
)
_ASKED = re.compile(r"\b(who|what|where|which|whose|why|how) (?:it|he|she|they|that|this)\b", re.I)
_USES = re.compile(
    r"\b(?:(?:addressed|greeted|called|hailed|saluted|welcomed|named) |by name\b|typed|dialled|dialed|punched|keyed|entered|pressed|turned the)",
    re.I,
)
"""How a name or a code is used without a word of knowing it."""
_LEADS = re.compile(r"(?:[,;—–]|\b(?:and|but|when|as|while|so|for|that|because|where|which))\s$")
_ENOUGH, _PLAIN, _SENSED = 1.5, 2.5, 0.6


def shown_before(words: Concordance, fact: Fact) -> Passage | None:
    """Return the first passage before some news in which he shows that he knows it."""
    codes = [note[1:] for note in fact.notes if note.startswith('"')]
    about = {note for note in fact.notes if not note.startswith('"')}
    rarest = math.log(1 + max(words.sentences, 400) / 3)
    worth = {one: min(1.0, words.weight(one) / rarest) for one in about}
    wanted = {one for one in about if words.often(one) > 1}
    telling = sorted(wanted, key=words.often)[:14]
    for place, shared in words.sharing(telling, BEFORE, fact.start):
        shared = shared & wanted
        code = any(one in shared and words.often(one) <= 4 for one in codes)
        score = sum(worth[one] for one in shared)
        if not code and (len(shared) < 2 or score < _ENOUGH):
            continue
        reading, span = words.reading(place), words.span(place)
        near = reading.scene == fact.scene and "\n\n" not in reading.flat[span[1] - 2 : fact.span[0]]
        if (
            near
            and len(reading.sentences) > place.sentence + 2
            and reading.sentences[place.sentence + 2][0] > fact.span[0]
        ):
            continue  # what stands next to the news belongs to it
        if not _is_his(reading, span, fact.entity):
            continue
        uses = _USES.search(reading.narration, *span) and not _DENIED.search(reading.narration, *span)
        if code and (uses or _speaks(reading, span, fact.entity)):
            return Passage(quote=reading.text[slice(*span)], scene=reading.scene, span=span)
        if _DENIED.search(reading.narration, *span) or reading.hedges(*span) & {"dream", "question", "feigned"}:
            continue
        if near and not _MINDS.search(reading.flat, *span):
            continue
        enough = (0.0 if fact.hard else _SENSED) + (_ENOUGH if _MINDS.search(reading.flat, *span) else _PLAIN)
        if score >= enough and len(shared) > 1 and max(worth[one] for one in shared) > 0.7:
            return Passage(quote=reading.text[slice(*span)], scene=reading.scene, span=span)
    return None


def asked_before(known: list[Fact], fact: Fact) -> Fact | None:
    """Return where he knows who, what or where something is, of which he learns now who, what or where "it" is."""
    asked = {match[1].lower() for match in _ASKED.finditer(fact.value)}
    for other in known:
        about = {*other.notes[1:]}
        same = other.hard and other.start < fact.start and about and about <= {*fact.notes}
        if same and other.value.partition(" ")[0].lower() in asked:
            return other
    return None


def _is_his(reading: Reading, span: tuple[int, int], who: str) -> bool:
    """Whether somebody is named in the narration of a sentence as the first one, or speaks in it."""
    named = [one for one in reading.named_between(*span) if reading.narration[one.start] != QUOTED]
    if any(one.entity.name == who for one in named[:2]) or _speaks(reading, span, who):
        return True
    return any(
        one.entity.name == who and _LEADS.search(reading.narration, max(span[0], one.start - 12), one.start)
        for one in named
    )


def _speaks(reading: Reading, span: tuple[int, int], who: str) -> bool:
    first = bisect_left(reading.quotations, span[0], key=itemgetter(1))
    return any(
        start < span[1] and speaker(reading, start, end) == who for start, end in reading.quotations[first : first + 4]
    )
