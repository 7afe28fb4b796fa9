"""The turns of English that announce what has still to come, though nothing of it is told yet: patterns for `threads/`.

A promise, a plan, a wager, a warning, a day that is fixed, a hidden thing, a question that narration leaves open. That
something is odd, borrowed, or asked in talk announces nothing. They set something up only with somebody or something
that is met nowhere else, which `loose_thread.py` looks for.
"""

from __future__ import annotations

import re

from storyteller_agents.canon.reading import GAP, PERSON

_NOBODY = r"(?:[Nn]obody|[Nn]o[- ]one|[Nn]one of (?:them|us)|[Nn]either of them)"
_ASKING = r"(?:who|whose|why|where|what (?:had|was)|which of)"
_SEASON = r"(?:spring|summer|autumn|winter|harvest|New Year|Michaelmas|Christmas|Easter|Lammas|Midsummer|Martinmas)"
_WHEN = (
    r"(?:(?:on (?:the )?)?(?:next |following |coming )(?:day|week|month|year|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|"
    r"on (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|to-?morrow|"
    rf"(?:at|by|before|in the) {_SEASON}|(?:at|by|before) (?:midnight|dawn|daybreak|sunrise|sunset|nightfall|noon|"
    r"the (?:new|full|next) \w+|the (?:thaw|fair|sowing|shearing|end of the \w+))|"
    r"(?:within|in) (?:a|the|three|two|four|five|six|seven|ten|twelve|a few|forty|thirty) "
    r"(?:hours?|days?|weeks?|months?|years?|fortnight|twelvemonth)|a (?:year|month|week) (?:from|to) (?:that|the) day)"
)
_DONE = r"(?:(?!be\b)[a-z]+|be (?:\w+ly )?(?!eight)[a-z]+(?:ed|en|t|ung))"
_STRANGER = (
    r"(?:[Ss]omebody|[Ss]ome ?one|[Aa] stranger|"
    r"[Aa]n? (?:\w+ )?(?:man|woman|figure|rider|boy|girl|face|carriage|boat|sail))"
)

HINTS = re.compile(
    "|".join(
        (
            rf"\b(?:promised|undertook|engaged|agreed|arranged|contracted|bound (?:himself|herself)|plotted|conspired|"
            rf"contrived|it was (?:settled|agreed|arranged|fixed|decided))\b{GAP}{{0,50}}?\s"
            rf"(?:to (?!be\b|have\b)|that {GAP}{{2,40}}?\b(?:would|should|was to|were to)\b)",
            r"\bplans? (?:were|was|had been) (?:laid|made)\b",
            rf"\b(?:(?:was|were) to|would) {_DONE}\b{GAP}{{0,80}}?\b{_WHEN}",
            rf"\b(?:bet|wagered|staked|laid a wager|challenged|called (?:him|her|{PERSON}) out)\b",
            rf"\b{_STRANGER} (?:had been|was) (?:watching|following|listening|digging|waiting)\b",
            rf"\b{_STRANGER} had (?:followed|watched|written|scratched|carved|chalked|searched|cut|moved|torn)\b",
            rf"\b(?:never (?:learned|found out|discovered)|{_NOBODY} (?:asked|knew|could (?:say|tell|guess)|"
            rf"(?:ever )?(?:learned|found out)))\b{GAP}{{0,30}}?\b{_ASKING}\b",
            r"\b(?:[Ww]ho|[Ww]hy|[Ww]hose|[Ww]here) (?:had|was|were|could|would) (?!you\b|I\b|we\b)[^.!?\n]{8,90}\?",
            rf"\b(?:warned|cautioned|threatened|forbade|made (?:him|her|me|them|{PERSON}) (?:promise|swear))\b"
            rf"{GAP}{{0,40}}?\s(?:never|not to|to|that|against|of)\b",
            rf"\b(?:bade|begged|charged|told) (?:him|her|me|them|{PERSON}) (?:never|on no account)\b",
            rf"\b(?:owed|entrusted|confided|lent) (?:him|her|me|them|to|{PERSON})\b",
            rf"\b(?:before|ere) (?:he|she|they|it|the \w+)[^.!?\n,]{{2,40}}, (?:he|she|they|{PERSON}|the \w+) "
            r"(?:would|must|had to|was to|meant to|should)\b",
            rf"\b(?:hid|hidden|buried|concealed|sewed|sewn)\s{GAP}{{0,60}}?"
            r"\b(?:behind|under|beneath|inside|into|in|within|between|among|away)\b",
            rf"\b(?:noticed|observed|saw|remarked) (?:that |how )?(?:the|a|an|one|some|it|there)\b{GAP}{{0,100}}?"
            r"\b(?:but|and) (?:said nothing|told no one|told nobody|kept (?:it|silent|silence)|thought no more|"
            r"did not (?:say|mention|ask))\b",
        )
    )
)
"""What announces something, where nothing else in the story ever speaks of the one named in it or of the thing in it."""
