"""Words that are no names, or stand before names: titles, days, pronouns. All are written small here."""

from __future__ import annotations

MALE_TITLES = frozenset(
    "mr mister sir lord king prince duke baron count father brother uncle master don monsieur herr señor signor squire".split()
)
FEMALE_TITLES = frozenset(
    "mrs miss ms madam madame lady queen princess duchess baroness countess mother sister aunt mistress mademoiselle frau fräulein dame "
    "señora señorita signora".split()
)
TITLES = (
    MALE_TITLES
    | FEMALE_TITLES
    | frozenset(
        "dr doctor professor captain colonel general major lieutenant sergeant corporal inspector constable judge reverend "
        "saint st cousin chief sheriff bishop abbot admiral commander detective president chancellor emperor officer "
        "agent pastor vicar mayor governor senator warden marshal nurse".split()
    )
)
NOT_NAMES = frozenset(
    """i i'm i'll i've i'd a an the and but or nor so yet for if when while as because though although since until
    unless he she it we you they his her its our your their my this that these those there here who what which whose
    whom where why how then now not no yes oh ah o well in on at to from by with without of off out up down over
    under after before monday tuesday wednesday thursday friday saturday sunday january february march april may
    june july august september october november december christmas easter god lord heaven hell devil sir madam mr
    mrs miss ms dr chapter book part volume act scene english french german italian spanish latin greek american
    british irish scotch scottish welsh dutch chinese japanese indian russian roman jewish christian north south
    east west northern southern eastern western okay ok seconds minutes hours days weeks months years summer winter
    spring autumn evening morning noon midday afternoon night midnight dawn dusk twilight sunset sunrise
    christmastide eve new-year midsummer midwinter whitsun whitsuntide michaelmas candlemas lammas martinmas pentecost whoever whosoever whatever whichever wherever whenever daylight
    sunlight moonlight silver gold iron nobody everybody everyone somebody someone anybody anyone nothing everything
    something anything mondays tuesdays wednesdays thursdays fridays saturdays sundays being having seeing hearing
    therefore however meanwhile moreover nevertheless otherwise instead thus hence neither either both none another
    others few several half two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen
    sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety against among beside
    besides between beyond despite during except inside outside past through till unto upon within throughout
    towards toward amid above behind below beneath along around across near twice long soon today tomorrow yesterday
    please hello goodbye good dear come go let look just only even never ever once all every each some any many most
    more such very too also perhaps maybe indeed still again always o'clock gutenberg bible
    fever plague cholera typhus typhoid consumption pneumonia smallpox diphtheria influenza cancer scarlatina apoplexy poison
    arsenic drink hunger thirst starvation famine lightning illness sickness disease""".split()
)

DIRECTIONS = frozenset("north south east west long".split())
"""Words that may begin the name of a place."""
PLACE_BEGINNINGS = frozenset(
    "mount lake port fort cape san santa los las new north south east west lower upper rue loch".split()
)
"""Words that begin the name of a place, and no person's."""
COMPOUNDS = (
    "-old",
    "-eyed",
    "-haired",
    "-handed",
    "-armed",
    "-legged",
    "-headed",
    "-faced",
    "-footed",
    "-hearted",
    "-bearded",
)
"""How adjectives end that may open a sentence before a name: ``Grey-eyed Clara``."""
