"""What a story says to have happened at a time, in closed classes: nouns, verbs of people, verbs of things.

Only what happens once to somebody or something (he is born, marries, buys the farm; the theatre burns down), under one
name for all its wordings. What people do again and again (come home, write, set out) is left out.
"""

from __future__ import annotations

NOUNS = (
    "wedding marriage funeral burial fire flood battle duel murder accident shipwreck wreck coronation execution explosion earthquake christening baptism robbery "
    "raid trial shooting verdict hanging collapse landslide avalanche surrender mutiny massacre betrothal engagement arrest riot riots ambush landing uprising revolt "
    "rebellion revolution siege war armistice treaty election inauguration assassination kidnapping abduction burglary heist theft poisoning stabbing crash derailment "
    "blackout outage eclipse comet eruption hurricane tornado plague strike divorce inquest auction graduation ordination launch premiere opening election verdict "
    "amputation operation birth death disappearance escape retirement exile bankruptcy closure demolition invasion evacuation bombing bombardment drowning quarrel "
    "proposal elopement jubilee festival concert ball tournament joust parade reunion retreat ceasefire truce disaster meeting exam examination hearing interview lecture "
    "race match party show performance rehearsal seance auditions audition appointment vote signing storming sacking lynching betrayal rescue homecoming coup"
).split()
OFTEN = frozenset(
    """meeting exam examination hearing interview lecture race match party show performance rehearsal seance auditions audition appointment vote concert ball fire raid
    quarrel battle robbery storm crash strike escape parade festival tournament auction""".split()
)
"""Nouns of what may happen more than once: to be compared only nearby, or where somebody is named with both."""
SPANNING = frozenset("war siege strike drought famine plague occupation exile festival".split())
"""Nouns of what has a beginning and an end of its own."""
SAME = {
    "burial": "funeral", "baptism": "christening", "wreck": "shipwreck", "hanging": "execution", "marriage": "wedding", "riots": "riot", "betrothal": "engagement",
    "uprising": "revolt", "rebellion": "revolt", "kidnapping": "abduction", "assassination": "murder", "heist": "robbery", "theft": "robbery", "burglary": "robbery",
    "drowning": "death", "bombardment": "bombing", "outage": "blackout", "joust": "tournament",
}  # fmt: skip
_WAS = "(?:was|were|been|be|being|got|is)"
PEOPLE = {
    "wedding": rf"(?:{_WAS} )?(?:married|wed|wedded)|tied the knot|exchanged (?:their )?vows|stood (?:at|before) the altar",
    "engagement": rf"{_WAS} (?:engaged|betrothed)|became engaged|proposed (?:marriage )?to|plighted",
    "funeral": rf"(?:{_WAS} )?(?:buried|interred|cremated)|{_WAS} laid to rest|{_WAS} laid in (?:the|his|her) (?:earth|grave|ground)|{_WAS} carried to (?:the|his|her) grave",
    "death": rf"died|{_WAS} (?:killed|murdered|drowned|hanged|executed|beheaded|shot dead|assassinated)|drowned|perished|passed away|breathed (?:his|her) last|met (?:his|her) (?:death|end)|fell dead|gave up the ghost|hanged|killed|murdered",
    "birth": rf"(?:{_WAS} )?born|(?:came|come) into the world|first saw the light|(?:gave|given) birth|(?:{_WAS} )?brought to bed",
    "christening": rf"(?:{_WAS} )?(?:christened|baptised|baptized)",
    "coronation": rf"(?:{_WAS} )?crowned|{_WAS} anointed|(?:came|come) to the throne|(?:took|taken) the throne|ascended the throne|succeeded to the throne",
    "arrest": rf"(?:{_WAS} )?arrested|{_WAS} taken into custody|{_WAS} apprehended",
    "sentence": rf"(?:{_WAS} )?(?:sentenced|convicted|acquitted|condemned|tried)|stood trial",
    "release": rf"(?:{_WAS} )?(?:released|discharged|pardoned|set free|freed)|(?:came|come) out of (?:prison|jail|gaol|hospital)",
    "ordination": rf"(?:{_WAS} )?ordained|(?:took|taken) (?:the veil|holy orders|orders|his vows|her vows)",
    "graduation": r"graduated|(?:took|taken) (?:his|her) degree|left (?:school|college|university)",
    "retirement": r"retired(?! to (?:bed|his|her|rest))",
    "resignation": rf"resigned|{_WAS} (?:dismissed|sacked|cashiered|discharged from)|lost (?:his|her) (?:post|job|place|position)",
    "enlistment": r"enlisted|joined (?:up|the (?:army|navy|regiment|service|legion|police|firm|company|crew))|(?:took|taken) the (?:king|queen)['’]s shilling",
    "emigration": r"emigrated|(?:ran|run) away to sea|(?:went|gone) to sea",
    "disappearance": rf"disappeared|vanished|(?:went|gone) missing|{_WAS} last seen|{_WAS} abducted|{_WAS} kidnapped",
    "divorce": rf"(?:{_WAS} )?divorced|(?:{_WAS} )?widowed",
    "election": rf"{_WAS} (?:elected|sworn in|made (?:mayor|king|captain|bishop|sheriff|president)|appointed|knighted|promoted)",
    "meeting": r"(?:had )?first met|met (?:each other|one another) for the first time|first (?:set|laid) eyes on|first saw|made (?:his|her) acquaintance",
    "wound": rf"{_WAS} (?:wounded|crippled|blinded|paralysed|paralyzed)|lost (?:his|her) (?:leg|arm|eye|sight|hand|hearing|foot)",
    "bereavement": r"lost (?:his|her) (?:wife|husband|son|daughter|father|mother|child|brother|sister)",
    "bankruptcy": r"(?:went|gone) bankrupt|lost (?:his|her) fortune|(?:was|were) ruined",
    "leaving": r"left|quitted|set out|gone away|went away|departed|sailed|ran away|moved away",
    "coming": r"(?:first )?(?:came|come|arrived|moved|landed|settled)|entered|reached",
}
"""Verbs of people, by the event they tell of; the last two only with a place."""
DEEDS = {
    "purchase": "bought|purchased|acquired", "sale": "sold", "building": "built|had built|raised|put up", "opening": "opened", "founding": "founded|set up|established",
    "inheritance": "inherited|came into", "lease": "leased|rented|took the lease of", "signing": "signed", "publishing": "published|brought out", "launch": "launched", "planting": "planted",
    "discovery": "discovered|unearthed|dug up", "theft": "stole|robbed|broke into", "burning": "burned down|burnt down|set fire to", "winning": "won", "completion": "completed|finished",
    "closing": "closed down|shut down|gave up|given up|wound up", "adoption": "adopted", "betrayal": "betrayed",
}  # fmt: skip
"""What people do to a thing once."""
FATES = {
    "burning": r"(?:had )?(?:burned|burnt)(?: down| to the ground)?|caught fire|went up in (?:flames|smoke)|(?:was|been) (?:burned|burnt|gutted|destroyed)(?: down| by fire)?",
    "fall": r"fell|fallen|collapsed|came down|gave way|toppled|was (?:torn down|pulled down|demolished|razed)|been (?:torn down|pulled down|demolished|razed)",
    "opening": r"(?:was |been )?(?:opened|inaugurated|unveiled|consecrated|dedicated)|opened its doors",
    "closing": r"(?:was |been )?closed(?: down)?|shut(?: down)?|(?:was |been )?wound up|failed|went under",
    "building": r"(?:was|were|been) (?:built|finished|raised|completed|erected|put up|founded|laid)",
    "sinking": r"sank|sunk|went down|foundered|(?:was|been) (?:lost|wrecked|sunk)|went aground|ran aground",
    "end": r"ended|broke(?! out)|broken(?! out)|came to an end|was over|(?:was|been) (?:signed|lifted|abolished|repealed|dissolved)",
    "beginning": r"began|begun|started(?: again| up)?|broke out|broken out|(?:was|been) declared",
    "sale": r"(?:was|been) (?:sold|auctioned|let|bought)|changed hands",
    "event": r"(?:took|taken) place|(?:was|were|been) (?:held|fought|celebrated|committed|done|discovered)|happened|occurred|fell on|fell in",
    "coming": r"came|come|struck|erupted|hit|(?:was|been) (?:published|launched|stolen|robbed|broken into|delivered|found|struck|flooded|bombed)|exploded|blew up|crashed|ran dry|dried up",
    "leaving": r"left|sailed|set out|set sail|departed",
}  # fmt: skip
"""What becomes of a thing once."""
SINCE = {
    "wedding": r"been (?:married|wed|man and wife|husband and wife)", "death": r"been (?:dead|in (?:his|her) grave)|lain in (?:his|her) grave", "divorce": r"been (?:a widow|a widower|widowed|divorced)",
    "engagement": r"been (?:engaged|betrothed)", "arrest": r"been (?:in (?:prison|jail|gaol)|behind bars|a prisoner)", "retirement": r"been retired",
    "purchase": r"(?:owned|possessed|had)", "lease": r"(?:rented|leased)", "coming": r"lived|dwelt|been|worked|resided|served|taught|kept house",
}  # fmt: skip
"""States that hold since an event."""
NO_THINGS = frozenset(
    """sun moon stars star rain snow wind day night morning evening afternoon week month year spring summer autumn winter time light dark darkness clock bell bells door
    doors window eyes eye voice hand hands face head leaves tide fog mist lamp lamps candle shop shops train coach bus post mail boat gate gates silence others rest
    first last next men people children he she they it war""".split()
) - {"war", "boat", "shop"}
"""Nouns of which these may be said on any day."""
