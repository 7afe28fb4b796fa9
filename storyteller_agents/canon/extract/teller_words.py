"""The words by which a sentence is told to be in the first person, the teller's own, general, or of another time."""

from __future__ import annotations

import re

from storyteller_agents.canon.reading import QUOTE

FIRST = re.compile(
    r"(?<![-\w])(?:I(?!\.)|[Mm]e|[Mm]y|[Mm]yself|[Mm]ine|[Ww]e|[Uu]s|[Oo]ur|[Oo]urs|[Oo]urselves)\b(?!-)"
)
"""What makes a sentence one in the first person."""
BODY = re.compile(
    r"\b[Mm]y (?:own |left |right |two )?(?:hands?|eyes?|heart|head|face|arms?|shoulders?|feet|foot|legs?|knees?|lips|mouth|throat|breath|voice|fingers?|chair|"
    r"coat|hat|pocket|bag|room|bed|back|cheeks?|stomach|skin|shoes|boots|sleeve|lamp|lantern|sword|knife|horse|bag|desk|seat|companions?)\b|"
    r"\b(?:at|to|towards?|behind|beside|past|upon|before|over|after|for|with|near|from|around|between) (?:me|us)\b|"
    r"\b(?:[Nn]one|[Bb]oth|[Ee]ach|[Nn]either|[Oo]ne|[Tt]wo|[Tt]hree) of us\b|\b[a-z]{2,}ed (?:me|us)\b|\b(?:told|gave|took|saw|led|brought|struck|caught|held|left|made|let|found|met|showed) me\b"
)
"""What only somebody in the story can have, or have done to him."""
TELLER = re.compile(
    r"\b(?:[Oo]ur (?:story|hero\w*|friends?|tale|young|little|old|readers?|own)|my (?:story|tale|readers?|dear|hero\w*|book|pen|opinion|knowledge|part)|readers?|"
    r"let (?:us|me)|(?:I|we) sp(?:oke|eak) of|to (?:him|her)self,? (?:that )?I\b|tell(?:s|ing)? (?:you|us)|told (?:you|us)|(?:so far )?as (?:I|we) (?:said|have|told|know|knew|saw|think|shall|mentioned|remarked|call)|(?:all|most|many|some|any) of us|we all|(?:I|we) (?:may|must|shall|should|can|cannot|"
    r"will|would|might|do|don['’]t|am|are|have|think|suppose|know|believe|hope|say|dare|wish|need|ought|confess|fear|fancy|"
    r"mean|remember|(?:only|just|really) \w+|never (?:heard|knew|learned)|forgot|(?:have )?heard (?:that|tell|say|of|it)|mentioned|told|said before))\b|\b(?:to|for|with|concern\w*|interest\w*) us\b|\b[Yy]ou\b"
)
"""What the teller of a story says as such."""
GENERAL = re.compile(
    r"\b(?:always|usually|generally|often|seldom|rarely|to this day|to-?day|nowadays|these days|sometimes|now and then|"
    r"every (?:day|morning|evening|night|week|month|year|spring|summer|autumn|winter|time|man|woman|one|child)|"
    r"on (?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)days|still (?:lives?|stands?|exists?|says?|tells?|goes|called|known|there)|"
    r"you|your|one (?:is|can|must|may|has|knows|sees)|as is (?:usual|common|well|the)|readers?|whenever|perhaps|people|ever since|"
    r"(?:no|every|any|some)(?:body| ?one) (?:who|that|can|knows|is|has)|anyone|those who|he who|she who|known|"
    r"(?:this|the|our|my) (?:story|tale|song|picture|book|chapter|poem|legend|play)|said to|dead|buried)\b|[?()\[\]*_]",
    re.I,
)
"""What is so in general, or is said to the reader."""
LOOKS_BACK = re.compile(
    r"\b(?:ago|once|last|yesterday|earlier|before|when|used to|that (?:day|night|morning|summer|year)|then|had|remember\w*|years?|"
    r"childhood|always|never|back then|as a (?:boy|girl|child)|first|after|since)\b",
    re.I,
)
"""What tells of an earlier time."""
THOUGHT = re.compile(
    r"(?:\b(?:thought|wondered|thinking|prayed|wrote|read|dream(?:t|ed)|mused|reflected)\b[^.!?]{0,40}[.:,;—-]*|:)\s*$"
)
"""After this follows what somebody thinks or reads."""
SINGULAR = re.compile(r"(?<![-\w])(?:I|[Mm]e|[Mm]y|[Mm]yself)\b(?!-)")
"""The first person in the singular."""
TO_READER = re.compile(
    r"\b(?:our (?:story|hero\w*|friends?|tale)|my (?:story|tale|readers?|dear|hero\w*|book|pen)|readers?|[Yy]ou|[Yy]our|let (?:us|me)|tell(?:s|ing)? us|"
    r"to (?:him|her)self|thought|wondered|(?:I|we) sp(?:oke|eak) of|[Aa]s I (?:said|have|told|mentioned|remarked)|I (?:have )?(?:said|told|mentioned|heard))\b"
)
"""Words to the reader, and reported thoughts."""
ME = re.compile(r"(?<![-\w])(?:I|[Mm]e|[Mm]y|[Mm]yself|[Mm]ine|[Uu]s|[Ww]e)\b(?!-)")
"""The first person as subject or object."""
WE_ALL = re.compile(
    r"(?:\b(?:among|where|[Ww]hen|such as) (?:us|we|I last)\b|\bI (?:quite |rather |do )?(?:expect|warrant|guess|assure|declare|daresay|bet|reckon)\b|"
    r"\b[Ww]e(?: all| \w+ly)? (?:are|have|had (?:better|left)|experience|hear|read|learn|feel|do|call|see|say|know|find|get|take|think|meet|pay|live|love|must|can|shall|will|may|should)\b)"
)
""""We" as everybody, or as the teller with his readers."""
NOW = re.compile(r"\b(?:is|are|has|am|does)\b")
"""Signs of the present."""
THEN = re.compile(r"\b(?:was|were|had|did|would|could|[a-z]{3,}ed|said|came|went|saw|took|gave|made|stood|sat)\b")
"""Signs of the past."""
TELLING_NOW = re.compile(r"\b(?:[Tt]his|[Tt]hese|[Hh]ere|[Ww]e|[Uu]s|[Oo]ur|pen|paper|now)\b")
"""Signs of the moment at which the story is told."""
AFTER_QUOTE = re.compile(rf"{QUOTE}[\s,]*$")
"""A quotation just before."""
