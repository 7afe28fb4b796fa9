"""What bears a name: a person, a place, or something that can't be told, by the words of the name and what stands around it."""

from __future__ import annotations

from storyteller_agents.canon.entity import EntityKind
from storyteller_agents.canon.given_names import is_given_name
from storyteller_agents.canon.name_words import NOT_NAMES, PLACE_BEGINNINGS, TITLES
from storyteller_agents.canon.names import NameUse

WAYS = frozenset(
    "street road avenue station square crescent boulevard highway railway airport university college hospital academy "
    "cathedral abbey church chapel school hotel inn tavern theatre theater museum library club county shire island islands "
    "isle isles ocean lake river creek falls mountains valley desert peninsula harbour harbor beach city town "
    "village kingdom empire province republic castle palace cottage cemetery prison alley terrace ballroom lounge parlor "
    "parlour building bureau bank company office court mountain canyon".split()
)
"""Words that end the name of a place or a house, and no person's."""
GROUNDS = frozenset(
    "lane park hall house hill hills wood woods forest field fields bridge gate gardens garden grove green heath moor marsh "
    "bay port point cape sea mill farm manor lodge tower towers wharf dock docks row place mount path vale dale glen slope "
    "pond hollow ferry crossing corner downs fen fens rock rocks cliff cliffs cove quay pier ridge peak plain plains wells "
    "well keep priory works landing springs sands".split()
)
"""Words that end the name of a place, or of somebody: Anna Hill."""
NAMED = 2
"""How many places around it a given name outweighs."""


def kind_of(name: str, use: NameUse, *, titled: bool) -> EntityKind:
    """Return what a name is of.

    Args:
        titled: whether one of its forms has a title: Mr, Aunt, Captain.
    """
    words = [word.lower() for word in name.split()]
    plain = [word for word in name.split() if word.lower() not in TITLES]
    given = bool(plain) and is_given_name(plain[0])
    bearer = len(words) == 2 or use.person > use.place
    if len(words) > 1 and not (titled and words[0] in TITLES and bearer and words[-1] not in WAYS):
        if words[-1] in WAYS or (words[-1] in GROUNDS and not given):
            return "place"
        if words[0] in PLACE_BEGINNINGS:
            return "place"
    person = use.person + NAMED * given
    pronouns = not use.place and 2 * (use.male + use.female) >= use.times
    if titled or pronouns or (person and person >= use.place):
        return "person"
    if use.place:
        return "place"
    full = len(plain) == 2 and len(words) == 2 and not any(word in NOT_NAMES for word in words)
    return "person" if full else "other"
