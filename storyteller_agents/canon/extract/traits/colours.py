"""Colours of eyes and hair: the words for them, and the families in which two words may mean the same.

A colour is a set of families, for "blue-grey" is both; two colours disagree where their sets have nothing in common.
Where English is loose (dark, hazel, auburn, sandy), a word belongs to several families, so that it disagrees with less.
"""

from __future__ import annotations

import re

_EYES = {
    "blue": "blue bluish azure sapphire cornflower cobalt periwinkle cerulean turquoise indigo sky forget-me-not ice violet violets lavender teal aquamarine",
    "grey": "grey gray greyish grayish slate steel silver silvery ash ashen pewter smoke smoky flint iron stone granite storm-coloured lead",
    "green": "green greenish emerald jade hazel sea-green turquoise moss bottle-glass olive teal aquamarine leaf leaves",
    "brown": "brown brownish hazel chestnut chocolate coffee umber walnut mahogany amber tawny dark nut tobacco peat tea conker conkers sherry toffee whisky",
    "black": "black dark ebony jet coal sloe sloes ink inky obsidian onyx coals midnight",
    "golden": "amber golden gold yellow tawny topaz honey",
    "violet": "violet purple lavender lilac violets amethyst",
}
_HAIR = {
    "blond": "blond blonde fair golden gold yellow flaxen flax straw honey platinum sandy corn wheat towheaded tow strawberry tawny buttery sand straw-coloured barley sunlight primrose",
    "red": "red reddish auburn ginger copper coppery carroty carrot carrots russet titian flame flaming fiery foxy fox rust rusty strawberry sandy chestnut mahogany tawny bronze henna fire flames redhead redheaded",
    "brown": "brown brownish chestnut chestnuts mousy mouse chocolate hazel nut-brown brunette brunet mahogany walnut umber auburn sandy tawny honey dark bronze russet coffee tobacco nut dun peat",
    "black": "black raven ravens jet ebony coal inky ink sable dark soot pitch midnight",
    "white": "white snowy snow snow-white silver silvery grey gray greying graying hoary grizzled iron-grey salt-and-pepper whitened milk ash ashen pewter steel iron frost hoar-frost",
}
_NEAR = {
    "eye": {"blue": {"violet"}, "violet": {"blue"}, "golden": {"brown"}, "brown": {"golden"}},
    "hair": {},
}
_LIGHT_BROWN = re.compile(r"\b(?:light|pale|golden|honey|sandy|dark)[- ](?:brown|blond|blonde|fair)\b")


def _words(families: dict[str, str]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for family, words in families.items():
        for word in words.split():
            found.setdefault(word, set()).add(family)
    return {word: frozenset(families) for word, families in found.items()}


FAMILIES: dict[str, dict[str, frozenset[str]]] = {"eye": _words(_EYES), "hair": _words(_HAIR)}
"""The families of each word, for eyes and for hair."""
_PLAIN = {
    "eye": "blue bluish azure sapphire grey gray greyish slate steel silver silvery green greenish emerald jade hazel brown brownish chestnut amber dark black golden violet lavender tawny cobalt turquoise",
    "hair": "blond blonde fair golden yellow flaxen honey sandy red reddish auburn ginger copper coppery carroty russet titian chestnut brown mousy black raven jet-black dark white snowy silver silvery grey gray greying graying grizzled hoary tawny iron-grey snow-white",
}
_SHADE = r"(?:(?:very |quite |rather )?(?:palest|darkest|deepest|brightest|clearest|lightest|softest|pale|light|dark|deep|bright|clear|soft|cold|cool|warm|dull|vivid|rich|faded|washed-out|ice|icy|steel|steely|slate|sky|sea|navy|china|cornflower|emerald|jet|raven|coal|ash|dirty|strawberry|platinum|honey|nut|golden|iron|silver|snow|flame|fiery|fox|copper|carroty|mouse|chestnut|bluish|greenish|greyish|reddish|straw|corn|pearl|dove|gunmetal|storm|stormy|smoky|muddy|chocolate|coffee|caramel|toffee|mahogany|midnight|ocean|forest|olive|leaf|bottle|moss|hazel|amber|blue|grey|gray|green|brown|black|red|violet)[ -])"


def colour_pattern(kind: str) -> str:
    """Return a pattern for a colour of eyes (``eye``) or hair (``hair``) as adjectives say it: ``pale blue``, ``grey-green``."""
    words = "|".join(sorted(_PLAIN[kind].split(), key=len, reverse=True))
    one = rf"(?:{_SHADE}{{0,2}}(?:{words})|(?:straw|corn|wheat|honey|sand|slate|steel|flame|rust|copper|ash|chestnut|amber|carrot)-?colou?red)"
    return rf"(?:{one}(?:(?:[- ]and[- ]|, )(?={one}[ -]){one})?)(?![-\w]*-(?:eyed|haired) \w+ed)\b"


def thing_pattern(kind: str) -> str:
    """Return a pattern for things that a colour is named after: "the colour of straw"."""
    return rf"(?:{'|'.join(sorted(map(re.escape, FAMILIES[kind]), key=len, reverse=True))})\b"


def colour(kind: str, words: str) -> frozenset[str]:
    """Return the families of a colour in words, of eyes or hair; empty where none of the words is a colour."""
    families: set[str] = set()
    text = words.lower().replace("coloured", "").replace("colored", "")
    for word in re.findall(r"[a-z]+(?:-[a-z]+)*", text):
        known = FAMILIES[kind].get(word)
        parts = [FAMILIES[kind].get(part, frozenset()) for part in word.split("-")] if known is None else [known]
        for part in parts:
            families |= part
    if kind == "hair" and _LIGHT_BROWN.search(text):
        families |= {"brown", "blond"} if re.search(r"blond|fair|light|pale|honey|sandy|golden", text) else set()
    if re.search(r"\bdark[- ]", text):
        families -= {"black"} if families & {"blue", "grey", "green", "red", "blond"} else set()
        families -= {"brown"} if families & {"blue", "grey", "green", "red"} else set()
    return frozenset(families)


def colours_agree(kind: str, one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two colours may be the same; one that isn't known agrees with all."""
    if not one or not other or one & other:
        return True
    near: set[str] = set()
    for family in one:
        near |= _NEAR[kind].get(family, set())
    return bool(near & other)
