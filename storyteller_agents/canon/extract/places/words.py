"""Common nouns for places of which a story mostly means one ("the harbour", "the cellar"), by what may lie within what.

The classes say only this: whether being at one of them is compatible with being at another. Rooms and yards belong to some
building; what stands alone (a harbour, a forest, a church) has neither rooms of a house nor another such place in it.
"""

from __future__ import annotations

_ROOMS = (
    "kitchen cellar attic garret loft library parlour parlor drawing-room dining-room bedroom bedchamber nursery scullery pantry study "
    "conservatory ballroom stable stables barn laundry infirmary cell dungeon room bed upstairs downstairs hall passage staircase stairs fireside hearth armchair sickroom sick-room ward schoolroom classroom "
    "fire stove oven bedside cradle loom piano counter desk dairy workshop office study chamber counting-house"
).split()
_BUILDINGS = (
    "house cottage inn tavern hotel castle palace school hospital prison jail gaol mill farm farmhouse manor abbey convent monastery "
    "barracks fort fortress workhouse asylum bakery smithy forge library theatre opera factory courthouse "
    "shop store bank pub bar cafe café restaurant museum court courtroom airport hostel motel flat apartment studio garage warehouse clinic laboratory lab gym chapel synagogue "
    "mosque temple tower club canteen greenhouse supermarket newsroom precinct embassy consulate shipyard dockyard casino morgue post-office cinema nightclub villa mansion "
    "cabin hut shed kiosk gaolhouse guardhouse customs-house toll-house boathouse orphanage nunnery college university gallery depot"
).split()
_ALONE = (
    "harbour harbor quay docks wharf church cathedral forest wood woods market marketplace market-place churchyard graveyard cemetery beach moor "
    "orchard garden meadow field fields hayfield cornfield pasture hill hilltop hillside pond lake shore seashore cliff cliffs roof rooftop courtyard yard lane street square highroad "
    "crossroads park vineyard pier jetty heath common woodpile well shrubbery terrace lawn ditch ford weir millpond boat train carriage coach porch belfry "
    "pew altar pulpit font organ-loft choir nave vestry pulpit tree oak elm apple-tree hedge gate milestone stile haystack hayrick barge raft canoe deck quayside "
    "lighthouse ferry river bridge station racecourse battlefield quarry mine cave island swamp marsh desert mountain ship brig schooner barque frigate steamer vessel sea"
).split()
_ALIKE = {
    "fields": "field", "hayfield": "field", "cornfield": "field", "pasture": "field", "meadow": "field", "hilltop": "hill", "hillside": "hill", "seashore": "shore",
    "cliffs": "cliff", "rooftop": "roof", "courtyard": "yard", "highroad": "lane", "common": "heath", "pier": "harbour", "jetty": "harbour", "coach": "carriage",
    "shrubbery": "garden", "terrace": "garden", "lawn": "garden", "ditch": "lane", "millpond": "pond", "porch": "church", "belfry": "church", "woodpile": "yard",
    **dict.fromkeys(("pew", "altar", "pulpit", "font", "organ-loft", "choir", "nave", "vestry"), "church"),
    **dict.fromkeys(("fire", "stove", "oven", "counter", "desk", "loom", "piano"), "room"), **dict.fromkeys(("bedside", "cradle"), "bedroom"),
    **dict.fromkeys(("tree", "oak", "elm", "apple-tree", "hedge", "gate", "milestone", "stile"), "lane"), "haystack": "field", "hayrick": "field", "quayside": "harbour",
    **dict.fromkeys(("barge", "raft", "canoe", "deck"), "boat"),
    "upstairs": "bedroom", "bed": "bedroom", "sickroom": "bedroom", "sick-room": "bedroom", "fireside": "room", "hearth": "room", "armchair": "room", "downstairs": "room", "staircase": "stairs",
    "harbor": "harbour", "quay": "harbour", "docks": "harbour", "wharf": "harbour", "brig": "ship", "schooner": "ship", "barque": "ship", "frigate": "ship", "steamer": "ship", "vessel": "ship", "sea": "ship", "ferry": "river", "bridge": "river", "wood": "forest",
    "woods": "forest", "marketplace": "market", "market-place": "market", "graveyard": "church", "churchyard": "church", "cemetery": "church",
    "cathedral": "church", "jail": "prison", "gaol": "prison", "marsh": "swamp", "beach": "harbour", "parlor": "parlour", "stables": "stable",
    "store": "shop", "supermarket": "shop", "post-office": "shop", "pub": "inn", "bar": "inn", "cafe": "restaurant", "café": "restaurant", "canteen": "restaurant", "club": "inn", "nightclub": "inn",
    "chapel": "church", "synagogue": "church", "mosque": "church", "temple": "church", "courtroom": "courthouse", "court": "courthouse", "motel": "inn", "hostel": "inn", "lab": "laboratory",
    "hut": "cottage", "cabin": "cottage", "shed": "barn", "apartment": "flat", "clinic": "hospital", "morgue": "hospital", "cinema": "theatre", "mansion": "house", "villa": "house", "nunnery": "convent",
    "university": "college", "shipyard": "harbour", "dockyard": "harbour", "depot": "station", "flat": "house", "bedchamber": "bedroom", "garret": "attic", "loft": "attic", "dungeon": "cell", "tavern": "inn", "hotel": "inn", "farmhouse": "farm",
}  # fmt: skip
_KIND = {
    word: kind for kind, words in (("alone", _ALONE), ("building", _BUILDINGS), ("room", _ROOMS)) for word in words
}
SITES = tuple(sorted(_KIND, key=lambda word: (-len(word), word)))
"""The nouns, longer ones first."""
_HOLDS_ALL = frozenset({"castle", "palace", "island", "manor", "farm", "mountain"})
"""Sites large enough to hold others of any class."""
_CLOSES = frozenset(
    {
        "prison",
        "fort",
        "fortress",
        "abbey",
        "monastery",
        "convent",
        "school",
        "barracks",
        "college",
    }
)
"""Those that hold rooms, and may have a church, a school or a prison of their own."""
_ANYWHERE = frozenset(
    """orchard garden meadow field hill pond lake shore cliff roof yard lane street square crossroads park vineyard heath well
    ford weir boat train carriage""".split()
)
"""Open places of no fixed surroundings: there is a lane to a church and a field at a river."""
_OPEN = _ANYWHERE | frozenset(
    {"forest", "moor", "river", "market", "harbour", "desert", "swamp", "battlefield", "racecourse"}
)
"""Where buildings may stand."""
LANDS = frozenset(
    """england scotland wales ireland britain great britain france germany italy spain portugal holland belgium switzerland austria hungary poland russia
    prussia denmark norway sweden finland greece turkey egypt africa asia europe america united states canada mexico india china japan australia
    new zealand persia arabia bohemia bavaria saxony normandy provence tuscany sicily north south east west continent world earth heaven""".split()
)
"""Countries and larger regions: another place may lie within them, unsaid."""


def may_be_one(first: str, second: str) -> bool:
    """Whether who is at one of two common-noun places may also be at the other."""
    first, second = _ALIKE.get(first, first), _ALIKE.get(second, second)
    if first == second or {first, second} == {"ship", "harbour"}:
        return True
    one, two = _KIND[first], _KIND[second]
    if {first, second} & _OPEN and "room" in (one, two):
        return bool({first, second} & {"roof", "boat", "carriage", "train", "yard"}) and "cell" not in (first, second)
    if one == two == "alone" and {first, second} & _ANYWHERE:
        return True
    if "room" == one == two and {first, second} & {
        "room",
        "hall",
        "passage",
        "stairs",
        "chamber",
        "ward",
        "office",
        "bedroom",
    }:
        return {first, second} != {"cellar", "bedroom"}
    if {first, second} & _HOLDS_ALL:
        return True
    if "cell" in (first, second):
        return bool({first, second} & _CLOSES)
    if {first, second} & _CLOSES and not {first, second} & _OPEN:
        other = second if first in _CLOSES else first
        return _KIND[other] == "room" or other in ("church", "hospital", "school", "prison")
    if {first, second} & _OPEN:
        return "building" in (one, two) and not {first, second} & _CLOSES
    return {one, two} == {"room", "building"}


def lies_outside(closed: str, other: str) -> bool:
    """Whether who never left one common-noun place cannot have been at the other: a market is no part of a cottage."""
    closed, other = _ALIKE.get(closed, closed), _ALIKE.get(other, other)
    if closed == other or closed in _HOLDS_ALL or closed not in _KIND or other not in _KIND:
        return False
    if _KIND[other] == "room" or other in ("garden", "yard", "roof", "well"):
        return _KIND[closed] == "room" and not may_be_one(closed, other)
    return closed not in _CLOSES or other in _OPEN - {"lane", "square"}
