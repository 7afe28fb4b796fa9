"""Food, drink, fuel, shot and money: used up to the last, and used again.

A fact `possession` whose value is the stuff (a loaf is bread, a cartridge is shot); the kinds are ``destroyed`` where the
last of it is used and the text says that no more is left, ``used``, and ``found`` where new stuff comes in.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.possessions.owners import actor_of, is_meant, is_unreal
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import WHOSE, Reading

_KINDS = {
    "bread": "bread loaf loaves crust crusts roll rolls bannock biscuit biscuits hardtack",
    "meat": "meat bacon ham beef pork mutton sausage sausages venison pemmican jerky",
    "cheese": "cheese", "flour": "flour meal oatmeal", "rice": "rice", "potatoes": "potato potatoes", "beans": "beans peas lentils",
    "fruit": "apple apples pear pears plum plums figs dates raisins", "honey": "honey", "jam": "jam", "butter": "butter",
    "food": "food provisions rations stores victuals supplies", "milk": "milk", "tea": "tea", "coffee": "coffee",
    "sugar": "sugar", "salt": "salt", "wine": "wine claret burgundy", "brandy": "brandy cognac", "whisky": "whisky whiskey",
    "rum": "rum", "gin": "gin", "beer": "beer ale", "cider": "cider", "port": "port", "sherry": "sherry", "water": "water",
    "tobacco": "tobacco", "cigar": "cigar cigars", "cigarette": "cigarette cigarettes", "oil": "oil paraffin kerosene petrol",
    "coal": "coal coals", "firewood": "firewood logs faggots peat", "candle": "candle candles tallow", "match": "match matches",
    "powder": "powder gunpowder", "shot": "cartridge cartridges bullet bullets shot shots shell shells "
                                          "ammunition round rounds",
    "medicine": "medicine laudanum quinine morphine pills", "ink": "ink", "paper": "paper", "soap": "soap",
    "money": "money shilling shillings penny pennies pence sovereign sovereigns guinea guineas coin coins dollar "
             "dollars franc francs "
    "crown florin silver gold ducat ducats farthing savings sixpence sou",
    "seed": "seed seed-corn", "hay": "hay fodder", "oats": "oats", "string": "string twine", "thread": "thread",
}  # fmt: skip
_STUFF = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_WORD = "|".join(sorted(_STUFF, key=len, reverse=True))
_BY_ONES = frozenset({"match", "shot", "money", "candle", "cigar", "cigarette"})
"""Of these one uses the last one, and has none."""
_NAMED = re.compile(rf"\b(?P<stuff>{_WORD})\b(?![-'’])")
_LAST = re.compile(
    rf"\b(?:(?:the |(?:{WHOSE}) )?(?:very )?last (?:of (?:all )?(?:the |{WHOSE} |their |its |our )?)?|(?:all|"
    rf"the rest|the remainder) (?:of )?(?:the |{WHOSE} |their ))"
    r"(?:(?:crumb|drop|piece|bit|scrap|slice|pinch|handful|spoonful|bottle|barrel|sack|bag|box|stick|cask|jar|"
    r"tin|cup|mouthful|ounce|sheet)s? of "
    r"(?:the |his |her |their |my )?)?(?:[a-z-]+ ){0,2}$"
)
_USE_UP = re.compile(
    r"\b(?:shared|ate|eaten|drank|drunk|finish\w*|used|burn(?:ed|t)|spent|struck|fired|shot|smoked|swallowed|"
    r"divided|poured|emptied|emptying|"
    r"eating|drinking|spending|burning|striking|sharing|dealt|gave|given|doled|handed|cut|broke|lit|cooked|fed|drained|"
    r"drain\w*|gone|went|was|were|had been|had gone|laid|paid|staked|gambled|lost|boiled|baked|brewed|consumed|put)\b"
)
_NO_MORE = re.compile(
    r"\b(?:(?:there (?:was|were)|they had|he had|she had|I had|had|with|and|then|was|were) (?:no(?:thing| more|"
    r" other| others|ne)\b(?! (?:but|else to)))|none (?:was )?left|nothing "
    r"(?:was |whatever |more |else )?(?:left|to eat|to drink|remained)|not (?:a|an|one|another) [a-z]+ (?:more|"
    r"left|in|remained|to)|"
    r"(?:when|now that|after) (?:that|it|they|this) (?:was|were) (?:gone|done|finished|eaten|drunk)|(?:was|"
    r"were) (?:then )?empty|"
    r"(?:had )?nothing|to the last [a-z]+|that was (?:all|the end)|no more|it went out|penniless|without a)\b"
)
_OUT = re.compile(
    r"\b(?:(?:run|ran|were|was) (?:clean |quite )?out of|[Nn]ot (?:a|an|one) (?:single )?(?:crumb|drop|grain|"
    r"scrap|pinch|ounce|stick|spoonful|mouthful|morsel|lump) of(?: the)?|used up (?:all )?the(?: last of the)?) $"
)
_RAN_OUT = re.compile(
    r"(?: in the [a-z]+)? (?:was|were|had|was all|were all)(?: long| all| quite| now)? (?:(?:finished|gone|"
    r"used up|exhausted|drunk|eaten|spent),? (?:to the last|and (?:there was|none|nobody|no more|nothing))|"
    r"(?:run|given) (?:right )?out\b)"
)
_USES = re.compile(
    r"\b(?:ate|eating|broke|breaking|cut|cutting|carved|slic\w+|chew\w+|bit|nibbl\w+|munch\w+|gnaw\w+|drank|"
    r"drinking|sipp\w+|pour\w+|swallow\w*|"
    r"gulp\w*|fill\w+|refill\w+|struck|striking|lit|lighting|smok\w+|fir(?:ed|ing)|load\w+|reload\w*|spread|"
    r"spreading|paid|paying|laid|counted|"
    r"counting|toss\w+|burn\w+|dipp\w+|boil\w+|fr(?:ied|ying)|cook\w+|toast\w+|knead\w+|brew\w+|took|taking|drew|"
    r"pulled|offered|shared|"
    r"handed|gave|held|stirred|threw|put|set|unwrapped|helped (?:himself|herself) to|finished|rolled|stuffed|"
    r"dropped|trimmed|"
    r"uncorked|opened|wiped|licked|melted|scraped|produced|slid|pushed|pressed|rammed|fed|tasted|warmed|passed)\b"
)
_GAIN = re.compile(
    r"\b(?:bought|buy|buying|brought|bring|baked|baking|found|find|fetched|got|begged|borrowed|stole|sent|"
    r"received|earned|given|"
    r"won|sold|killed|hunted|fresh|new|more|arrived|came|supplies|market|shop|baker|grocer|refilled|wages|"
    r"paid him|paid her|paid me)\b"
)


def stores(reading: Reading) -> Iterator[Fact]:
    """Yield where stores are used up, used, and filled again."""
    text = reading.narration
    for named in _NAMED.finditer(text):
        at = named.start()
        first, last = reading.sentence_at(at)
        left = text[max(first, at - 70) : at]
        kind = _STUFF[named["stuff"]]
        around = text[first : min(last + 90, first + 500)]
        out = _OUT.search(left)
        if (out and ("out of" not in out[0] or _NO_MORE.search(text[at : min(last + 90, at + 200)]))) or _RAN_OUT.match(
            text, named.end(), named.end() + 70
        ):
            hard = is_meant(reading, at) and not re.search(r"\b(?:not|nearly|almost|would|never|if|before)\b", left)
            yield fact_at(
                reading, named.span(), "", "possession", kind, hard=hard, notes=("destroyed", "the", "stores")
            )
        elif (the_last := _LAST.search(left)) and (
            re.search(r"\b[Ww]ith $", left[: the_last.start()])
            or _USE_UP.search(left + text[named.end() : named.end() + 30])
        ):
            if not (kind in _BY_ONES and " last " in the_last[0]) and not _NO_MORE.search(
                text[named.end() : min(last + 90, named.end() + 260)]
            ):
                continue
            verb = max(first, at - len(left) + the_last.start())
            hard = (
                not is_unreal(text, first, verb)
                and is_meant(reading, at)
                and not reading.hedges(at, at + 1) & {"dream", "told"}
            )
            yield fact_at(
                reading,
                named.span(),
                actor_of(reading, verb) or "",
                "possession",
                kind,
                hard=hard,
                notes=("destroyed", "the", "stores"),
            )
        elif _GAIN.search(around):
            yield fact_at(reading, named.span(), "", "possession", kind, hard=False, notes=("found", "other", "stores"))
        elif verbs := list(_USES.finditer(left)):
            verb = at - len(left) + verbs[-1].start()
            who = "" if is_unreal(text, first, verb) else actor_of(reading, verb) or ""
            if who and not re.search(r"\b(?:had|would|could|not|no|if|like)\b|n['’]t\b", left):
                yield fact_at(reading, named.span(), who, "possession", kind, notes=("used", "the", "stores"))
