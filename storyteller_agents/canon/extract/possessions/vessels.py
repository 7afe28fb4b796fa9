"""Ships and boats by their names: wrecked, sunk, lost, and under way.

A fact `possession` with the value ``vessel of constance``; only for a name with *the* that the sentence treats as a ship.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.possessions.end_patterns import FINAL
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import THING, Reading

_NAMED = re.compile(rf"\b[Tt]he (?:[a-z]+ )?(?P<name>{THING})(?!['’]?s?[ -][ᐁᐂᐃ])")
_GONE = re.compile(
    r"(?:,[^.,;!?]{2,50},|,? (?:which|that)[^.,;!?]{2,40},?|,)?(?: [a-z]+ly)?(?: with [^.,;!?]{3,40}?)? (?:had |"
    r"has )?(?:then |there |since |already )?"
    r"(?:s[au]nk|founder(?:ed|s)|(?:went|gone) (?:down|to the bottom|to pieces|aground and|under)|capsized|"
    r"turned turtle|"
    r"broke(?:n)? (?:up|her back|in two|apart)|burned to the water|burnt to the water|blew up|blown up|"
    r"(?:was|were|been|being|is) (?:[a-z]+ly )?(?:wrecked|lost|sunk|burn(?:ed|t)|scuttled|broken up|dashed|"
    r"cast away|blown|run down|"
    r"crushed|torpedoed|rammed|swallowed|smashed|stove in|driven (?:on|ashore)|never (?:seen|heard))|"
    r"struck (?:a|the) [a-z]+ (?:and|in)|(?:was|were) at the bottom|lay (?:[a-z]+ ){0,4}(?:at|on) the (?:bottom|"
    r"sea-?bed|ocean floor))\b"
)
_WRECK_OF = re.compile(r"\b(?:wreck|loss|sinking|foundering|burning|shipwreck) of $")
_ABOARD = re.compile(
    r"\b(?:aboard|on board|boarded|(?:pushed|put|cast|set|shoved) (?:off|out|forth|to sea|sail) (?:in|on)|"
    r"sail(?:ed|ing) (?:in|on|for [a-z]+ in)?|"
    r"embark(?:ed|ing) (?:in|on)|launched|steered|rowed(?: out to)?|moored|anchored|berthed|hauled|"
    r"command(?:ed)?(?: of)?|took|brought|"
    r"(?:deck|decks|bows?|rail|helm|tiller|wheel|mast|cabin|hold|stern|rigging|bridge|gangway|crew|captain|"
    r"passengers) of|joined|fitted out|"
    r"(?:went|came|climbed|stepped|rowed|back|out|home|ashore) (?:aboard|to|into|in|on|from)|on|in) $"
)
_UNDER_WAY = re.compile(
    r"(?: [a-z]+ly)? (?:(?:was|were) (?:[a-z]+ing|under way|under sail|made fast|at anchor|moored|anchored|"
    r"alongside|afloat)|sail(?:ed|s)|"
    r"put (?:out|in|to sea|about)|set sail|weighed|dropped anchor|docked|tacked|rode (?:at|to|out)|lay (?:at|to|"
    r"in|off|along)|"
    r"steamed|rounded|cast off|slid|ran (?:before|in|up|for|down)|came (?:in|into|up|about|round|home|alongside)|"
    r"carried|bore|stood (?:out|in|off|to)|heeled|rolled|pitched|left|made (?:for|port|sail|good)|rocked|drifted|"
    r"glided|swung at|arrived|"
    r"returned|entered|hove|answered)\b|['’]s (?:[a-z]+ ){0,2}(?:deck|decks|bows?|rail|helm|tiller|wheel|mast|"
    r"masts|cabin|hold|stern|rigging|"
    r"bridge|gangway|sails?|hull|side|keel|crew|captain|prow|oars|anchor|bell|boats?)\b"
)
_UNREAL = re.compile(
    r"\b(?:had|would|could|might|may|if|never|not|no|before|where|when|until|once|remember\w*|dream\w*|thought|"
    r"spoke|told|talk\w*|story|picture|"
    r"model|old days|used to|always|often|ghost|lost|like)\b|n['’]t\b",
    re.IGNORECASE,
)


def vessels(reading: Reading) -> Iterator[Fact]:
    """Yield where a ship that is called by its name is lost, and where it is under way."""
    text = reading.narration
    for named in _NAMED.finditer(text):
        first, last = reading.sentence_at(named.start())
        left = text[max(first, named.start() - 50) : named.start()]
        value = "vessel of " + reading.flat[slice(*named.span("name"))].lower()
        gone = _GONE.match(text, named.end(), named.end() + 140)
        if gone or _WRECK_OF.search(left):
            hard = not re.search(
                r"\b(?:if|would|might|nearly|almost|not)\b", left + (gone[0] if gone else ""), re.IGNORECASE
            )
            yield fact_at(
                reading, named.span(), "", "possession", value, hard=hard and not reading.hedges(*named.span()) & {"dream", "told"},
                notes=("destroyed", "the", "final" if FINAL.search(text[first : last + 100]) else ""),
            )  # fmt: skip
        elif (_ABOARD.search(left) or _UNDER_WAY.match(text, named.end(), named.end() + 60)) and not _UNREAL.search(
            text[max(first, named.start() - 100) : named.end() + 15]
        ):
            yield fact_at(reading, named.span(), "", "possession", value, notes=("used", "the"))
