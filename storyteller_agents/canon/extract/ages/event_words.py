"""The events of a life by which people reckon their ages, and the words that tell of them.

A closed class: births, deaths and weddings in the family, school and work, wars and journeys, oaths and crowns, hurts
and illnesses. `plain_words` is for what is none of them.
"""

from __future__ import annotations

import re

_HIS = r"(?:[Hh]is|[Hh]er|[Mm]y|[Tt]heir|the|[ᐁᐃ]ᐄ*['’]s?)"
_OLD = r"(?:own |dear |poor |old |beloved |only |elder |eldest |younger |young |little |first )*"
_DIES = (
    r"(?:had )?(?:died|was killed|were killed|had been killed|drowned|were drowned|was drowned|perished|passed away|was hanged|was taken|fell ill and died|"
    r"was buried|fell (?:at|in)|was shot|was murdered|went down with)"
)


def _loses(kin: str) -> str:
    return (
        rf"\b(?:lost|lose|losing|buried|burying) {_HIS} {_OLD}{kin}\b(?!['’])|{_HIS} {_OLD}{kin}(?:,? [ᐁᐃ]ᐄ*,?)? {_DIES}"
        rf"|{_HIS} {_OLD}{kin}['’]s? (?:death|funeral|burial|drowning|hanging)|\b(?:death|funeral|burial|loss) of {_HIS} {_OLD}{kin}\b"
    )


_KINDS: tuple[tuple[str, str], ...] = (
    ("orphan", rf"\borphaned\b|\bleft an orphan\b|\bbecame an orphan\b|{_loses('parents')}"),
    ("father dies", _loses("(?:father|papa|dad)")),
    ("mother dies", _loses("(?:mother|mamma|mama|mum)")),
    ("wife dies", rf"\bleft a widower\b|\bbecame a widower\b|{_loses('(?:wife)')}"),
    ("husband dies", rf"\bwidowed\b|\bleft a widow\b|\bbecame a widow\b|{_loses('(?:husband)')}"),
    ("brother dies", _loses("brother")),
    ("sister dies", _loses("sister")),
    ("first child", rf"\b{_HIS} first (?:child|baby|son|daughter|born) (?:was born|came|arrived)|\b(?:had|bore|borne|have|birth to|birth of|fathered|birth of) {_HIS} first[- ]?(?:child|baby|son|daughter|born)"
     r"|\bbecame a (?:mother|father)\b|\bfirst (?:gave birth|became a (?:mother|father))|\b(?:was|been) (?:first )?made a (?:mother|father)\b"),
    ("first grandchild", rf"\b{_HIS} first grand(?:child|son|daughter)\b|\bbecame a grand(?:mother|father)\b"),
    ("engage", r"\b(?:got|was|were|been|became|become) (?:engaged|betrothed)\b|\bengagement\b|\bbetrothal\b|\bbetrothed (?:himself|herself)\b"),
    ("divorce", r"\bdivorced?\b"),
    ("marry", rf"\b(?:married|marry|marries|wed|wedded)\b|\bwedding\b|{_HIS} (?:first )?marriage\b|\btook (?:a|an|[ᐁᐃ]ᐄ*|{_HIS})[^,]{{0,20}} (?:wife|husband|bride)\b|\bbecame (?:a (?:bride|wife|husband)|[ᐁᐃ]ᐄ*['’]s (?:wife|husband|bride))\b"
     r"|\b(?:led|taken|went|gone|walked|stood|came) (?:to |at |before |up )?(?:the |her |him )?(?:to the )?altar\b|\b(?:was|been) given in marriage\b|\bmade a bride\b|\b(?:a )?bride\b"),
    ("go to sea", r"\b(?:went|gone|go|ran|run|sent|put|shipped|sailed|taken|took) (?:away |off )?to sea\b|\b(?:first|had) (?:sailed|shipped)\b|\bshipped (?:out )?(?:as|aboard|on)\b|\bjoined (?:his|her|a|the) (?:first )?ship\b|\b(?:went|gone|signed) (?:aboard|on) (?:his|her|a) (?:first )?(?:ship|brig|schooner|whaler|trawler)\b|\bfirst voyage\b|\bbecame a (?:sailor|cabin[- ]boy)\b"),
    ("enlist", r"\benlisted\b|\bjoined (?:up|the (?:army|navy|colou?rs|legion|guards|marines|infantry|cavalry|militia|air force|service)|(?:a|his|the|[ᐁᐃ]ᐄ*['’]s?) (?:[a-z]+ )?regiment)\b|\btook the (?:king|queen)['’]s shilling\b"
     r"|\b(?:became|gone for|went for) a soldier\b|\b(?:was |been )(?:drafted|conscripted|called up|commissioned)\b|\bwent to (?:the )?war\b|\bgone to (?:the )?war\b|\bput on (?:his|a|the) uniform\b"),
    ("school", r"\b(?:began|begun|started|went to|gone to|sent to|went off to|go to|entered|first went to|first day (?:at|of)) (?:the )?(?:village )?school\b|\b(?:sent|went|gone) away to school\b|\bstarted at school\b"),
    ("leave school", r"\b(?:left|leave|finished|leaving|quit|done with) (?:the )?(?:village )?school\b|\btaken (?:out of|from|away from) (?:the )?school\b|\bschool-?days (?:ended|were over)\b"),
    ("university", r"\b(?:went (?:up )?to|gone (?:up )?to|entered|started at|matriculated at) (?:the )?(?:university|college)\b|\bwent up to\b"),
    ("degree", r"\bgraduated\b|\btook (?:his|her) (?:degree|finals)\b|\bqualified\b|\bcalled to the bar\b"),
    ("apprentice", r"\b(?:was |been )?(?:apprenticed|bound apprentice|articled|indentured)\b|\bapprenticeship\b"),
    ("work", r"\b(?:went|gone|sent|go|put) (?:in)?to (?:work|service|the (?:mills?|mines?|pits?|factory|works|fields|docks|quarry|looms))\b|\b(?:went|gone|sent) down the (?:pit|mine)\b|\b(?:began|begun|started) (?:to )?work(?:ing)?\b|\bfirst (?:job|position|place|wages?|post)\b"),
    ("crown", r"\bcrowned\b|\bcoronation\b|\b(?:came|come|ascended|acceded|succeeded|mounted|took|inherited|won) (?:to )?the throne\b|\bbecame (?:the )?(?:king|queen|emperor|empress|tsar|duke|earl)\b|\bput on the crown\b"),
    ("vows", r"\b(?:took|taken|take|made) (?:the veil|(?:his|her|holy|final|the) (?:vows|orders))\b|\bordained\b|\b(?:entered|joined|went into|gone into) (?:the|a|an) (?:convent|monastery|order|abbey|cloister|seminary|church|priesthood)\b|\bbecame a (?:nun|monk|priest)\b"),
    ("knight", r"\bknighted\b|\bmade (?:a )?knight\b|\bwon (?:his|her) spurs\b"),
    ("inherit", r"\binherited\b|\b(?:came|come) into (?:his|her) (?:inheritance|fortune|money|property|estate|title|own)\b|\bsucceeded (?:his|her) (?:father|mother|uncle|brother)\b"),
    ("command", r"\b(?:given|got|had|took|won) (?:his|her) first (?:command|ship)\b|\bmade captain\b|\bbecame (?:a )?captain\b"),
    ("prison", r"\b(?:went|gone|sent|taken|thrown|put) (?:in)?to (?:prison|gaol|jail)\b|\b(?:was |been )?(?:transported|imprisoned|convicted|jailed)\b"),
    ("blind", r"\b(?:lost|lose) (?:his|her|my) (?:sight|eyesight)\b|\b(?:went|gone|became|struck) blind\b|\bblinded\b"),
    ("hurt", r"\b(?:lost|lose|losing|broke|broken|crushed|burned|burnt|shattered) (?:his|her|an?|the) (?:own )?(?P<where>(?:(?:left|right) )?(?:arm|leg|hand|foot|eye|finger|thumb|ear|nose|neck|collar-?bone|wrist|ankle|hip))\b"),
    ("learn", r"\b(?:learned|learnt|taught) (?:(?:him|her)(?:self)? )?(?:how )?to (?P<where>read|write|swim|ride|shoot|drive|dance|sew|sail|fish|hunt|fight|fence|skate|fly|walk|talk|knit|spin|weave|cook|milk|plough|smoke|sing|play)\b"),
    ("ill", r"\b(?:had|caught|took|fell ill (?:with|of)|sick (?:with|of)|nearly died of) (?:the )?(?P<where>measles|smallpox|scarlet fever|typhoid|typhus|cholera|diphtheria|polio|pneumonia|consumption|yellow fever|rheumatic fever)\b"),
    ("adopt", r"\b(?:was|been|were) (?:adopted|taken in|fostered)\b|\badopted by\b"),
    ("kill", r"\bkilled (?:his|her) first\b|\bfirst (?:killed|kill)\b"),
    ("retire", r"\bretired\b|\bretirement\b|\bgave up (?:work|the (?:shop|practice|business|farm))\b"),
    ("publish", r"\b(?:published|wrote|sold|finished) (?:his|her) first (?:novel|book|poem|story|play|symphony|painting|picture|opera)\b"),
    ("leave home", r"\b(?:left|leave|leaving) (?:home|his home|her home|(?:his|her) (?:father|mother|parents)['’]s? (?:house|farm|roof))\b|\b(?:ran|run|running) (?:away|off)(?: from home)?\b|\bturned out of (?:home|doors)\b"),
    ("leave", r"\b(?:left|leaving|quitted|fled|fled from|sailed from|emigrated from) (?P<where>[ᐂᐃ]ᐄ*)"),
    ("come", r"\b(?:came|come|arrived|moved|emigrated|landed|settled|reached|brought|sent|gone|went|sailed|crossed|taken)(?: over| out| back| up| down| away)? ?(?:to|in|at|into|for)? (?:live in )?(?P<where>[ᐂᐃ]ᐄ*)"),
)  # fmt: skip
KINDS: tuple[tuple[str, re.Pattern[str]], ...] = tuple((kind, re.compile(words)) for kind, words in _KINDS)
"""Kinds of events with what tells of them; the group ``where`` tells those of one kind apart."""
PLAIN = frozenset(
    kind
    for kind, _ in _KINDS
    if kind not in ("marry", "engage", "divorce", "father dies", "mother dies", "brother dies", "sister dies")
)
"""Those that are the same whoever else has a part in them."""
_STOP = frozenset(
    """the and but for from with into onto upon over under that this these those his her him she they them their its had has have was were been
    being are who whom whose which what when while where then than there here all any some one two his own very just only still yet
    already again once ever never not about after before until till since again would could should might may must can did does done
    down out off away back came went took got made first time day year night morning old young little great good new at in on of to
    by as is it he my me an""".split()
)
_IRREGULAR = {
    "broke": "break", "broken": "break", "lost": "lose", "saw": "see", "seen": "see", "won": "win", "fell": "fall", "fallen": "fall",
    "built": "build", "bought": "buy", "sold": "sell", "taught": "teach", "found": "find", "stole": "steal", "stolen": "steal",
    "wrote": "write", "written": "write", "read": "read", "ran": "run", "swam": "swim", "swum": "swim", "rode": "ride", "ridden": "ride",
    "shot": "shoot", "caught": "catch", "drove": "drive", "driven": "drive", "met": "meet", "began": "begin", "begun": "begin",
    "burned": "burn", "burnt": "burn", "gave": "give", "given": "give", "told": "tell", "heard": "hear", "sang": "sing", "sung": "sing",
    "struck": "strike", "bit": "bite", "bitten": "bite", "bore": "bear", "borne": "bear", "fought": "fight", "flew": "fly", "left": "leave",
}  # fmt: skip


AT_EVENT = re.compile(
    r"(?:\syears old|\syears of age)?,?\s(?:when|the (?:year|day|winter|summer|spring|autumn|night)(?: that| when)?|at|on)\s"
    r"(?P<event>[^.;:!?\n]{4,80})"
)
"""What follows an age at an event."""


def is_of_a_life(clause: str) -> bool:
    """Tell whether a clause tells of one of the common events of a life, which may lie far back."""
    return any(pattern.search(clause) for kind, pattern in KINDS if kind not in ("come", "leave"))


def plain_words(clause: str) -> list[str]:
    """Return the words of a clause that tell what happens, without their endings; at most six."""
    kept: list[str] = []
    for word in re.findall(r"[a-z]{3,}", clause.lower())[:14]:
        if word in _STOP:
            continue
        plain = _IRREGULAR.get(word) or re.sub(r"(?:ied$)", "y", word)
        if plain == word:
            plain = re.sub(r"(?<=[a-z]{3})(?:ing|ed|es|s|e)$", "", word)
        if plain not in kept:
            kept.append(plain)
    return kept[:6]
