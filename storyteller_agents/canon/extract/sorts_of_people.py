"""Who can't be meant where a law speaks of one sort of people alone: man against woman, old against young, rank against rank.

Closed classes of words for people by sex, age and standing. A sentence without such a word says nothing of who somebody is.
"""

from __future__ import annotations

from storyteller_agents.canon.extract.gist import WORD, stem, stems
from storyteller_agents.canon.extract.likeness import contrary
from storyteller_agents.canon.reading import Reading

_FEMALE = stems(
    "woman women girl lady queen princess mother sister daughter aunt wife maid maiden mistress grandmother "
    "niece witch nun sister "
    "widow priestess abbess bride female countess duchess heiress goddess"
)
_MALE = stems(
    "man men boy gentleman king prince father brother son uncle husband lad lord sir grandfather nephew monk "
    "friar priest "
    "wizard widower abbot groom male count duke god fellow"
)
_YOUNG = stems("child children boy girl baby infant lad lass youngster toddler maiden orphan youth")
_GROWN = stems(
    "man woman grandfather grandmother old grown grey beard bearded captain doctor colonel judge widow "
    "widower bald adult uncle "
    "aunt father mother farmer professor lawyer sergeant gentleman lady elderly aged wrinkled"
)
_DEAD, _LIVING = stems("dead ghost spirit drowned"), stems("living alive mortal quick")
_RANKS = tuple(
    stems(rank)
    for rank in (
        "king queen prince princess royal sovereign emperor empress heir heiress crown monarch",
        "priest priestess monk nun abbot abbess bishop clergy friar vicar deacon acolyte",
        "noble nobleman lord lady duke duchess earl count countess baron knight gentry",
        "wizard witch mage sorcerer sorceress enchanter magician warlock",
        "elf elves", "dwarf dwarves", "fairy fae fairies", "goblin", "dragon", "vampire", "troll", "human mortal",
        "soldier captain sergeant guard officer colonel general",
        "sailor fisherman ferryman pilot boatman", "thief beggar tramp vagrant outlaw",
        "servant maid butler footman cook scullion groom housekeeper kitchen",
        "baker butcher miller tailor cobbler smith blacksmith weaver carpenter mason potter tanner grocer draper "
        "innkeeper",
        "farmer shepherd ploughman swineherd goatherd gardener peasant labourer", "doctor surgeon physician nurse healer",
        "merchant pedlar tinker trader banker clerk lawyer schoolmaster stranger foreigner traveller",
        "virgin maiden", "fool jester", "poet singer minstrel",
    )
)  # fmt: skip
_HE, _SHE = frozenset({"he", "him", "his", "himself"}), frozenset({"she", "her", "hers", "herself"})


def names_sort(allowed: frozenset[str]) -> bool:
    """Whether those for whom alone something is are told by sex or age."""
    return bool(allowed & (_FEMALE | _MALE | _YOUNG | _GROWN)) and not any(allowed & rank for rank in _RANKS)


def excludes(allowed: frozenset[str], reading: Reading, start: int, end: int) -> bool:
    """Whether a passage tells of somebody who is not of the sort that alone is allowed, and of nobody who is."""
    words = {word.lower() for word in WORD.findall(reading.flat, start, end)}
    told = frozenset(map(stem, words)) - {""}
    sexes = {one.entity.gender for one in reading.named_between(start, end)}
    male, female = (
        bool("m" in sexes or words & _HE or told & _MALE),
        bool("f" in sexes or words & _SHE or told & _FEMALE),
    )
    if allowed & _YOUNG and not allowed & _GROWN - _YOUNG:
        young = bool(told & _YOUNG)
        if not young and told & _GROWN:
            return True
        if not allowed & stems("boy girl lad lass maiden"):
            return False
    if allowed & told or any(allowed & rank and told & rank for rank in _RANKS):
        return False
    if any(contrary(one) & told for one in allowed - _YOUNG - _GROWN):
        return True
    if allowed & _FEMALE and not allowed & _MALE and male and not female:
        return True
    if allowed & _MALE and not allowed & _FEMALE and female and not male:
        return True
    if (allowed & _DEAD and told & _LIVING) or (allowed & _LIVING and told & _DEAD):
        return True
    ranks = [rank for rank in _RANKS if allowed & rank]
    return bool(ranks) and any(told & rank for rank in _RANKS if rank not in ranks)
