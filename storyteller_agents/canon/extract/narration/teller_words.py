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
    r"\b(?:[Nn]one|[Bb]oth|[Ee]ach|[Nn]either|[Oo]ne|[Tt]wo|[Tt]hree) of us\b|\b[a-z]{2,}ed (?:me|us)\b|\b(?:told|gave|took|saw|led|brought|struck|hit|hurt|cut|beat|cost|caught|held|left|made|let|found|met|showed) me\b"
)
"""What only somebody in the story can have, or have done to him."""
TELLER = re.compile(
    r"\b(?:[Oo]ur (?:story|hero\w*|friends?|tale|young|little|old|readers?|own)|my (?:story|tale|readers?|dear|hero\w*|book|pen|opinion|knowledge|part)|readers?|"
    r"let (?:us|me)|(?:[Nn]one|[Aa]ll|[Aa]ny|[Ss]ome|[Ee]ach) of us (?:can|could|know|may|must|is|are|has|have|will)|(?:if|were|should) I (?:were |was )?to|"
    r"(?:to|in) my (?:mind|thinking|view|judge?ment|eyes|taste)|chapters?|narrative|these pages|(?:forgive|help|save|bless|preserve|spares? (?:none|any) of) us|"
    r"[,!?] (?:he|she|[ᐁᐃ]ᐄ*) (?:thought|wondered|mused|reflected|told (?:him|her)self)|"
    r", my (?:jewel|dears?|friends?|lads?|boys?|children|masters|lords|ladies|darlings?|hearties|word|honey)\b|(?:I|we) sp(?:oke|eak) of|to (?:him|her)self,? (?:that )?I\b|tell(?:s|ing)? (?:you|us)|told (?:you|us)|(?:so far )?as (?:I|we) (?:said|have|told|know|knew|saw|think|shall|mentioned|remarked|call)|(?:all|most|many|some|any) of us|we all|(?:I|we) (?:may|must|shall|should|can|cannot|"
    r"will|would(?= (?:not|say|like|have|advise|call|be|fain|ask|think|wish|give|tell|suggest|remind|add|never|rather|swear|wager|bet)\b)|might|do|don['’]t|am|are|have|think|suppose|know|believe|hope|say|dare|wish|need|ought|confess|fear|fancy|"
    r"mean|remember|(?:only|just|really) \w+|never (?:heard|knew|learned)|forgot|(?:have )?heard (?:that|tell|say|of|it)|mentioned|told|said before))\b|\b(?:to|for|with|concern\w*|interest\w*) us\b|\b[Yy]ou\b"
)
"""What the teller of a story says as such."""
GENERAL = re.compile(
    r"\b(?:always|usually|generally|often|seldom|rarely|to this day|to-?day|nowadays|these days|sometimes|now and then|"
    r"every (?:day|morning|evening|night|week|month|year|spring|summer|autumn|winter|time|man|woman|one|child)|"
    r"on (?:Sun|Mon|Tues|Wednes|Thurs|Fri|Satur)days|still (?:lives?|stands?|exists?|says?|tells?|goes|called|known|there)|"
    r"you|your|when (?:he|she|it|they|one) (?:is|are|has|have)|one (?:is|can|must|may|has|knows|sees)|as is (?:usual|common|well|the)|readers?|whenever|perhaps|people|ever since|"
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
    r"\b(?:(?:[Ii]f|[Ww]ere|[Ss]hould) I (?:were |was )?to|this (?:book|story|tale|chapter)|our (?:story|hero\w*|friends?|tale)|my (?:story|tale|readers?|dear|hero\w*|book|pen)|readers?|[Yy]ou|[Yy]our|let (?:us|me)|tell(?:s|ing)? us|"
    r"to (?:him|her)self|thought|wondered|(?:I|we) sp(?:oke|eak) of|[Aa]s I (?:said|have|told|mentioned|remarked)|I (?:have )?(?:said|told|mentioned|heard))\b"
)
"""Words to the reader, and reported thoughts."""
OURS = re.compile(
    r"\b[Oo]ur (?:[a-z]+ ){0,2}?(?:[A-Z]\w*|[ᐁᐃ]ᐄ*|story|tale|readers?|narrative|author|history|travell?ers?|heroes|hero|heroines?|friends?|youth|maid\w*|man|woman|lady|"
    r"gentlem[ae]n|boy|girl|lad|lass|child|children|couple|lovers?|pair|party|wanderers?|knight|prince|princess|king|queen|"
    r"captain|soldier|doctor|councillor|student|clerk|merchant|poet|painter|adventurers?|pilgrims?|fugitives?|scholar|detective|protagonists?|"
    r"professor|stranger|bride|bridegroom|rascal|rogue|thief|widow|sailor|shepherd|villain|bachelor|"
    r"(?:fore)?fathers|forefathers|ancestors|grandfathers|grandmothers|town|village|valley|country|nation|city|parish|days?|times?|land|tongue|"
    r"language|age|century|world|people|parts|church|climate|shores?|coasts?|laws?|customs?)\b"
)
"""Whom a teller calls his and the reader's own."""
TITLE = re.compile(
    r"(?<=[a-z,;] )(?:My|Our|We|Me)(?: (?:[A-Z][\w'’]*|[ᐁᐂᐃ]ᐄ*['’]?s?|of|the|and|in))+|, or (?:my|our) \w+(?=[.,;])|"
    r"\b(?:words?|word|motto|inscription|song|hymn|tune|called|named|titled|entitled|meaning|means|signif\w+)(?: was| were|,)? (?:[Mm]y|[Oo]ur|[Ww]e)\b"
)
"""A first person that is part of a title, or of what a foreign word means."""
ADDRESS = re.compile(r"\b(?:[Yy]ou|[Rr]eaders?)\b")
"""A word to the reader."""
OF_NOW = re.compile(
    r"\b(?:I|[Ww]e)(?! (?:children|boys|girls|men|women|both|two|three|four|all|others?)\b)(?: (?:already|now|still|also|often|all|never|always|only|just|[a-z]+ly)){0,2} (?P<verb>[a-z]+)\b"
)
"""What the teller does as he tells, if the verb is in the present."""
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
