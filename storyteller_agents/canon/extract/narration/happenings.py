"""What happens in the present without a person as its subject: the door opens, it is raining, nobody answers, he says.

Only what goes on at one moment, in a main clause of a sentence that has no verb in the past. What may be so in general
(the road runs, the river flows) is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.narration.telling import Telling, opens_main
from storyteller_agents.canon.extract.narration.verb_forms import tense_after_he, tense_after_they, third
from storyteller_agents.canon.reading import PERSON

_BASES = (
    "open close swing shut slam strike ring fall drop begin start stop fade flicker die creak sound tremble shake burst crack "
    "break come rise sink settle clear lift roll rattle rustle flare blow darken brighten vanish disappear appear "
    "drift slip turn move rush crash howl whistle hum bark snap click scrape splash thud tumble fly spill sway shift "
    "slide tighten loosen quicken race pound throb flush falter fill widen narrow catch echo explode fire whine growl go"
).split()
_EVENTS = "|".join(map(third, _BASES))
_THEY_DO = "|".join(base for base in _BASES if base not in ("shut", "open", "slam", "clear", "burst"))
_NOUN = (
    r"(?!(?:\w*(?:self|thing|one)|who|which|that|what|it|way|rule|law|world|story|tale|moment|first|one|other)\b)[a-z]+"
)
_PHRASE = rf"\b(?:[Tt]he|[Aa]n?|[Aa]nother|[Hh]is|[Hh]er|[Tt]heir|[Ss]omewhere an?) (?:[a-z]+ ){{0,2}}?{_NOUN}"
_BODY = r"(?:heart|hands?|eyes?|voice|face|breath|lips?|fingers?|knees?|cheeks?|head|feet|throat|mouth|mind|stomach|pulse|legs?|arms?|shoulders?)"
_LIMBS = r"(?:hands|eyes|lips|fingers|knees|cheeks|feet|legs|arms|shoulders|eyelids|teeth|footsteps)"
_WEATHER = (
    r"(?:raining|snowing|pouring|drizzling|freezing|thawing|thundering|blowing|hailing|getting (?:dark|late|cold|light)|"
    r"growing (?:dark|late|cold|light)\w*|(?:quite |very |almost |nearly |already |still )?(?:dark|late|midnight|noon|dusk|dawn|quiet|evening|night)(?=[ ,.;]))"
)
_SOUNDS = (
    r"(?:knock|sound|noise|cry|silence|crash|flash|shout|scream|pause|step|rustle|click|bang|thud|tap|whisper|murmur|laugh|shot|roar|hush|stir|gasp|"
    r"splash|footstep|clatter|moment['’]s (?:silence|pause)|long (?:silence|pause)|smell of|light in|fire in|candle|lamp)"
)
_HAPPENS = re.compile(
    rf"(?:{_PHRASE} (?:is [a-z]+ing|(?:{_EVENTS}))(?=[ ,.;])|"
    rf"(?:{PERSON}['’]s|\b(?:[Hh]is|[Hh]er|[Tt]heir)) (?:[a-z]+ )?{_BODY} (?:(?:is|are) [a-z]+|[a-z]+(?<![su])s|{_EVENTS})(?=[ ,.;])|"
    rf"(?:{PERSON}['’]s?|\b(?:[Hh]is|[Hh]er|[Tt]heir)) (?:[a-z]+ )?{_LIMBS} (?:{_THEY_DO})(?=[ ,.;])|"
    rf"\b(?:[Ss]ome|[Nn]o|[Ee]very)thing(?: else)? (?:is [a-z]+ing|happens|{_EVENTS})(?=[ ,.;])|"
    rf"\b[Ii]t (?:is {_WEATHER}|(?:grows|gets|begins to|rains|snows)\b)|"
    rf"\b[Tt]here (?:is|comes) (?:an? )?(?:[a-z]+ )?{_SOUNDS}\b|\b[Ss]ilence falls\b)"
)
_SAYS = "says|asks|whispers|answers|cries|replies|mutters|murmurs|shouts|calls|adds|sighs|snaps|exclaims|repeats|begs|laughs"
_TAG = re.compile(rf"\ue000,? (?:(?:{_SAYS}) {PERSON}|(?:{PERSON}|he|she) (?:[a-z]+ly )?(?:{_SAYS})\b)")
"""Begins with the last mark of a quotation."""
_JOINED = "|".join(
    third(base)
    for base in (
        "open take come go sit give find see hear bring begin get lay throw put draw pick kneel rise speak tell ask go run stand lean "
        "pull push shake make say hold feel know think let leave keep wake fall climb reach sink follow"
    ).split()
)
_MIXED = re.compile(
    rf"(?:{PERSON}|\b(?:[Hh]e|[Ss]he)) (?P<verb>[a-z]+)\b[^.!?;:\n\ue000]{{0,80}}?,? (?:and|but|then) (?:then )?(?:{_JOINED})(?= (?!he\b|she\b|they\b)[a-z])"
)
_PAST_TENSE = re.compile(r"\b(?:was|were|had|did|would|could|might|used)\b|n['’]t\b")


def find_happenings(telling: Telling) -> Iterator[int]:
    """Yield the sentences that tell in the present what happens without a person as its subject."""
    for match in _HAPPENS.finditer(telling.text):
        number = telling.sentence(match.start())
        lead = telling.text[max(telling.spans[number][0], match.start() - 120) : match.start()]
        if opens_main(lead) and not _is_past(telling, number):
            yield number
    for match in _MIXED.finditer(telling.text):
        if tense_after_he(match["verb"]) == "past":
            yield telling.sentence(match.start())


def find_tags(telling: Telling) -> Iterator[int]:
    """Yield the sentences in which somebody *says* something."""
    for match in _TAG.finditer(telling.text):
        yield telling.sentence(match.start() + 1)


def _is_past(telling: Telling, number: int) -> bool:
    sentence = telling.text[slice(*telling.spans[number])]
    if _PAST_TENSE.search(sentence):
        return True
    words = sentence.split()
    return any(
        tense_after_they(word.strip(",.;:")) == "past"
        and before not in ("is", "are", "has", "have", "been", "be", "a", "the", "and", "his", "her")
        for before, word in zip(["", *words], words, strict=False)
    )
