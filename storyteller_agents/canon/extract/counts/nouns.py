"""The nouns of counting: kin, lasting things, measures, groups; what tells sets apart, and what makes them change."""

from __future__ import annotations

KIN = frozenset(
    "brother sister son daughter child sibling uncle aunt cousin nephew niece grandson granddaughter grandchild "
    "stepbrother "
    "stepsister stepson stepdaughter stepchild godson goddaughter godchild bairn kid husband wife heir offspring".split()
)
KIN_WORD = r"(?:" + "|".join(sorted(KIN, key=lambda word: (-len(word), word))) + r")"
LASTING = KIN | frozenset(
    """horse cow ox goat pig hen sheep cat dog hound donkey mule camel goose duck pony mare bull elephant hawk falcon parrot
        house cottage castle palace farm estate field mill inn church chapel temple tower bridge well gate
    fountain orchard vineyard
        village town city island province kingdom mountain lake river hill ship boat barge galley vessel fleet
    wagon carriage cart
        room bedroom chamber door window floor storey story stair staircase chimney hearth wall cellar attic
    balcony column pillar
        arch bell turret hall corridor passage step rung shelf bed mast deck sail oar gun cannon servant maid
    footman groom slave
        apprentice pupil student disciple bodyguard clerk cook gardener nurse tutor governess lodger tenant knight squire butler valet
        greyhound sheepdog spaniel terrier kitten puppy calf stallion raven peacock swan hive orphan ward scholar monk nun
        lifeboat gondola trawler schooner caravan truck car motorcar aeroplane plane orchid vault locker safe turbine engine
        keeper exit entrance bathroom kitchen bakery tavern pub restaurant hotel warehouse lift elevator canal pier cave farmhouse cellar roommate flatmate housemate
        shop factory school library theatre throne crown sword wing horn tentacle head leg clan tribe colony
    planet moon sun
        star statue portrait painting clock chair bench table lamp lantern street lane square berth cabin cell
    stable barn""".split()
)
"""What one usually has for long: who has three of them today and five tomorrow has got two more."""
MEASURES = frozenset(
    """time hour minute second day week month year century decade night morning evening afternoon summer winter spring autumn
    mile league foot inch yard metre meter kilometre kilometer fathom pace acre knot furlong span hand hand's-breadth
        pound shilling penny pence dollar cent franc crown guinea mark ducat florin sovereign rupee euro sou
    louis farthing taler
        thaler coin-piece per cent percent degree ounce ton hundredweight gallon pint quart bushel gram kilogram
    litre barrel carat
        bit word line page verse chapter sentence note voice way kind sort thing moment piece part half third
    quarter fold side point
        step pace stride blow kiss breath glass cup drink mouthful spoonful handful glance look question answer
    attempt try
        o'clock other matter reason case chance odd condition change extreme turn round copy row rank file
    pair dozen score
    hundred thousand million age season generation note tear drop puff whiff sip bite shot stroke lap chapter respect
        direction occasion visit trip journey game match dance meal course dish slice bottle bowl plate plan
    idea thought fact
    rap knock beat tap step hop leap bound flash scream cry cheer shout groan sigh cigarette cigar finger toe arm lip
    knee cheek foot shoulder ear eyebrow palm fist eye hand""".split()
)
"""Measures, money, events and parts of the body: how many there are of them at a time says nothing of how many there were before."""
PEOPLE = frozenset(
    """man woman person people boy girl friend companion figure stranger fellow guest visitor gentleman lady soul youth adult
        traveller traveler passer-by lover one other couple enemy individual being creature animal body voice
    face party neighbour
        neighbor member soldier guard policeman officer servant player dancer rider horseman lad maiden child
    old""".split()
)
"""Words for people, of whom there are always others."""
GROUP = (
    r"(?:crew|party|band|company|gang|family|household|garrison|troop|troupe|team|staff|expedition|"
    r"council|jury|choir|class|pack|herd|flock|"
    r"litter|fleet|caravan|group|patrol|squad|convoy|circle|brotherhood|fellowship|court|brood|"
    r"congregation|population)"
)
APART = frozenset(
    "more other others first last next remaining surviving further additional extra such different new equal "
    "consecutive successive late "
    "least most best former latter separate whole full long great-big".split()
)
"""Words that make a part or another set of the things counted."""
TELLING = frozenset(
    """elder older younger eldest youngest oldest married unmarried living dead grown small big large little-known male female
        white black red blue green brown grey gray yellow golden silver gold iron wooden stone brass bronze
    copper glass ivory
        upper lower outer inner front back left right north south east west northern southern eastern western
    old young half step
    legitimate illegitimate adopted own tall short wild tame empty closed open broken french english german""".split()
)
"""Adjectives that tell one set of the same things from another; others only describe."""
MATERIAL = frozenset("golden silver gold iron wooden stone brass bronze copper glass ivory marble".split())
"""Of what things are made; it may be left out when they come again."""
IRREGULAR = {
    "men": "man", "women": "woman", "children": "child", "feet": "foot", "geese": "goose", "mice": "mouse", "teeth": "tooth",
    "oxen": "ox", "sheep": "sheep", "deer": "deer", "fish": "fish", "swine": "swine", "people": "person", "cattle": "cattle",
    "wolves": "wolf", "knives": "knife", "wives": "wife", "leaves": "leaf", "loaves": "loaf", "shelves": "shelf", "calves": "calf",
    "thieves": "thief", "dwarves": "dwarf", "elves": "elf", "halves": "half", "hooves": "hoof", "scarves": "scarf", "lives": "life",
    "grandchildren": "grandchild", "stepchildren": "stepchild", "godchildren": "godchild", "brethren": "brother", "dice": "die",
    "gentlemen": "gentleman", "policemen": "policeman", "horsemen": "horseman", "fishermen": "fisherman", "footmen": "footman",
    "watchmen": "watchman", "huntsmen": "huntsman", "workmen": "workman", "axes": "axe", "horses": "horse", "houses": "house",
    "gardens": "garden", "shoes": "shoe", "canoes": "canoe", "toes": "toe", "bookcases": "bookcase", "vases": "vase", "roses": "rose",
    "nurses": "nurse", "noses": "nose", "purses": "purse", "cases": "case", "suitcases": "suitcase", "staircases": "staircase",
    "stories": "storey", "storeys": "storey", "caches": "cache", "fireplaces": "fireplace", "pies": "pie", "aces": "ace",
}  # fmt: skip
CHANGES = {
    "less": r"(?:di(?:ed|es)|dead|death|kill\w*|murder\w*|drown\w*|buried|lost|los(?:e|ing)|sold|sell\w*|pawn\w*|"
    r"br(?:oke|eak)\w*|burn\w*|st(?:ole|eal)\w*|"
    r"gave|given|ate|eaten|destroy\w*|fell|fallen|desert\w*|sank|sunk|shatter\w*|collaps\w*|tor[en]|gone|"
    r"left|went|perish\w*|slain|hanged|ran away|flew|remain\w*|"
    r"surviv\w*|remov\w*|block\w*|vanish\w*|disappear\w*|missing|thr[eo]w\w*|took|taken|cut|ruin\w*|"
    r"one by one|spent|shot|traded)",
    "more": r"(?:born|birth|bore|borne|bought|buy\w*|found|f(?:inding|etched)|join\w*|add\w*|another|built|"
    r"build\w*|receiv\w*|hired|adopt\w*|acquir\w*|made|gained|"
    r"inherit\w*|brought|captur\w*|won|married|wed\w*|arriv\w*|came|new|more|conceiv\w*|bred|calv\w*|"
    r"hatch\w*|return\w*|cast|hung|rais\w*|open\w*|ad?d)",
}
"""What makes a set smaller or larger."""
KIN_CHANGES = {
    "less": r"(?:di(?:ed|es)|dead|deaths?|kill\w*|murder\w*|drown\w*|buried|lost|los(?:e|ing)|perish\w*|slain|"
    r"hanged|surviv\w*|remain\w*|one by one|taken|fell|fallen)",
    "more": r"(?:born|births?|bore|borne|adopt\w*|married|wed\w*|another|half|step|conceiv\w*|found|join\w*)",
}
"""What makes a family smaller or larger."""


STRUCTURES = frozenset(
    """room bedroom chamber door window floor storey story stair staircase chimney hearth wall cellar attic balcony column pillar arch
    turret hall corridor passage step rung tower bridge well gate fountain church chapel temple mill inn island mountain lake river hill village
    town city province planet moon street lane square house cottage castle palace mast deck bell clock lamp""".split()
)
"""What only builders and disasters make more or fewer of."""
STRUCTURE_CHANGES = {
    "less": r"(?:pulled down|tor[en]|demolish\w*|block\w*|bricked|walled|collaps\w*|f[ea]ll\w*|burn\w*|"
    r"destroy\w*|s[au]nk|ruin\w*|shatter\w*|lost|"
    r"remain\w*|remov\w*|swept|melted|sold|crumbled|gone|stolen|br(?:oke|eak)\w*)",
    "more": r"(?:built|build\w*|add\w*|another|new|cast|raised|bought|founded|erect\w*|hewn|install\w*)",
}


def singular(word: str) -> str:
    """Return the singular of a plural noun, by the rules of spelling; close enough to compare with another."""
    if word in IRREGULAR:
        return IRREGULAR[word]
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "xes", "zes", "ches", "shes")):
        return word[:-2]
    if word.endswith("men"):
        return word[:-3] + "man"
    return word.removesuffix("s")
