"""How old people are, as Chinese prose says it: facts `age`, years in digits, and `birth year`.

``十八岁``, ``年十八``, and the old words for ages (弱冠 20, 而立 30, 年方二八 16). Soft is an age of another time
(``十岁那年``), what is supposed, and what somebody seems; rough ages (``十八九岁``, ``三十来岁``) are left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.chinese_numbers import NUMERAL, chinese_number
from storyteller_agents.canon.chinese_prose import SUBJECT, ChineseProse, Doubt, chinese
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, Reading

_WORDS = {
    "年过花甲": 68, "年逾花甲": 68, "年过古稀": 77, "年逾古稀": 77, "年过半百": 56, "年逾半百": 56, "年过不惑": 45, "年近花甲": 58,
    "及笄": 15, "弱冠": 20, "而立之年": 30, "年届而立": 30, "不惑之年": 40, "年届不惑": 40, "知命之年": 50, "知天命之年": 50, "年届知命": 50,
    "花甲之年": 60, "年届花甲": 60, "耳顺之年": 60, "古稀之年": 70, "年届古稀": 70, "豆蔻年华": 13, "年方二八": 16, "二八年华": 16, "二八佳人": 16,
    "年方二九": 18, "花信年华": 24, "花信之年": 24, "桃李年华": 20, "破瓜之年": 16, "总角之年": 9, "舞勺之年": 13, "舞象之年": 15,
}  # fmt: skip
_NUMBER = rf"(?P<n>{NUMERAL})"
_LETTER = r"[^，。！？；：、\n“”「」ᐁᐂᐃ的他她]"
_WORDS_BEFORE = (
    r"(?:今年|那时候?|这一?年|如今|现在|眼下|此时|这时|当时|已经|刚刚|刚满|不过|只有|正好|整整|今天|时年|现年|年方|年仅|年已|行年|年纪|年龄|年岁|芳龄|虚岁|"
    r"实岁|周岁|过完年|过了年|到了|下个月就|明天就|年近|年逾|年过|还不到|不到|将近|差不多|大约|未满|不满|接近|大概|[时已都才刚满只仅也就快约整今年的是有为了，近])"
)
_LEAD = rf"{_WORDS_BEFORE}{{0,6}}(?:{_LETTER}{{1,10}}，{_WORDS_BEFORE}{{0,5}})?"
_IS = re.compile(
    rf"(?P<who>{SUBJECT})(?:者)?{_LEAD}{_NUMBER}(?:多|几|来|余)?(?:(?:周|虚)?岁|(?=出头|开外))(?!月|数|那年|的时候|时|前|后|的人都)"
)
_CLASSICAL = re.compile(
    rf"(?P<who>{PERSON})(?:者)?(?:，[^，。！？；：\n]{{1,10}}){{0,2}}，?(?:年|时年|行年|春秋|年已|年方|年甫|年才|年可|年纪)(?P<n>{NUMERAL})(?:岁)?(?=[，。矣；余许])"
)
_OF = re.compile(
    rf"(?<!第){_NUMBER}岁(?:大|半)?的(?P<kind>[^，。！？；：\n的ᐁ]{{0,4}})(?P<who>{PERSON})(?!的)|(?P<back>{PERSON})(?:是|，)(?:一?[个位名])?(?:年仅|年方|刚满)?(?P<m>{NUMERAL})岁的(?:[^，。！？；：\n]{{1,8}})"
)
_BIRTHDAY = re.compile(
    rf"(?P<who>{SUBJECT})(?:的|刚|才|刚刚|就|过了?|过完了?|迎来了?|庆祝了?|自己的|今天|今年|是|这天|那天){{0,4}}{_NUMBER}(?:周)?岁(?:的)?(?:生日|寿辰|大寿|诞辰)"
)
_LONGEVITY = re.compile(rf"(?P<who>{PERSON})的?{_NUMBER}(?:大寿|寿辰)")
_THIS_YEAR = re.compile(
    rf"(?P<who>{SUBJECT})(?:今年|这一?年|年[近逾过满方已])(?:已|才|刚|也|就|已经|该|整|刚刚|不过|只有|都){{0,3}}{_NUMBER}(?:了)?(?=[，。！；])"
)
_OLDER = re.compile(
    rf"(?P<who>{SUBJECT})(?:[^，。！？；：\n]{{0,14}}，)?(?:却|只|还|正好|刚好|足足|整整)?(?:比|较)(?P<other>{PERSON}|[他她])(?:还)?(?:要)?(?:整整|足足)?(?P<order>大|小|年长|年轻|年幼)(?:了)?(?:整整|足足)?(?P<years>{NUMERAL})(?:岁|年)"
)
_WORD = re.compile(rf"(?P<who>{SUBJECT})(?:者)?{_LEAD}(?P<word>{'|'.join(sorted(_WORDS, key=len, reverse=True))})")
_BORN = re.compile(
    rf"(?P<who>{SUBJECT})(?:，)?(?:是|出?生(?:于|在)){{1,2}}(?:公元)?(?P<year>[1-2][0-9]{{3}}|[一二][〇零一二三四五六七八九]{{3}})年?(?:的|出?生|[，。春夏秋冬一-十0-9])"
)
_SEEMS = re.compile(r"(?:看上去|看起来|看样子|像|至少|起码|最多|不像|似|、)$")
_APPROX = [
    (re.compile(rf"[多几]岁|[余许](?:岁|[，。])|\|{NUMERAL}[多几余]"), 0, 9),
    (re.compile(r"来岁"), -2, 5),
    (re.compile(r"出头"), 0, 5),
    (re.compile(r"左右|上下|约|大概|模样|的样子|[，]可\|"), -4, 4),
    (re.compile(r"(?:年逾|超过|年过)\||开外|以上"), 0, 12),
    (re.compile(r"(?:近|将近|快|不到|未满|不满|差不多|接近)\||不到"), -5, 0),
]
"""Turns that make an age a rough one, before ``|`` or after it, and how many years less or more it may be."""
_THEN = re.compile(
    r"那年|那一年|的时候|时候|岁时|年前|年以前|当年|从前|小时候|幼时|记得|想起|回忆|以前|曾|生前|去年|前年|年后|明年|以后|将来|等到?|直到|自从|自打|到[^，。]{0,8}岁(?:时|那)|起就|死时|卒时|去世时|享年|终年"
)
_EXCUSES: frozenset[Doubt] = frozenset({"negated", "supposed", "question", "figurative", "dream", "told", "feigned"})
_OLDEST = 120


def find(reading: Reading) -> Iterator[Fact]:
    """Yield ages and years of birth."""
    prose = chinese(reading)
    seen: set[tuple[str, int]] = set()
    for fact in _ages(prose):
        key = (fact.entity, fact.span[0])
        if key not in seen:
            seen.add(key)
            yield fact
    for match in prose.find(_OLDER):
        yield from _older(prose, match)
    for match in prose.find(_BORN):
        year = chinese_number(match["year"])
        entity = prose.who(match)
        if year and entity:
            hard = not prose.doubts(*match.span()) & _EXCUSES
            yield fact_at(reading, match.span(), entity, "birth year", str(year), hard=hard)


def _ages(prose: ChineseProse) -> Iterator[Fact]:
    for pattern in (_BIRTHDAY, _LONGEVITY, _IS, _THIS_YEAR, _OF, _CLASSICAL):
        for match in prose.find(pattern):
            groups = match.groupdict()
            value = chinese_number(groups.get("n") or groups.get("m") or "")
            if value is not None and 0 < value < _OLDEST:
                number = "n" if groups.get("n") else "m"
                yield from _age(prose, match, "who" if groups.get("who") else "back", value, match.start(number))
    for match in prose.find(_WORD):
        yield from _age(prose, match, "who", _WORDS[match["word"]], match.start("word"))


def _age(prose: ChineseProse, match: re.Match[str], group: str, value: int, at: int) -> Iterator[Fact]:
    start, end = match.span()
    text = prose.narration
    span = _range(value, text[max(0, at - 4) : at], text[at : end + 3])
    entity = prose.who(match, group)
    if span is None or entity is None:
        return
    low, high = span
    first, last = prose.reading.sentence_at(start)
    then = _THEN.search(text, max(first, start - 40), min(last, end + 6))
    hard = not then and not prose.doubts(start, end) & _EXCUSES and not prose.is_ghostly(start, end, 300)
    notes = () if low == high else (f"{low}-{high}",)
    yield fact_at(prose.reading, (start, end), entity, "age", str((low + high) // 2), hard=hard, notes=notes)


def _range(value: int, before: str, after: str) -> tuple[int, int] | None:
    """Return which ages may be meant: ``三十多岁`` is 31 to 39, ``年近五十`` 46 to 50; None for what only seems."""
    if _SEEMS.search(before):
        return None
    for pattern, low, high in _APPROX:
        if pattern.search(f"{before}|{after}"):
            return max(0, value + low), value + high
    return value, value


def _older(prose: ChineseProse, match: re.Match[str]) -> Iterator[Fact]:
    """``苏婉比刘桂花小两岁``"""
    one, two, years = prose.who(match), prose.who(match, "other"), chinese_number(match["years"])
    if one is None or two is None or one == two or years is None:
        return
    older, younger = (one, two) if match["order"] in ("大", "年长") else (two, one)
    hard = not prose.doubts(*match.span()) & _EXCUSES
    yield fact_at(prose.reading, match.span(), older, "older", str(years), about=younger, hard=hard)
