"""How English says what never is, always is, or serves some alone: patterns for `world_rules/ways.py`.

Groups: ``s`` and ``d`` of what it is said; ``p``, ``q``, ``r`` and ``u`` where;
``a`` what never or always is; ``but`` for whom alone, or what is left out.
"""

from __future__ import annotations

import re

_W = r"[\w'’-]+"
_S = rf"(?P<s>(?:{_W},?\s){{0,8}}?{_W})"
_A = r"(?P<a>[^.;:!?]{2,120})"
_LEAD = r"^(?:(?:[Aa]nd|[Bb]ut|[Ff]or|[Ss]o|[Yy]et|[Nn]ow|[Ii]t was said that),? )?"
_AT = (
    r"(?:[Ii]n|[Oo]n|[Aa]t|[Ww]ithin|[Tt]hroughout|[Uu]nder|[Aa]long|[Tt]hrough|[Aa]cross|inside|beyond|near|"
    r"upon|about|among|around|all over)\s"
)
_P = rf"(?P<p>{_AT}(?:{_W}\s){{0,6}}?{_W})"
_IN = (
    rf"(?:(?:{_P}|[Bb]y (?:the |an )?(?:old |ancient )?(?:law|custom|decree|rule|edict|charter|order)s? "
    rf"(?P<q>of [^,;:.]{{2,40}})|[Ii]t (?:is|was) (?:the|an?) (?:old )?(?:law|rule|custom|saying|way)s? "
    rf"(?P<u>(?:of|in|among) [^,;:.]{{2,40}}) that),?\s)"
)
_BE = r"(?:is|was|are|were|has been|had been|has always been|had always been)"
_HAVE = (
    r"(?:has|had|have|knows?|knew|holds?|held|boasts?|boasted|contains?|contained|bears?|bore|keeps?|kept|"
    r"sees?|saw|casts?|"
    r"leaves?|left|makes?|made|throws?|threw|gives?|gave|owns?|owned|shows?|showed|feels?|felt|needs?|needed|"
    r"wears?|wore)"
)
_NOT = (
    r"(?:cannot|can ?not|can['’]t|could not|couldn['’]t|do not|does not|don['’]t|doesn['’]t|"
    r"did not|will not|would not|"
    r"won['’]t|may not|might not|must not|shall not|should not|dared not|dare not|never could|never can|"
    r"(?:is|are|was|were) (?:not able|unable|powerless|forbidden|never able|never allowed|not allowed|never permitted|"
    r"not permitted|incapable of|never known|never seen|never heard) ?(?:to)?|refused? to|fail(?:s|ed)? to|"
    r"lack(?:s|ed)? the power to)"
)
_NEVER = (
    r"(?:(?:has|had|have|would|will|could|can|must|may|did|do|does|is|was|are|were) )?never(?: yet| once| "
    r"ever| been known to)?"
)
_NOBODY = (
    r"(?:[Nn]obody|[Nn]o[- ]?one|[Nn]one|[Nn]othing|[Nn]ot a soul|[Nn]o (?:living |mortal )?"
    r"(?:man|woman|person|soul|creature|mortal|being|thing|child|body))"
)
_MODAL = (
    r"(?:can|could|may|might|must|shall|should|will|would|dare[sd]?(?: to)?|ever|(?:has|had|have) ever|was "
    r"ever|were ever)"
)
_BAN = (
    r"(?:forbidden|unlawful|illegal|prohibited|outlawed|taboo|death|treason|sacrilege|a crime|a sin|a hanging matter|"
    r"an offence|punishable by death|against (?:the |all )?(?:law|custom|rules)s?|not (?:allowed|permitted)|"
    r"never (?:allowed|permitted))"
)
_EVER = r"(?:always|ever|for ?ever|eternally|perpetually|everlastingly|forever and always|endlessly|still and always)"
_ALL = r"(?:[Ee]very|[Aa]ll(?: the| of the)?|[Ee]ach|[Aa]ny)"
_EVERYBODY = (
    r"(?:[Ee]verybody|[Ee]very ?one|[Ee]verything|[Aa]ll|[Tt]hose|(?:[Ee]very|[Aa]ll(?: the)?) (?:man|men|"
    r"woman|women|folk|people|child|soul)s?)"
)
_EMPTY = r"(?:one|man|more|longer|doubt|sooner|matter|wonder|use|where|other|such|less|sign|trace)\b"
_ONLY = r"(?:only|none but|no one but|nobody but|nothing but|none save|no one save|no one except|none except)"
_WHOM = r"(?P<but>(?:the |a |an |those |one )?[^,;:.]{2,50}?)"
_ACT = r"(?P<a>[a-z]+[^,;:.]{0,80}?)"
_DO = r"(?:can|could|may|might|will|would|must|shall|dared?|was|is|were|are|has|had|has ever|had ever)"

WAYS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (form, re.compile(pattern))
    for form, pattern in (
        (
            "only",
            rf"{_LEAD}{_S},? (?P<a>(?:{_DO} )?(?:be )?[a-z]+(?: [a-z]+)?)\s(?:{_ONLY} (?:for|to|by|with|in|at|on|"
            rf"under)|(?:for|to|by) {_ONLY})\s{_WHOM}$",
        ),
        (
            "only",
            rf"{_LEAD}{_S}\s(?P<a>(?:{_DO} )?(?:be )?[a-z]+)\s(?:for|to|by)\s{_WHOM},?\s(?:alone|only|and (?:for |to |"
            rf"by )?(?:none|no one|nobody) (?:else|other))(?:\s.{{0,60}})?$",
        ),
        (
            "only",
            rf"{_LEAD}{_S}\s(?P<a>(?:(?:would|will|could|can|must|may) )?(?!was\b|were\b|is\b|are\b|had\b|but\b|and\b|"
            rf"said\b|saw\b|heard\b)[a-z]+)\s(?:none but|no one but|nobody but|none save|no one save|no one except|"
            rf"none except|nobody except)\s{_WHOM}$",
        ),
        (
            "only",
            rf"{_LEAD}{_S}\s(?P<a>obey(?:s|ed)?|serve[sd]?|heed(?:s|ed)?|answer(?:s|ed)?|suffer(?:s|ed)?|help(?:s|ed)?|"
            rf"admit(?:s|ted)?)\sonly\s{_WHOM}$",
        ),
        (
            "only",
            rf"{_LEAD}{_IN}?(?:{_ONLY}|[Oo]nly|[Nn]one but|[Nn]obody but|[Nn]o one but)\s{_WHOM}\s{_DO}(?: ever| "
            rf"to)?\s{_A}$",
        ),
        ("only", rf"{_LEAD}{_WHOM}\salone\s{_DO}(?: to)?\s{_A}$"),
        (
            "never",
            rf"{_LEAD}(?:(?:[Ww]ho(?:so)?ever|[Aa]ny(?: ?one|body| \w+)? (?:who|that)|[Tt]hose who|[Aa]ll who|[Hh]e "
            rf"who|[Aa] (?:man|woman|child|girl|boy) (?:who|that))) (?P<s>[^.;:!?]{{6,60}}?),? (?:could not|cannot|can "
            rf"not|can['’]t|could never|never|had no|has no|would never|lost (?:his|her|its)|was never|could no "
            rf"longer)\s(?:ever |again )?{_A}$",
        ),
        (
            "lack",
            rf"{_LEAD}(?:{_IN})?[Tt]here (?:is|was|are|were|has been|had been|has never been|had never been|were never|"
            rf"was never|are never|is never) (?:no|not an?(?: single)?|never an?|neither|not one|any|no such thing as "
            rf"an?) (?P<a>[^,.;:!?]{{2,50}}?)(?:\s{_P.replace('?P<p>', '?P<r>')})?$",
        ),
        ("lack", rf"{_LEAD}{_S}\s{_HAVE}\s(?:no|neither|not an?|never an?)\s{_A}$"),
        (
            "lack",
            rf"{_LEAD}{_S}\s{_BE}\s(?:utterly |wholly |quite |entirely )?(?:without|free of|innocent of|empty "
            rf"of)\s(?:an?y? )?{_A}$",
        ),
        (
            "never",
            rf"{_LEAD}(?P<a>[^,.;:!?]{{3,40}}?) {_BE} (?:quite |utterly )?(?:unknown|unheard of|never (?:seen|heard|"
            rf"known|found|spoken))\s{_P}$",
        ),
        (
            "never",
            rf"{_LEAD}(?:{_IN})?[Ii]t\s(?:is|was|has always been|had always been) (?:strictly |utterly |expressly "
            rf")?{_BAN}(?:\s{_AT}(?P<s>[^,;:.]{{3,50}}?))?,? (?:for an?y? ?(?:one|body|\w+) )?to\s{_A}$",
        ),
        (
            "never",
            rf"{_LEAD}(?:{_IN})?(?:[Tt]he (?:penalty|punishment) for )?(?P<a>[A-Za-z]+ing [^,;:.]{{3,60}}?) {_BE} "
            rf"(?:strictly |utterly )?{_BAN}(?:\s(?P<s>{_AT}[^,;:.]{{3,50}}?))?$",
        ),
        (
            "never",
            rf"{_LEAD}(?:{_IN})?[Nn]o (?P<d>(?!{_EMPTY})(?:{_W}\s){{0,6}}?{_W})\s{_MODAL}(?: ever)?\s(?:be |been "
            rf")?{_A}$",
        ),
        (
            "never",
            rf"{_LEAD}(?:{_IN})?[Nn]o (?P<d>(?!{_EMPTY})[a-z]+(?:\s(?:of|from|"
            rf"in)\s(?:{_W}\s){{0,3}}{_W})?)\s(?P<a>(?:ever |dared |lived |grew |came |[a-z]+(?:s|ed|ew|ang|ung|ept|"
            rf"ore|oke)\b)[^.;:!?]{{3,80}})$",
        ),
        (
            "never",
            rf"{_LEAD}(?:{_IN})?{_NOBODY}(?:\s(?P<s>(?:of|in|from|at|on|made of|born in|that|"
            rf"who)\s[^,;.]{{2,60}}?))?,?\s{_MODAL}(?: ever)?\s(?:be |been )?{_A}$",
        ),
        (
            "never",
            rf"{_LEAD}(?:{_IN})?{_NOBODY}\s(?:(?P<s>(?:of|in|from|at|on)\s[^,;.]{{2,40}}?)\s)?(?P<a>(?:ever )?(?!is\b|"
            rf"was\b|had\b|has\b|but\b|could\b)[a-z]+(?:\s[^.;:!?]{{2,80}})?)$",
        ),
        ("never", rf"{_LEAD}(?:{_IN})?(?:[Ii]t|[Oo]ne|[Yy]ou)\s(?:{_NEVER}|must never|{_NOT})(?: ever)?\s{_A}$"),
        ("never", rf"{_LEAD}(?:{_IN})?{_S}\s{_NEVER}\s(?:been )?{_A}$"),
        ("never", rf"{_LEAD}(?:{_IN})?{_S}\s(?:can never|must never|{_NOT})(?: ever)?\s(?:be )?{_A}$"),
        ("always", rf"{_LEAD}(?:{_IN})?[Ii]t (?:is|was|has been|had been) {_EVER} {_A}$"),
        (
            "always",
            rf"{_LEAD}(?:{_IN})?[Ii]t (?:is|was) (?P<a>[a-z]+(?: [a-z]+)?) (?:all the year round|the whole year "
            rf"(?:round|through)|for ?ever|without end|always|at all hours)(?:\s{_P.replace('?P<p>', '?P<s>')})?$",
        ),
        (
            "always",
            rf"{_LEAD}{_IN}(?:the )?(?P<a>[a-z]+(?: [a-z]+)?) (?:last(?:s|ed)|reign(?:s|ed)|rule[sd]|never (?:end(?:s|"
            rf"ed)|cease[sd]|lift(?:s|ed)|leaves|left))\b.{{0,40}}$",
        ),
        (
            "always",
            rf"{_LEAD}(?P<a>[A-Za-z]+(?: [a-z]+)?) (?:never (?:left|leaves|lifted|lifts|ended|ends)|reigned (?:always|"
            rf"for ever) (?:in|over))\s(?P<s>[^,.;:!?]{{3,60}})$",
        ),
        ("never", rf"{_LEAD}(?:{_IN})?{_S}\s(?:(?:can|could|will|would|may|might)\s)[a-z]+\sno\s{_A}$"),
        (
            "always",
            rf"{_LEAD}{_S}\s(?:show(?:s|ed)?|t[eo]lls?|told|spoke|speaks?|knew|knows?|grew|grows?|had|has|saw|sees?|"
            rf"gave|gives?|held|holds?|burn(?:s|ed))\s(?:only|nothing but|none but)\s(?:the )?{_A}$",
        ),
        ("always", rf"{_LEAD}{_S}\s{_BE}\s{_EVER}\s{_A}$"),
        (
            "always",
            rf"{_LEAD}{_EVERYBODY}\s(?P<s>(?:(?:who|that) (?:live[sd]?|dwel[lt]s?|was born|were born) )?(?:in|of|from|"
            rf"at|on)\s(?:{_W}\s){{0,4}}?{_W})\s(?P<a>(?:is|was|are|were|wears?|wore|went|goes|go|has|had|have|keeps?|"
            rf"kept|speaks?|spoke|carries|carried|walks?|walked|eats?|ate)\s[^.;:!?]{{2,60}})$",
        ),
        ("always", rf"{_LEAD}{_ALL}\s(?P<s>[^.;:!?]{{4,60}}?)\s(?:must|had to|has to)\s(?:always )?(?:be )?{_A}$"),
        (
            "always",
            rf"{_LEAD}{_ALL}\s(?P<s>[a-z]+(?:\s(?:in|of|from|at|on)\s(?:{_W}\s){{0,4}}?{_W})?)\s(?P<a>(?:is|was|are|"
            rf"were|wears?|wore|went|goes|go|has|had|have|keeps?|kept)\s[^.;:!?]{{2,60}})$",
        ),
        (
            "turn",
            rf"{_LEAD}{_S}\s(?:turn(?:s|ed)?|burn(?:s|ed|t)?|die[sd]?|melt(?:s|ed)?|perish(?:es|ed)?|wither(?:s|ed)?|"
            rf"vanish(?:es|ed)?|crumble[sd]?|dissolve[sd]?|faint(?:s|ed)?|freezes?|froze|shrivel(?:s|led)?|become|"
            rf"became|becomes|lose|lost|loses|fall|fell|falls)\s(?P<but>[^,.;:!?]{{0,40}}?)\s?\b(?:in|under|at|by|on|"
            rf"when|if|near|before|as soon as)\s(?P<a>[^.;:!?]{{3,60}})$",
        ),
        (
            "turn",
            rf"{_LEAD}(?P<a>(?:the (?:touch|light|sight|sound|taste) of )?[A-Z]?[a-z]+)\s(?P<but>burn(?:s|ed|t)?|"
            rf"kill(?:s|ed)?|melt(?:s|ed)?|blind(?:s|ed)?|poison(?:s|ed)?|weaken(?:s|ed)?|destroy(?:s|ed)?|scorch(?:es|"
            rf"ed)?)\s(?P<s>[^,.;:!?]{{3,60}}?)(?:\slike .{{3,30}})?$",
        ),
        (
            "turn",
            rf"{_LEAD}(?P<s>)(?:[Ww]ho(?:so)?ever|[Aa]ny(?: ?one|body| \w+)? (?:who|that)|[Ee]very(?: ?one|body| \w+) "
            rf"(?:who|that)|[Tt]hose who|[Aa]ll who|[Hh]e who) (?P<a>[^.;:!?]{{6,80}}?),? (?P<but>(?:is|are|was|were|"
            rf"will|would|must|shall|fell|falls?|dies?|died|forgot|forgets?|lost|loses?|turn(?:s|ed)?|slept|sleeps?|"
            rf"bec[oa]mes?|went|goes|grew|sank|wakes?|woke|spoke)\b[^.;:!?]{{0,80}})$",
        ),
        (
            "turn",
            rf"{_LEAD}{_S}\s(?P<but>(?:went|goes|go|turn(?:s|ed)?|bec[oa]mes?|crack(?:s|ed)?|rings?|rang|broke|breaks|"
            rf"wept|weeps?|bled|bleeds?|glow(?:s|ed)?|shone|shines?|cries|cried|sang|sings?|darken(?:s|ed)?|"
            rf"faded?)\b[^.,;:!?]{{0,40}}?) (?:if|when|whenever|as often as|each time|as soon as) (?P<a>(?:any ?(?:one|"
            rf"body|thing)|some ?(?:one|body)|a \w+|an \w+|the \w+)\s[^.;:!?]{{3,60}})$",
        ),
    )
)
"""What a general statement of the world may look like, and its form."""
