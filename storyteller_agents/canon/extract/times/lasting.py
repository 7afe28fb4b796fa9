"""What lasts: a closed class of states and events that a story gives a span of time, each with the words for it.

The words are patterns; all that mean the same state stand under one name, so that a marriage of ten years is held against
fifteen years as man and wife. Which span belongs to which is decided in `times/durations.py`.
"""

from __future__ import annotations

from storyteller_agents.canon.extract.traits.occupations import TRADES
from storyteller_agents.canon.reading import PERSON

_CRAFTS = (
    "glazier cutler currier fuller dyer carver gilder turner cartwright brewer vintner fletcher glover upholsterer plasterer pewterer cordwainer furrier brazier "
    "founder basket-maker lace-maker master craftsman tradesman plumber wigmaker hosier stationer"
).split()
_TRADE = "|".join(sorted({*TRADES, *_CRAFTS}, key=len, reverse=True))
LASTING = {
    "marriage": r"marriage|married(?: life)?|wedlock|wedded(?: life)?|man and wife|husband and wife",
    "engagement": r"engagement|engaged|betrothal|betrothed|courtship",
    "widowhood": r"widowhood|widowed|a widow(?:er)?",
    "siege": r"siege|besieged|blockade|investment of the (?:town|city)",
    "war": r"war|warfare|hostilities|campaign",
    "battle": r"battle|fighting",
    "voyage": r"voyage|(?:sea[- ])?crossing|passage|sailing|at sea|sailed|cruise",
    "journey": r"journey|trek|march|marching|ride|travelling|traveling|on the road|expedition|pilgrimage|crossing of the \w+|drive|climb",
    "prison": r"(?:in |his |her |the )?(?:prison|jail|gaol|captivity|dungeon|cell|chains|a cell)|imprison(?:ed|ment)|confinement|behind bars|sentenced|sentence|penal servitude|hard labou?r|(?:a )?(?:prisoner|captive)|locked up|(?:in )?irons|under (?:lock and key|guard)",
    "service": r"(?:in )?(?:the )?(?:army|regiment|navy|legion|cavalry|infantry|colou?rs|ranks|service)|service|served|soldiering|(?:a )?soldier|under arms|in uniform",
    "absence": r"absence|away|absent|gone(?! by)|abroad|overseas",
    "exile": r"exiled?|banish(?:ed|ment)",
    "reign": r"reign(?:ed)?|rule|ruled|(?:on|upon) the throne|king|queen",
    "apprenticeship": rf"apprenticeship|['’]?prentic(?:ed|eship|e)|apprentic(?:ed|e)|indentures?|indentured|articled|articles|(?:bound|indentured|articled) to (?:a|an|the|old|his|her|{PERSON})|served (?:his|her|out his|out her) time|learn(?:ed|ing|t) (?:his|her|the) trade|(?:with|under|at) (?:a|an|the|his|her) (?:[a-z]+ )?(?:{_TRADE})",
    "hospital": r"(?:in |at |from )?(?:the |a )?(?:hospital|infirmary|sanatorium|ward)",
    "illness": r"illness|sickness|ill|sick|bedridden|in bed|to (?:his|her|my) bed|fever",
    "study": r"(?:at |in )?(?:school|university|college|seminary|the academy)|studies|studied|studying|schooling|medical school",
    "teaching": r"teaching|taught",
    "strike": r"strike|lock-?out",
    "drought": r"drought|dry spell|without rain|(?:had )?not rained",
    "famine": r"famine|hunger",
    "plague": r"plague|epidemic|pestilence|cholera|quarantine",
    "trial": r"trial|hearing|inquest",
    "storm": r"storm|gale|blizzard|snowstorm|tempest|hurricane",
    "rain": r"rain|rained|downpour",
    "occupation": r"occupation|occupied",
    "truce": r"truce|armistice|ceasefire|cease-fire|peace",
    "feud": r"feud|quarrel",
    "search": r"search|searched|hunt",
    "friendship": r"friendship|acquaintance|known (?:each other|one another)|friends",
    "silence": r"silence|not spoken|spoken no word",
    "mourning": r"mourning",
    "partnership": r"partnership|partners",
    "building": r"(?:the )?(?:building|construction)",
    "residence": r"lived|living|dwelt|dwelling|resided|residence|settled",
    "blindness": r"blindness|blind",
    "drinking": r"sober|sobriety",
    "work": r"worked|working|employed|employment|toiled|labou?red",
    "coma": r"coma|unconscious|unconsciousness",
    "voicelessness": r"dumbness|mute",
    "curse": r"curse|enchantment|spell",
    "vigil": r"vigil|watch",
    "fast": r"fast|fasted|fasting|without food|not eaten",
    "parting": rf"(?:not|never|without)\s(?:once\s)?(?:seen|spoken to|heard from|set eyes on|met|written to|seeing|hearing from)|(?:seen|heard) nothing of|since (?:he|she|they|I|{PERSON}) (?:had )?(?:last )?(?:saw|seen|met|spoken|heard from)|estranged|parted from",
    "emptiness": r"(?:stood|lain|lay|been|was|were|stand) (?:empty|vacant|shut up|unlet|derelict|untenanted|unoccupied|abandoned|deserted)|(?:been )?without a tenant",
    "death": r"(?:lain |lay )?in (?:his|her|their) graves?|dead|under (?:the )?(?:ground|turf|sod)|underground",
    "lease": r"lease|tenancy|tenant",
    "ban": r"suspension|suspended|ban",
    "visit": r"visit|stay|sojourn",
    "flood": r"flood|thaw|frost|heat|heatwave",
    "wait": r"wait(?:ed|ing)?",
}
OF_EVERYBODY = frozenset(
    {
        "siege",
        "war",
        "strike",
        "drought",
        "famine",
        "plague",
        "occupation",
        "truce",
        "curse",
        "storm",
        "rain",
        "trial",
        "battle",
        "feud",
        "building",
    }
)
"""What lasts for all alike: no name has to be shared."""
