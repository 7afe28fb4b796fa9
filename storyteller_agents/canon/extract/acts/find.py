"""Who acts or speaks: facts `acts`, with the verb, for named persons who are the subject of an act in narration.

Speakers carry the note ``speech``; whom only a pronoun names the note ``pronoun``. It takes the form alone: that an act
is remembered, dreamt or supposed is for the rule to see, which looks at few of them. Passives, states, pluperfects
("had said") and relative clauses ("the letter Anna wrote") are not taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.extract.acts.frames import FRAMES
from storyteller_agents.canon.extract.acts.verbs import BARE, OUT_OF_TIME, RELICS, SPEECH, is_act, is_going_on
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.pronouns import surely
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, Reading

_AND = rf"(?: and (?P<also>{PERSON}|[Hh]e|[Ss]he|I|(?:the|his|her|my) \w+))"
_ADVERB = r"(?: (?:[a-z]+ly|then|now|just|also|only|soon|still|himself|herself|himself|at last|at once|too|merely|even|suddenly|all at once|in turn|never|once|always|often|sometimes|hardly|almost|nearly|again|both|all|quite|rather|presently|straightway|afterwards))"
_ASIDE = r"(?:, [^,.;:!?\n]{1,70},)"
_DIRECT = re.compile(
    rf"(?P<who>{PERSON}){_AND}?(?P<aside>{_ASIDE})?(?:, who)?(?P<adverb>{_ADVERB}{{0,2}}),? (?P<verb>[a-z]{{3,}})\b"
)
_ONGOING = re.compile(
    rf"(?P<who>{PERSON}){_AND}?{_ASIDE}?(?: (?:was|were|is|are|kept|went on|began|started|stood|sat|came|stopped|could be (?:heard|seen)))(?:{_ADVERB}{{0,2}}) (?P<verb>[a-z]+ing|to [a-z]{{3,}})\b"
)
_PARTICIPLE = re.compile(rf"(?P<who>{PERSON}), (?:[a-z]+ly )?(?P<verb>[a-z]{{3,}}ing)\b")
_INVERTED = re.compile(rf"\ue000,? (?:[a-z]+ly )?(?P<verb>[a-z]{{3,}}) (?:poor |old |young |little )?(?P<who>{PERSON})")
_AFTER_PLACE = re.compile(
    rf"\b(?P<verb>stood|sat|came|walked|strode|knelt|leaned|leant|waited|entered|rode|stepped|ran|crouched|went|rose|paced|hurried|climbed|lounged|bent|perched|squatted|marched|emerged|trotted|limped|shuffled|slept|dozed|jumped|sprang|leapt|hobbled|rushed|dashed|strolled|wandered|bounded|scrambled|crept|slipped|burst|tramped|stamped|swung|staggered|stumbled|rolled|swam|drove|sailed|rowed|cantered|galloped|clattered|swept|bustled|sauntered|stalked|slouched|reclined|loitered|lay in wait)"
    rf" (?:poor |old |young |little )?(?P<who>{PERSON})(?=[,.;:!?]| (?:with|himself|herself|and|at|in|on|from|by|up|again|now|alone|to|into|out|down|over|off|through|along|round|across|as|like|who|[a-z]+ing)\b)"
)
_SEEN = re.compile(
    rf"\b(?:saw|heard|watched|noticed|found|spotted|spied|glimpsed|observed|caught|left|see|hear|sees|hears|finds|by|of|with) (?:poor |old |young |little )?(?P<who>{PERSON}) (?:\w+ly )?(?P<verb>[a-z]{{2,}}ing)\b"
)
_COMPANY = re.compile(
    rf"\b(?P<verb>(?:spoke|talked|chatted|argued|quarrell?ed|danced|dined|supped|lunched|breakfasted|walked|sat|played|conversed|drank|dealt) (?:\w+ly )?with|(?:shook hands|arm in arm|hand in hand|face to face|exchanged \w+|conversation|played (?:chess|cards)|(?:had|took|drank|ate|shared|taken) (?:\w+ )?(?:tea|dinner|supper|breakfast|lunch|coffee|wine|drink|meal|glass|cards|words?)) with|met|kissed|embraced|greeted|ran into|bumped into|married|was joined by|was greeted by|helped by|driven by|opened by|handed \w+ by)"
    rf" (?P<who>{PERSON})(?!['’])(?=[,.;:!?]| (?:at|in|on|by|for|and|as|outside|again|near|that|this|yesterday|last|about|until|over|coming|under|behind)\b)"
)
_AGENT = re.compile(
    rf"\b(?:was|were|is|are|been) (?P<verb>opened|answered|dealt|driven|joined|served|poured|greeted|met|interrupted|followed|led|shown|handed|closed|carried|brought|woken|helped|accompanied|told|asked|called|beaten|kissed|thanked)(?: \w+)? by (?P<who>{PERSON})(?!['’])"
)
_SEEN_AT = re.compile(
    rf"\b(?:found|saw|left|discovered|met|spotted|caught sight of) (?P<who>{PERSON})(?: [a-z]+){{1,5}}, (?P<verb>[a-z]{{2,}}ing)\b"
)
_SEEN_DO = re.compile(
    rf"\b(?:saw|heard|watched|felt|let|made|helped|see|hear|watch) (?P<who>{PERSON}) (?P<verb>[a-z]{{3,}})\b"
)
_THERE = re.compile(rf"\b[Tt]here,? (?:[^.;:!?\n]{{0,30}}, )?(?P<verb>was|is|were) (?P<who>{PERSON}), ")
_RESUMED = re.compile(rf"(?P<who>{PERSON}), (?:he|she) (?P<verb>[a-z]{{3,}})\b")
_VOICE = re.compile(
    rf"(?P<who>{PERSON})['’]s? (?:\w+ )?(?:voice|laugh|laughter|answer|reply|footsteps?|steps|shout|cry|whistle|hand|fingers|eyes|lips|head|arm|fist|gaze|glance|smile|face) (?:\w+ly )?(?P<verb>[a-z]{{3,}})\b"
)
_CALLED = re.compile(
    rf"\b(?P<verb>came|rang|called|boomed|sounded|cried|answered|said|asked) (?P<who>{PERSON})['’]s? (?:\w+ )?voice\b"
)
_RELATIVE = re.compile(
    rf"(?:\b(?:to|at|on|upon|by|beside|with|past|gave|handed|asked|told|for|from) )(?P<who>{PERSON})(?:,? who|(?: [a-z]+){{0,4}},? and (?:he|she))(?P<adverb>{_ADVERB}{{0,1}}) (?P<verb>[a-z]{{3,}})\b"
)
_CLEFT = re.compile(
    rf"\b[Ii]t (?:was|is) (?P<who>{PERSON}) (?:himself |herself )?(?:who|that) (?P<adverb>{_ADVERB}{{0,1}})\s?(?P<verb>[a-z]{{3,}})\b"
)
_PRONOUN = re.compile(
    rf"(?:(?<=[.!?…”\"’'] )|(?<=\n)|(?<=, and )|(?<=, but )|(?<=; ))(?P<who>[Hh]e|[Ss]he)(?P<adverb>{_ADVERB}{{0,1}}) (?P<verb>[a-z]{{3,}})\b"
)
_OF_VOICE = frozenset(
    "filled drifted floated carried sounded faded startled woke stopped rose dropped softened hardened".split()
) | frozenset(
    "rang called came said answered asked interrupted broke cut boomed echoed sounded replied shook trembled reached moved closed lifted waved nodded turned twitched tightened gripped clasped slid opened crossed flashed darted narrowed curled parted pointed grasped drummed met knocked followed widened lit flushed reddened brightened fell".split()
)

_STARTS = re.compile(
    r"(?:^|[.!?…:;,(*_—–-]|[\"“”‘’'\ue000]|\n|--|\b(?:and|but|then|while|so|or|yet|for|when|as|until|till|because|where|if|though|although|whereas|"
    r"now|here|there|only|even|poor|old|young|little|dear|meanwhile|instead|perhaps|later|again|both|soon|presently|suddenly|today|tonight|that|afterwards|whereupon))\s*$",
    re.I,
)
_WHEN = (
    r"(?:[Aa]t|[Aa]fter|[Oo]n|[Bb]y|[Tt]hat|[Tt]he next|[Tt]he following|[Nn]ext|[Oo]ne|[Tt]owards?|[Dd]uring|[Bb]efore|[Ll]ater|[Tt]his|[Aa]ll|[Ll]ast|[Ee]very|[Ii]n|[Ww]ithin|[Tt]o|[Ff]or|[Oo]ver|[Tt]hrough|[Aa]gainst|[Bb]etween|[Aa]round|[Aa]bove|[Bb]elow|[Bb]eneath|[Ii]nto|[Oo]ut of|[Dd]espite|[Tt]wice|[Tt]hrice|[Oo]nce|[Nn]obody but|[Nn]o one but|[Oo]nly|[Ee]ven|[Ll]ike|[Oo]utside|[Ii]nside|[Nn]ear|[Uu]pon|[Aa]longside|[Oo]pposite|[Ss]till|[Aa]t this|[Aa]t that|[Ww]ith|[Aa]cross|[Ff]rom|[Uu]nder|[Bb]ehind|[Bb]eside|[Ww]ithout|"
    r"[A-Za-z-]+ (?:days|weeks|months|years|minutes|hours|moments|nights) (?:later|after|on))"
)
_ADVERBIAL = re.compile(rf"(?:^|[.!?\"“”’\ue000\n;,]\s?){_WHEN}(?: [\w'’-]+){{0,5}}\s$")
_SUBORDINATE = re.compile(
    r"(?:^|[.!?\"“”’\ue000\n;,—-]\s?|\band )(?:[Ww]hen|[Ww]hile|[Aa]s|[Aa]fter|[Ss]ince|[Bb]ecause|[Tt]hough|[Aa]lthough|[Oo]nce|[Bb]efore|[Uu]ntil|[Tt]ill|[Ww]herever|[Nn]ow that)\b[^.;:!?\n]{3,90}\s$"
)
_RELATED = re.compile(
    rf"(?P<who>{PERSON}),? who(?:,[^,.;:!?\n]{{1,60}},)? (?:(?:was|were|is|had been|stood|sat|kept) (?P<adverb>{_ADVERB}{{0,2}})(?P<going>\s?[a-z]+ing)|(?P<verb>[a-z]{{3,}}))\b"
)

_BEFORE_THAT = re.compile(r"\b(?:had|has|have|never|would|not|if|n['’]t)\s(?:\w+\s)?$")
_PATTERNS = (
    _DIRECT, _INVERTED, _ONGOING, _PARTICIPLE, _CLEFT, _AFTER_PLACE, _SEEN, _SEEN_AT, _SEEN_DO, _COMPANY, _AGENT, _VOICE,
    _CALLED, _RELATIVE, _THERE, _RESUMED, _RELATED, *FRAMES, _PRONOUN,
)  # fmt: skip


def find(reading: Reading) -> Iterator[Fact]:
    """Yield who acts, each person once a sentence."""
    seen: set[tuple[str, int]] = set()
    for pattern in _PATTERNS:
        for match in reading.find(pattern):
            if not _is_told(reading, pattern, match):
                continue
            for group in ("who", "also") if match.groupdict().get("also") else ("who",):
                entity = surely(reading, *match.span(group))
                if entity is None:
                    continue
                fact = _fact(reading, match, entity, pronoun=pattern is _PRONOUN)
                if (entity, fact.span[0]) not in seen:
                    seen.add((entity, fact.span[0]))
                    yield fact


def _is_told(reading: Reading, pattern: re.Pattern[str], match: re.Match[str]) -> bool:
    """Tell whether a match is an act of its subject, at the time that the story has come to."""
    verb = match.groupdict().get("verb") or ""
    if pattern in FRAMES:
        return not _BEFORE_THAT.search(reading.narration, max(0, match.start() - 12), match.start())
    if pattern is _RELATED:
        return is_going_on(match["going"].strip()) if match["going"] else is_act(verb) and verb not in RELICS
    if OUT_OF_TIME & set((match.groupdict().get("adverb") or "").split()):
        return False
    if pattern is _DIRECT or pattern in (_PRONOUN, _CLEFT, _RELATIVE, _RESUMED):
        return is_act(verb) and (pattern is not _DIRECT or _is_subject(reading, match))
    if pattern is _INVERTED:
        return verb in SPEECH
    if pattern is _ONGOING:
        return (is_going_on(verb) or verb.startswith("to ")) and _is_subject(reading, match)
    if pattern is _SEEN_DO:
        return verb in BARE
    if pattern in (_PARTICIPLE, _SEEN, _SEEN_AT):
        return is_going_on(verb)
    return verb in _OF_VOICE if pattern is _VOICE else True


def _is_subject(reading: Reading, match: re.Match[str]) -> bool:
    """Tell whether the name opens a clause of its own, and not one that hangs on a noun: "the words Anna said"."""
    start = match.start()
    before = reading.narration[max(0, start - 70) : start]
    if reading.sentence_at(start)[0] == start or _STARTS.search(before[-14:]):
        return not (before.endswith("as ") and match["verb"] in SPEECH)
    if re.search(rf"{PERSON} and $", before):
        return True
    if match["verb"] not in RELICS and _SUBORDINATE.search(reading.narration[max(0, start - 110) : start]):
        return True
    return bool(_ADVERBIAL.search(before))


def _fact(reading: Reading, match: re.Match[str], entity: str, *, pronoun: bool) -> Fact:
    groups = match.groupdict()
    verb = (groups.get("verb") or groups.get("going") or "is there").strip()
    notes = (("speech",) if verb in SPEECH and groups.get("verb") else ()) + (("pronoun",) if pronoun else ())
    return fact_at(reading, match.span(), entity, "acts", verb, notes=notes)
