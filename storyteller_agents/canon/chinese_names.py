"""Chinese names: those that cast and lore give, and what the prose itself introduces by its turns of phrase.

A name of the prose needs two signs: that it is built like one (a surname and one or two characters, ``老王``,
``王先生``, what jieba takes for a person's name) and that it is used like one (what follows is a verb of speech or action,
or it is introduced: ``名叫…``, ``姓…名…``, ``…者，顺天人``). For classical prose, which jieba wasn't made for, only turns count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any

from storyteller_agents.canon.chinese_surnames import COMMON_SURNAMES, COMPOUND_SURNAMES, SURNAMES
from storyteller_agents.canon.chinese_verbs import ACTION_VERB, ADVERB, SPEECH_VERB
from storyteller_agents.canon.entities import Entities, Entity
from storyteller_agents.canon.names import NameCounts, NameUse

_HAN = r"[\u4e00-\u9fff]"
_FUNCTION = "的地得了着过不也就都又便却才已很在是有和与之其者而所以于为则乃遂即曰将把被对向跟给让从到说道问想这那此每何谁我你他她它们么吗呢吧啊呀一二三四五六七八九十两几个家"
_PART = rf"(?:(?![{_FUNCTION}]){_HAN})"
_SURNAME = f"(?:{'|'.join(COMPOUND_SURNAMES)}|[{''.join(sorted(SURNAMES))}])"
_COMMON = f"[{''.join(sorted(COMMON_SURNAMES))}]"
_STOP = r"(?=[，,。、；;：:！？”」』）\s（(]|的|者|$)"
_TITLES = {
    "m": "先生|大爷|大叔|大伯|叔叔|伯伯|公子|少爷|老爷|员外|爷|哥|翁|公|生|孝廉|秀才|举人|进士|道士|相公",
    "f": "太太|小姐|夫人|女士|大妈|大婶|大娘|阿姨|奶奶|嫂|婶|姐|氏|媪|妪|娘子",
    "": "老师|医生|大夫|师傅|警官|队长|局长|经理|教授|掌柜|老板|校长|厂长|村长|将军|某",
}
_MODERN_TITLE = "|".join(one for titles in _TITLES.values() for one in titles.split("|") if len(one) > 1)
_INTRODUCED = [
    re.compile(
        rf"(?:名叫|名唤|叫做|叫作|唤作|唤做|名为|取名|改名|芳名|小名|乳名|(?<![姓功著书无知其出莫])名(?=叫?{_PART}{{1,3}}[，。])|他叫|她叫|我叫|儿叫|妹叫|弟叫|哥叫|姐叫|子叫|友叫|人叫|孩叫|字叫|的叫)(?P<name>{_PART}{{2,4}}){_STOP}"
    ),
    re.compile(rf"姓(?P<surname>{_SURNAME})，?(?:单)?名叫?(?P<given>[一二三四五六七八九十]|{_PART}{{1,2}}){_STOP}"),
    re.compile(
        rf"(?:^|[。\n“])\s*(?P<name>(?:{'|'.join(COMPOUND_SURNAMES)}|{_COMMON}){_PART}{{1,2}})(?:者|，(?:字|号|名)?[^，。\n]{{1,8}}[人子也]|，字)",
        re.MULTILINE,
    ),
    re.compile(rf"(?:邑人|邑有|邑|有|里人|同里|乡人|族人|友人)(?P<name>{_COMMON}(?:{_PART}{{1,2}}|[生翁氏某公媪]))者"),
    re.compile(rf"(?P<name>{_COMMON}[生翁氏某媪妪])者(?=，)"),
]
_CLASSICAL_TITLE = re.compile(
    rf"(?:(?<=[，。！？；：\s“])|^)(?P<name>{_SURNAME}[生翁氏某媪妪])(?=[^的了地得人活气意产长]|$)", re.MULTILINE
)
_TITLED = re.compile(rf"(?<!{_COMMON})(?P<name>(?:{'|'.join(COMPOUND_SURNAMES)}|{_COMMON})(?:{_MODERN_TITLE}))")
_USED = re.compile(
    rf"(?:{ADVERB}{{0,2}})(?:{SPEECH_VERB}|{ACTION_VERB}|想|知道|觉得|感到|死|去世|姓|住|今年|有些|没有|没|是|和|把|对|向|从|也|站|坐|娶|嫁|生于|的(?:父亲|母亲|爸|妈|儿子|女儿|哥哥|弟弟|姐姐|妹妹|妻子|丈夫|声音|手|脸|眼|心))"
)
_BUILT = re.compile(
    rf"(?:(?<=[，。！？；：、\s“”‘’「」『』\n])|(?<!.))(?P<name>{_SURNAME}{_PART}{{1,2}}?)(?=(?:{ADVERB}{{0,2}})(?:{SPEECH_VERB}|{ACTION_VERB}|死了|去世|今年|的(?:父亲|母亲|儿子|女儿|哥哥|弟弟|姐姐|妹妹|妻子|丈夫)))"
)
_NICKNAME = re.compile(
    rf"(?:(?<=[，。！？；：、\s“”‘’「」『』\n])|(?<!.))(?P<name>[老小]{_COMMON}|阿{_PART})(?={ADVERB}{{0,2}}(?:{SPEECH_VERB}|{ACTION_VERB}|把|对|从|死了|去世|今年))"
)
_PRONOUN = re.compile(r"[他她]")
_LONGEST, _MOST, _CLAUSE = 400_000, 60_000, 60
"""How many characters of a scene are searched for names by jieba, how many it reads at most, and those of a clause."""


def chinese_mentions(text: str, entities: Entities) -> Iterator[tuple[int, int, Entity]]:
    """Yield the names in a text: the longest that is known at each place."""
    pattern = _pattern(tuple(sorted(entities.names(), key=lambda name: (-len(name), name))))
    for match in pattern.finditer(text) if pattern else ():
        entity = entities.find(match.group())
        if entity is not None:
            yield match.start(), match.end(), entity


@lru_cache(maxsize=8)
def _pattern(names: tuple[str, ...]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, names))) if names else None


def is_classical(text: str) -> bool:
    """Whether prose is classical Chinese rather than modern: it has hardly a ``的`` and ``了``."""
    plain = sum(text.count(word) for word in "的了")
    old = sum(text.count(word) for word in "之曰其乃遂")
    return old > 2 * plain


@lru_cache(maxsize=512)
def chinese_counts(text: str) -> NameCounts:
    """Count the names that the prose introduces; what is returned is kept, and must not be changed."""
    names = _introduced(text)
    names |= _titled(text)
    if not is_classical(text):
        names |= _built(text)
    names = _without_parts(names, text)
    if not names:
        return NameCounts()
    counts = NameCounts()
    pattern = re.compile("|".join(map(re.escape, sorted(names, key=lambda name: (-len(name), name)))))
    found = list(pattern.finditer(text))
    for number, match in enumerate(found):
        use = counts.uses.setdefault(match[0], NameUse())
        use.inside += 1
        use.person += 1
        end = found[number + 1].start() if number + 1 < len(found) else len(text)
        pronoun = _PRONOUN.search(text, match.end(), min(end, match.end() + 40))
        use.male += pronoun is not None and pronoun[0] == "他"
        use.female += pronoun is not None and pronoun[0] == "她"
    for name, use in counts.uses.items():
        use.male += 8 * use.times * bool(re.search(rf"^.{{1,2}}(?:{_TITLES['m']})$", name))
        use.female += 8 * use.times * bool(re.search(rf"^.{{1,2}}(?:{_TITLES['f']})$", name))
    return counts


def _introduced(text: str) -> set[str]:
    """Return the names that the prose presents as such."""
    names: set[str] = set()
    for number, pattern in enumerate(_INTRODUCED):
        for match in pattern.finditer(text):
            groups = match.groupdict()
            name = groups.get("name") or f"{groups['surname']}{groups['given']}"
            if number < 2 or not _is_word(name):
                names.add(name)
    return names


def _titled(text: str) -> set[str]:
    """Return names of a surname and a title that come twice at least: ``王生``, ``李老师``."""
    pattern = _CLASSICAL_TITLE if is_classical(text) else _TITLED
    times = Counter(match["name"] for match in pattern.finditer(text))
    return {name for name, count in times.items() if count > 1 and not _is_word(name)}


def _built(text: str) -> set[str]:
    """Return what is built and used like a person's name in modern prose."""
    found: Counter[str] = Counter()
    used: Counter[str] = Counter()
    for clause in _clauses(text):
        at = 0
        for word, flag in _tagged(clause):
            if flag.startswith("nr") and 1 < len(word) <= 6:
                found[word] += 1
                used[word] += bool(_USED.match(clause, at + len(word)))
            at += len(word)
    for name in [name for name in found if len(name) == 2 and name[0] in COMMON_SURNAMES]:
        if whole := _grown(name, text):
            found[whole], used[whole] = found[whole] + found.pop(name), used[whole] + max(1, used.pop(name, 0))
    names = {name for name, times in found.items() if used[name] or (times > 2 and name[0] in COMMON_SURNAMES)}
    names = {name for name in names if not set(name) & set("的了着是在说道们")}
    nicknames = Counter(match["name"] for match in _NICKNAME.finditer(text))
    names |= {
        name for name, times in nicknames.items() if text.count(name) > (1 if not _is_word(name) or times > 1 else 2)
    }
    built = Counter(match["name"] for match in _BUILT.finditer(text))
    for name, times in built.items():
        common = name[0] in COMMON_SURNAMES or name.startswith(COMPOUND_SURNAMES)
        recurs = text.count(name) > (1 if common else 3)
        if name not in names and times and recurs and not _is_word(name):
            names.add(name)
    return names


def _clauses(text: str) -> Iterator[str]:
    """Yield each clause once; what has no stop for long is no prose, and jieba is slow at it."""
    clauses = dict.fromkeys(re.findall(rf"{_HAN}{{2,{_CLAUSE}}}(?!{_HAN})", text[:_LONGEST]))
    left = _MOST
    for clause in clauses:
        left -= len(clause)
        if left > 0:
            yield clause


def _grown(name: str, text: str) -> str:
    """Return a name with the character that follows it wherever it stands: jieba cuts ``周伯年`` before the 年."""
    ends = [match.end() for match in re.finditer(re.escape(name), text)][:50]
    after = {text[end : end + 1] for end in ends}
    if len(ends) < 2 or len(after) != 1 or not re.fullmatch(_PART, next(iter(after))):
        return ""
    return "" if any(_USED.match(text, end) for end in ends) else name + next(iter(after))


def _without_parts(names: set[str], text: str) -> set[str]:
    """Drop a name that only stands as the beginning of a longer one, and a longer one that is a name and a verb."""
    kept = set(names)
    for name in names:
        for longer in (other for other in names if other != name and other.startswith(name)):
            whole, part = text.count(longer), text.count(name)
            kept.discard(name if part <= whole + whole // 4 else longer if whole * 4 < part else "")
    return kept


def _is_word(name: str) -> bool:
    """Whether the dictionary has it as a word that is no person's name."""
    tokenizer = _tokenizer()
    return bool(tokenizer.tokenizer.FREQ.get(name)) and not tokenizer.word_tag_tab.get(name, "x").startswith("nr")


def _tagged(text: str) -> Iterator[tuple[str, str]]:
    for pair in _tokenizer().cut(text):
        yield pair.word, pair.flag


@cache
def _tokenizer() -> Any:
    """Load jieba's tagger (1 s) without its messages and without a cache file in the temporary folder."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns about its own use of pkg_resources
        import jieba
        import jieba.posseg

    words = jieba.Tokenizer()
    words.FREQ, words.total = words.gen_pfdict(words.get_dict_file())
    words.initialized = True
    return jieba.posseg.POSTokenizer(words)
