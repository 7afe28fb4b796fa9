"""What the things of a story's world never do, cannot do, or do always: facts `world law`.

``The wolves of Karrow never crossed running water``, ``Whoever drank of it forgot his name``, ``The charm was good for
one use``. The first note is the form (``never``, ``follows``, ``once``, ``only``), the others stems: ``s:`` of what the law
speaks of, ``a:`` of the deed or the case, ``c:`` of what follows. What one person never did is no law.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.gist import WORD, gist, stem, stems
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

_MARK = re.compile(
    r"\b(?:never|cannot|can not|could not|can['’]t|couldn['’]t|no|nothing|none|nobody|not|whoever|whosoever|who|anything|whatever|any|every|all|if|to|once|one|only|turned|turns|always|twice|three)\b",
    re.I,
)
_SUBJECT = r"(?P<s>(?:[\w'’-]+,?\s){0,7}?[\w'’-]+)"
_REST = r"(?P<a>[^.;:!?]{3,130})"
_HARM = (
    r"(?:turn(?:s|ed)?|burn(?:s|ed|t)?|kill(?:s|ed)?|blind(?:s|ed)?|melt(?:s|ed)?|struck|strikes?|scorch(?:es|ed)?|poison(?:s|ed)?|heal(?:s|ed)?|cure[sd]?|wake[sd]?|woke|bound|binds?|froze|freezes|"
    r"destroy(?:s|ed)?|broke|breaks|dissolve[sd]?|undid|undoes|silence[sd]?|stripped|robbed|shrivel(?:s|led)|wither(?:s|ed)|stopped|stops|held|holds)"
)
FORMS: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (form, re.compile(pattern))
    for form, pattern in (
        (
            "once",
            r"(?P<s>(?:[\w'’-]+\s){1,6}?)(?:was|were|is|are|had been|would be|could be|can be|worked|works|would work|would serve|served|serves|would open|opened|opens|could|can|would|will|held|holds|had|has|might be|may be|granted|grants|gave|gives)\s"
            r"(?:[\w'’-]+\s){0,3}?(?P<a>(?:good |used |work(?:ed)? |spoken |opened |played |blown |lit |drunk |rung |fired |drawn |cast |asked |serve )?(?:only |but |just |no more than |for |a |in )*(?:one|once|a single|single|three times|twice|thrice)\b(?: (?:use|time|wish|shot|only|charge|throw|night|journey|lighting|question|answer|spell|life|and no more|and never again|drop|draught))?)(?=$|[,.;:]| and | only| in | use| for )",
        ),
        (
            "never",
            rf"^(?:[Aa]nd |[Bb]ut |[Ff]or |[Ss]o )?{_SUBJECT}\s(?:had |have |has |was |were |is |are |would |will |could |can |did |do )?never\s(?:yet |once |ever |been known to |known to )?{_REST}",
        ),
        (
            "never",
            rf"^(?:[Aa]nd |[Bb]ut |[Ff]or )?{_SUBJECT}\s(?:cannot|can not|can['’]t|could not|couldn['’]t|did not|do not|does not|didn['’]t|don['’]t|doesn['’]t|would not|will not|was not able to|were not able to|was unable to|were unable to|is unable to|are unable to|may not|might not|must not)\s(?:ever )?{_REST}",
        ),
        (
            "never",
            rf"^(?:[Aa]nd |[Bb]ut |[Ff]or )?{_SUBJECT}\s(?:cast|casts|had|has|have|left|leaves?|threw|throws?|made|makes?|bore|bears?|gave|gives?|knew|knows?|felt|feels?|needed|needs?|carried|told|tells?|spoke|kept)\s(?:neither|no|nor any)\s{_REST}",
        ),
        (
            "never",
            rf"^(?:[Aa]nd |[Bb]ut |[Ff]or )?(?P<lead>(?:[Ii]n|[Oo]n|[Aa]t|[Ww]ithin|[Uu]nder|[Bb]eyond|[Ii]nside|[Nn]ear)\s[^.;:!?]{{3,60}}?,?\s)?(?:[Nn]o|[Nn]ot an?|[Nn]ot one)\s(?P<s>(?!one\b|man\b|more\b|longer\b|doubt\b|sooner\b|matter\b)(?:[\w'’-]+\s){{0,4}}?[\w'’-]+)\s(?:ever |had ever |has ever |could |can |would |will |was ever |were ever |had |has )(?:ever )?{_REST}",
        ),
        (
            "never",
            r"^(?:[Aa]nd |[Bb]ut |[Ff]or )?(?P<s>)(?:[Nn]othing|[Nn]o (?:living )?(?:man|woman|one|creature|thing|soul|person|mortal|hand|animal|beast|child|body)|[Nn]obody|[Nn]one)\s(?P<a>(?:(?:that|who)\s[^.;:!?]{3,60}?\s)?(?:ever |could |can |would |will |had ever |has ever |might |may )[a-z]+\b[^.;:!?]{3,110})",
        ),
        (
            "never",
            r"^(?:[Aa]nd |[Bb]ut |[Ff]or )?(?P<s>)[Ii]t\s(?:had |has |would )?never\s(?:yet |once |ever )?(?P<a>(?:rain|snow|hail|thunder|freez|froze|thaw|gr[eo]w|blow|blew|was|were|been|got|shone|fell)[^.;:!?]{3,110})",
        ),
        (
            "follows",
            r"^(?:[Aa]nd |[Bb]ut |[Ff]or )?(?P<s>)(?:[Ww]ho(?:so)?ever|[Aa]ny(?: ?one|body| man| woman| creature)? (?:who|that)|[Ee]very(?: ?one|body|thing| \w+) (?:who|that|which)|[Hh]e who|[Tt]hose who|[Aa]ll who|[Ww]hatever|[Ii]f (?:any(?: ?one|body|thing)|a (?:man|woman|\w+)|you|one)|[Aa]nything (?:that|which)?)\s"
            r"(?P<a>[^.;:!?]{4,100}?)(?:,|\s(?=(?:was|were|is|are|would|will|must|forgot|died|fell|lost|turned|became|slept|spoke|told|grew|went|saw|sank|woke)\b))\s?(?P<c>[^.:!?]{4,120})",
        ),
        (
            "follows",
            r"^(?:[Aa]nd |[Bb]ut |[Ff]or )?(?P<s>)(?:[Tt]o)\s(?P<a>[^.;:!?]{4,80}?)\s(?:was|is|meant|means|had always been)\s(?P<c>(?:to |death|madness|blindness|certain|ruin|instant|sleep|silence)[^.:!?]{0,100})",
        ),
        (
            "follows",
            rf"^(?:[Aa]nd |[Bb]ut |[Ff]or )?(?P<a>(?:[\w'’-]+\s){{1,6}}?){_HARM}\s(?P<s>(?:all |any |every |the |those |a |an )?[^.,;:!?]{{3,50}}?)(?P<c>(?:\s(?:to|into|blind|dumb|dead|mad|like|as|at|from|asleep|helpless|out|in|back|away|down|off)\b[^.:!?]{{2,100}}|,[^.:!?]{{2,80}}|)$)",
        ),
        (
            "follows",
            r"^(?P<a>(?:[Aa]t|[Ii]n|[Bb]y|[Uu]nder|[Uu]pon|[Oo]n|[Ww]hen|[Oo]nce|[Aa]s soon as|[Ww]henever)\s[^.;:!?]{4,60}?),\s(?P<s>(?:all |any |every )[^.,;:!?]{3,50}?)\s(?P<c>(?:turned|turns?|became|becomes?|died|dies?|slept|fell|went|goes|burned|burnt|lost|loses?|faded|vanished|crumbled|melted|must|could not|cannot|grew|would)\b[^.:!?]{2,90})",
        ),
        (
            "only",
            rf"^(?:[Aa]nd |[Bb]ut |[Ff]or )?{_SUBJECT}\s(?:could |can |would |will |was |were |might |may |had |did )?(?P<a>(?:be )?[a-z]+)\s(?:only|none but|no one but|nothing but|but)\s(?P<c>(?:to|at|in|by|for|under|when|with|on|after|before|if|while|from|during|once|through|the|a|an|those|one)\b[^.;:!?]{{3,100}})",
        ),
    )
)
_PERSONAL = re.compile(
    r"^(?:[Hh]e|[Ss]he|[Ii]t|I|[Ww]e|[Tt]hey|[Yy]ou|[Tt]his|[Tt]hat|[Tt]hese|[Ww]hich|[Ww]ho|[Tt]here|[Ss]uch|[Hh]is|[Hh]er|[Mm]y|[Oo]ur|[Tt]heir|[Ii]f|[Ww]hen|[Aa]s|[Tt]hough|[Aa]lthough|[Bb]ecause|[Ii]n|[Aa]t|[Ff]rom|[Oo]n|[Tt]o|[Oo]nly|[Yy]et)\b|\b(?:he|she|I|we|they|you|his|her|my|our|your|me|us|him)\b"
)
_GIFT = re.compile(
    r"(?:ever )?(?:tell an? (?:\w+ )?(?:lie|untruth|falsehood)|told an? (?:\w+ )?(?:lie|untruth)|lie\b|die\b|age\b|aged\b|gr[eo]w old|bleed\b|bled\b|be (?:drowned|burned|burnt|harmed|hurt|wounded|killed)|(?:cast|threw|throw) an?y? ?shadow)"
)
_ONE_DAY = re.compile(
    r"^[Oo]ne\b|\b(?:now|like (?:that|this)|any ?more|any longer|that (?:day|night|time)|just then|at (?:that|this) moment|on that)\b|^(?:[Nn]othing|[Nn]obody|[Nn]one|[Nn]o (?:one|man|woman|person|soul))\s(?:\w+\s)?(?:hear|see|saw|heard|say|said|tell|told|find|found|help|know|knew|believe|understand|move|came|come|seem)\w*\b"
    r"|^[Tt]he [a-z]+ (?:could not|couldn['’]t|did not|didn['’]t|would not|had no|was never|felt|made|gave|had)\b"
)
_WHOEVER = re.compile(
    r"^(?:[Aa]nd |[Bb]ut |[Ff]or )?(?:[Ww]ho|[Aa]ny|[Ee]very|[Hh]e who|[Tt]hose who|[Aa]ll who|[Ww]hat|[Ii]f|[Tt]o)\b"
)
_LONGEST = 420


def find(reading: Reading) -> Iterator[Fact]:
    """Yield the laws of the world that the narration states, one a sentence."""
    for start, end in reading.sentences:
        if end - start > _LONGEST or not _MARK.search(reading.flat, start, end):
            continue
        sentence = _opened(reading, start, end)
        shift = len(sentence) - len(sentence.lstrip())
        found = _law(reading, start + shift, sentence.strip())
        if found is not None and not reading.hedges(start, end) & {"dream", "question", "feigned"}:
            value = " ".join(reading.flat[start:end].split())
            yield fact_at(reading, (start, end), "", "world law", value, notes=found)


def _opened(reading: Reading, start: int, end: int) -> str:
    """Return a sentence with its first word as it is written, where that is a name only because it begins sentences."""
    sentence = reading.narration[start:end].rstrip(" .\n")
    first = reading.named_at(start, min(end, start + 24))
    if first is None or first.start - start > 1 or " " in first.entity.name:
        return sentence
    alike = [one for one in reading.mentions if one.entity.name == first.entity.name]
    if len(alike) < 4 and all(reading.sentence_at(one.start)[0] >= one.start - 1 for one in alike):
        word = reading.flat[first.start : first.end]
        return sentence[: first.start - start] + word + sentence[first.end - start :]
    return sentence


def _stems(reading: Reading, start: int, end: int, first: int) -> frozenset[str]:
    """Return the gist of a part; the word that begins the sentence counts as a word."""
    own = gist(reading, start, end)
    if start > first + 1:
        return own
    word = reading.flat[start:end].split(" ", 1)[0]
    return (own - {"@" + word}) | stems(word)


def has_law(sentence: str) -> bool:
    """Whether a sentence of the narration says itself what never or always happens."""
    return bool(re.search(r"\b(?:never|whoever|whosoever|always)\b", sentence, re.I))


def _is_case(match: re.Match[str]) -> bool:
    """Whether what something leads to is said of all, and not of somebody one day."""
    if _WHOEVER.search(match[0]):
        return not re.search(r"\b(?:could|might|may|can)\b", match["c"])
    return not re.search(r"[ᐁᐃ]|\b(?:he|she|I|we|they|you|him|her|it|his|my)\b", match["a"] + match["s"])


def _law(reading: Reading, start: int, sentence: str) -> tuple[str, ...] | None:
    if "\ue000" in sentence:
        return None
    for form, pattern in FORMS:
        match = pattern.search(sentence)
        if match is None:
            continue
        subject = match["s"].strip()
        if _PERSONAL.search(subject) or (
            form == "never"
            and not _GIFT.match(match["a"])
            and re.fullmatch(r"[ᐁᐃᐂ]ᐄ*(?: [ᐁᐃᐂ]ᐄ*)?|[Tt]he [ᐁᐃ].*", subject)
        ):
            continue
        if (form == "follows" and not _is_case(match)) or (form == "never" and _ONE_DAY.search(match[0])):
            continue
        if re.search(r"\b(?:he|she|I|we|they|you|his|her|my|me|us|him|this|then)\b", match["a"]) and form in (
            "never",
            "only",
        ):
            continue
        parts = {
            name: _stems(reading, start + match.start(name), start + match.end(name), start)
            if match.groupdict().get(name)
            else frozenset()
            for name in ("s", "a", "c", "lead")
        }
        notes = [f"s:{one}" for one in sorted(parts["s"])] + [f"a:{one}" for one in sorted(parts["a"] | parts["lead"])]
        then = [stem(word) for word in WORD.findall(match.groupdict().get("c") or "")]
        notes += [f"c:{one}" for one in dict.fromkeys(then) if one]
        if len(parts["s"] | parts["a"] | parts["lead"]) >= 2:
            return (form, *notes)
    return None
