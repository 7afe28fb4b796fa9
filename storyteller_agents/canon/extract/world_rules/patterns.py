"""The turns of English in which a law of the world is laid down: patterns for `world_rules/`."""

from __future__ import annotations

import re

_MANY = r"(?:man|woman|child|person|soul|creature|human|mortal|being|body|living (?:thing|soul|man|creature|being))"
_NONE = rf"(?:nothing|no[- ]one|nobody|none|not a soul|no {_MANY}(?:,? (?:and |or )?(?:no )?{_MANY}){{0,2}}|no (?P<kind>[a-z]+(?: [a-z]+)?))"
_WHO = r"(?P<rel>,?\s(?:who|that|made of|of|from|born|with|under|in|living|not)\b[^,;.]{1,60}?)?"
_BUT = r"(?:,? not even [^,;.]{2,40}?,)?(?:,?\s(?:but|except|save|other than|apart from)(?: for)?\s(?P<but>[^,;.]{2,40}?))?"
_ALLOWED = r"(?:allowed|permitted|suffered|able|free)"
_MAY = rf"(?:may|might|can|could|must|shall|should|dares?|(?:is|are|was|were|has been|had been)(?: ever)? {_ALLOWED} to|(?:is|are|was|were) (?:ever|to)|will|would)"
_BAN = (
    r"(?:forbidden|unlawful|illegal|prohibited|outlawed|impossible|taboo|treason|sacrilege|punishable by death|(?:a )?(?:crime|sin|capital offence|hanging offence)|death|"
    r"against the (?:law|rules|custom)s?(?: of [^,;.]{2,40}?)?|not (?:allowed|permitted|lawful)|never (?:allowed|permitted|lawful))"
)
_HOW = r"(?:strictly |utterly |absolutely |expressly |always |everywhere |still |by \w+ |by ancient \w+ |for ever )?"
_START = r"(?:^|[,;:—]\s?|\b(?:that|and|for|where|because)\s)"
_KIND = r"(?P<subj>(?:a |an |the |any |every |all )?(?:[a-z]+ ){0,2}?[a-z]+)"
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (name, re.compile(pattern, re.IGNORECASE))
    for name, pattern in (
        ("none", rf"{_START}{_NONE}{_WHO}{_BUT},?\s(?P<modal>{_MAY})(?: ever)?\s(?P<act>[^;:]{{3,120}})"),
        (
            "none",
            rf"{_START}{_NONE}\s(?:who|that)\s(?P<rel>[^,;:.]{{3,60}}?)\s(?:ever\s)?(?P<act>(?:returns?|comes? back|lives?|survives?|grows? old|leaves?|sleeps?|wakes?|speaks?)\b[^;:]{{0,60}})",
        ),
        (
            "kind",
            rf"{_START}no (?!two |three |more |other |such |longer |less |one )(?P<subj>[a-z]+(?: [a-z]+)?) (?P<act>(?!is\b|was\b|has\b|does\b|its\b|his\b|this\b)[a-z]+[^s\W]s (?:in|on|at|near|under|within|through|over|across|beyond|among|from|by|to|without|after|before)\s[^;:]{{3,80}})",
        ),
        (
            "only",
            rf"{_START}(?:only|none but|no one but|nobody but|none save|no one except)\s(?P<but>(?:the |a |an |those |members )?[^,;:.]{{2,40}}?)\s(?:alone )?(?:{_MAY}|(?:has|had|have) the right to)\s(?P<act>[^;:]{{3,100}})",
        ),
        (
            "only",
            rf"{_START}(?P<but>(?:the )[a-z]+(?: [a-z]+)?) alone\s(?:{_MAY}|(?:has|had|have) the right to)\s(?P<act>[^;:]{{3,100}})",
        ),
        (
            "ban",
            rf"\bit (?:is|was|has (?:always )?been|had (?:always )?been) {_HOW}{_BAN}{_HOW}(?: (?:for|to) (?P<subj>(?!him\b|her\b|me\b|us\b|them\b)[a-z ]{{2,30}}?))?,? (?:to|for anyone to|that any\w* should)\s(?P<act>[^;:]{{3,100}})",
        ),
        (
            "ban",
            rf"{_START}(?:to\s)?(?P<act>[a-z]+(?:ing)?\b(?<!it)[^,;:.]{{3,70}}?)\s(?:is|was|has always been|had always been) {_HOW}(?:forbidden|unlawful|illegal|prohibited|outlawed|taboo|punishable by death|punished (?:by|with) death|against the law|death|treason|sacrilege|a (?:crime|sin|hanging offence))\b(?P<after>[^;:.]{{0,50}})",
        ),
        (
            "ban",
            rf"{_START}{_KIND} (?:is|are|was|were) {_HOW}(?:forbidden|prohibited|not (?:allowed|permitted)|never (?:allowed|permitted))(?: by \w+)? (?:to|from)\s(?P<act>[^;:]{{3,100}})",
        ),
        (
            "ban",
            r"\b(?:law|rule|custom|decree|edict|statute|treaty|pact|oath|king|queen|charter)s?\b[^.;:]{0,30}?\s(?:forbids?|forbade|prohibit(?:s|ed)?|outlaw(?:s|ed)?)\s(?:any(?:one|body|[a-z ]{1,20}?) (?:to|from)\s)?(?:the\s)?(?P<act>[^;:]{3,100})",
        ),
        (
            "not",
            rf"{_START}{_KIND} (?P<modal>cannot|can ?not|can['’]t|can never|may not|may never|must not|must never|could not|could never|shall not|shall never|(?:is|are) not to|(?:is|are|was|were) never to)(?: ever)?\s(?P<act>[^;:]{{3,100}})",
        ),
        ("never", rf"{_START}{_KIND} (?P<modal>(?:is|are|was|were) never|never)\s(?P<act>[^;:]{{3,100}})"),
        ("dont", rf"{_START}{_KIND} (?P<modal>do not|don['’]t|does not|doesn['’]t|did not)\s(?P<act>[^;:]{{3,100}})"),
        (
            "must",
            rf"{_START}(?P<subj>every\w* (?:[a-z]+ ){{0,2}}?|all (?:[a-z]+ ){{1,3}}?|any\w* who [^,;:.]{{3,60}}? |whoever [^,;:.]{{3,60}}? |(?:a|an|the) (?:[a-z]+ ){{1,3}}?|(?:[a-z]+s ))(?:must|has to|have to|had to|is to|are to)(?: always)?\s(?!not\b|never\b|have\b)(?P<act>[^;:]{{3,100}})",
        ),
    )
)
"""What a sentence that lays down a law may look like, and what each is called in `world_rules/`."""
MARK = re.compile(
    r"\b(?:nothing|under no|on no account|no[- ]one|nobody|none|not a soul|no [a-z]+|only|alone|forbidden|forbids?|forbade|prohibit\w*|unlawful|illegal|outlaw\w*|taboo|treason|sacrilege|impossible|death|crime|"
    r"against the|cannot|can['’]t|(?:can|may|must|could|shall|is|are|was|were) (?:not|never)|never|must|law|permitted|allowed|do(?:es)? not|do(?:es)?n['’]t)\b",
    re.I,
)
"""A word that every one of them has."""
