"""Who is whose kin, as Chinese prose says it: facts `kin` in the plain English words that lore, cast and the rules use.

``李明的哥哥李强``, ``李强是李明的哥哥``, ``李明与李强是兄弟``, ``娶``, ``嫁``, ``之子``. Both must be named, or meant by a safe
pronoun. Words that Chinese uses to address anybody (``李叔叔``, ``王大哥``) are no kinship and need a ``的`` before them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.chinese_numbers import NUMERAL
from storyteller_agents.canon.chinese_prose import ChineseProse, Doubt, chinese
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, Reading

_WORDS = {
    "mother": "母亲 妈妈 娘亲 妈 母 亲娘 生母 老娘 娘 亲生母亲", "father": "父亲 爸爸 爹 爸 父 亲爹 生父 老爹 亲生父亲",
    "son": "儿子 独生子 独子 长子 次子 幼子 大儿子 二儿子 小儿子 三儿子 养大的儿子 亲生儿子 亲儿子 子 爱子 犬子 私生子",
    "daughter": "女儿 独生女 长女 次女 幼女 大女儿 二女儿 小女儿 闺女 女 爱女 亲生女儿 亲女儿 私生女 千金", "child": "孩子 骨肉",
    "brother": "哥哥 弟弟 大哥 二哥 三哥 兄长 胞兄 胞弟 兄 弟 亲弟弟 亲哥哥 双胞胎哥哥 双胞胎弟弟 孪生哥哥 孪生弟弟 小弟 二弟 长兄 幼弟",
    "sister": "姐姐 妹妹 大姐 二姐 姊姊 姊 妹 胞姐 胞妹 亲妹妹 亲姐姐 小妹 双胞胎姐姐 双胞胎妹妹 孪生姐姐 孪生妹妹 二妹 长姐 幼妹",
    "husband": "丈夫 老公 夫君 先生 夫 夫婿 男人", "wife": "妻子 老婆 太太 夫人 媳妇 妻 发妻 爱人 爱妻 妻室 娘子",
    "uncle": "叔叔 伯父 舅舅 姑父 姨父 叔父 舅父 伯伯 大伯 二叔 三叔 小叔 姑丈 姨丈 大舅 小舅 叔", "aunt": "姑姑 姑妈 姨妈 婶婶 舅妈 伯母 小姨 姑母 姨母 舅母 婶娘 大姨 大姑 阿姨",
    "nephew": "侄子 外甥 侄儿 侄", "niece": "侄女 外甥女", "cousin": "表哥 表弟 表姐 表妹 堂兄 堂弟 堂姐 堂妹 表兄 表姊 堂哥 从兄 从弟 中表",
    "grandfather": "爷爷 祖父 外公 姥爷 外祖父 大父", "grandmother": "奶奶 祖母 外婆 姥姥 外祖母", "grandson": "孙子 外孙 孙儿 孙", "granddaughter": "孙女 外孙女",
    "father-in-law": "岳父 公公 丈人", "mother-in-law": "岳母 丈母娘", "son-in-law": "女婿", "daughter-in-law": "儿媳 儿媳妇", "sister-in-law": "嫂子 嫂嫂 弟媳 小姨子 小姑子 大嫂",
    "brother-in-law": "姐夫 妹夫 小舅子 大舅子 小叔子 内弟", "stepmother": "继母 后妈 后娘", "stepfather": "继父 后爸 后爹", "adopted son": "养子 义子 干儿子",
    "adopted daughter": "养女 义女 干女儿", "adoptive father": "养父 义父 干爹", "adoptive mother": "养母 义母 干妈", "stepson": "继子", "stepdaughter": "继女",
    "fiancée": "未婚妻", "fiancé": "未婚夫", "widow": "遗孀", "half-brother": "同父异母的哥哥 同父异母的弟弟", "half-sister": "同父异母的姐姐 同父异母的妹妹",
}  # fmt: skip
_KIN = {word: value for value, words in _WORDS.items() for word in words.split()}
_LONG = "|".join(sorted((word for word in _KIN if len(word) > 1), key=lambda word: (-len(word), word)))
_ANY = "|".join(sorted(_KIN, key=lambda word: (-len(word), word)))
_MUTUAL = {
    "兄弟": ("brother", "brother"), "亲兄弟": ("brother", "brother"), "姐妹": ("sister", "sister"), "亲姐妹": ("sister", "sister"), "姊妹": ("sister", "sister"),
    "兄妹": ("brother", "sister"), "姐弟": ("sister", "brother"), "夫妻": ("spouse", "spouse"), "夫妇": ("spouse", "spouse"), "两口子": ("spouse", "spouse"),
    "父子": ("father", "son"), "母子": ("mother", "son"), "母女": ("mother", "daughter"), "父女": ("father", "daughter"), "双胞胎": ("sibling", "sibling"),
    "孪生兄弟": ("brother", "brother"), "孪生姐妹": ("sister", "sister"), "双胞胎兄弟": ("brother", "brother"), "双胞胎姐妹": ("sister", "sister"), "叔侄": ("uncle", "nephew"),
    "祖孙": ("grandparent", "grandchild"), "爷孙": ("grandfather", "grandchild"), "表兄弟": ("cousin", "cousin"), "堂兄弟": ("cousin", "cousin"), "表姐妹": ("cousin", "cousin"), "堂姐妹": ("cousin", "cousin"),
    "表兄妹": ("cousin", "cousin"), "堂兄妹": ("cousin", "cousin"), "婆媳": ("mother-in-law", "daughter-in-law"), "翁婿": ("father-in-law", "son-in-law"),
}  # fmt: skip
_PAIR = "|".join(sorted(_MUTUAL, key=len, reverse=True))
_OWNER = rf"(?P<owner>{PERSON}|[他她]|(?<=[，。！？；：\s])其)"
_OF = r"(?:的|之|家的|家|那个|那位|唯一的|最小的|最大的|亲生的?|亲|刚出生的|年幼的|年迈的|同父异母的|失散多年的|双胞胎|孪生|小|大)"
_DIRECT = re.compile(
    rf"{_OWNER}(?:的|之|家的|唯一的){_OF}{{0,2}}(?P<kin>{_ANY})(?:，)?(?:名叫|名为|叫做?|名|是|叫作|就是|便是|正是)?(?P<who>{PERSON})(?!的|之|家|和ᐁᐄ*的)"
)
_HIS_OLD = re.compile(rf"(?P<owner>(?<=[，。！？；：\s])其)(?P<kin>{_ANY})(?P<who>{PERSON})")
_IS = re.compile(
    rf"(?P<who>{PERSON}|[他她])(?:，)?(?:其实|正|就|便|也|本|本来|原本|原|既|毕竟|才)?(?:是|乃|为|，)(?P<owner>{PERSON}|[他她])(?:的|之|家的|家|唯一的){_OF}{{0,2}}(?P<kin>{_ANY})(?=[，。！？；：、”」\s]|也|，|呢|和|又|但|而|$)"
)
_HAS = re.compile(
    rf"(?P<owner>{PERSON}|[他她])(?:只|还|也|又|膝下|家|家里|家中|身后|生前|上头|上面|下面|底下)?(?:有|生了?|生下了?|得了?|生养了?|收养了)(?:了)?(?:一?[个位名]|{NUMERAL}[个位名])?(?:[^，。！？；：\n的]{{1,6}}的)?(?P<kin>{_ANY})"
    rf"(?:，)?(?:名叫|取名|名为|叫做?|名|唤作|起名|叫作|取名叫|取名为)(?P<who>{PERSON})"
)
_CALLED = re.compile(
    rf"{_OWNER}(?:的|之)?{_OF}{{0,2}}(?P<kin>{_LONG})(?:的名字)?(?:名叫|名为|叫做?|叫作|取名|是|就是)(?P<who>{PERSON})(?!的|之)"
)
_MUTUALLY = re.compile(
    rf"(?P<one>{PERSON})(?:和|与|跟|同|、|及)(?P<two>{PERSON})(?:，)?(?:两人|二人|两个|俩|他们|她们)?(?:是|乃|本是|原是|既是|系|为|这对|这一对|这)?(?:一对|一母同胞的?|同父同母的?|同胞|亲生|亲|嫡亲|恩爱|结发|多年的|失散多年的){{0,3}}(?P<kin>{_PAIR})"
)
_BROTHERS = re.compile(
    rf"(?<![结拜义])(?P<kin>{_PAIR})(?:俩|二人|两人|两个)?(?:，)?(?P<one>{PERSON})(?:和|与|、)(?P<two>{PERSON})"
)
_WEDS = re.compile(
    rf"(?P<man>{PERSON}|他)(?:[^，。！？；：、\n的ᐁ不没未]{{0,8}}?)(?:娶了?|迎娶了?|续娶了?|另娶|再娶了?)(?P<woman>{PERSON})(?!的|之|家)|(?P<bride>{PERSON}|她)(?:[^，。！？；：、\n的ᐁ不没未]{{0,8}}?)(?:嫁给了?|嫁与|嫁了|嫁|改嫁给?|许配给了?|适|归)(?P<groom>{PERSON})(?!的|之|家)"
)
_MARRIED = re.compile(
    rf"(?P<one>{PERSON})(?:和|与|跟|同)(?P<two>{PERSON})(?:[^，。！？；：、\n的ᐁ不没未]{{0,8}}?)(?:结婚|结了婚|成了亲|拜了堂|成了夫妻|成亲|成婚|完婚|拜堂|领了证|领了结婚证|结为夫妻|结为夫妇|举行了?婚礼)"
)
_ONLY = re.compile(
    rf"(?P<who>{PERSON}|[他她])(?:从小)?(?:是|乃|为)(?:家里|家中|[他她]家)?(?:的)?(?:独生子女|独生子|独生女|独子|独女|独苗|唯一的孩子)(?=[，。！？；：]|$)|(?P<none>{PERSON}|[他她])(?:从小)?(?:没有|无|并无|没)(?:任何)?(?P<what>兄弟姐妹|兄弟姊妹|哥哥|弟弟|兄弟|姐妹|姐姐|妹妹|儿女|子女|孩子|子嗣)(?=[，。！？；：]|$)"
)
_NONE = {
    "哥哥": "",
    "弟弟": "",
    "姐姐": "",
    "妹妹": "",
    "兄弟": "no brother",
    "姐妹": "no sister",
    "儿女": "childless",
    "子女": "childless",
    "孩子": "childless",
    "子嗣": "childless",
}
_UNNAMED = re.compile(
    rf"(?P<owner>{PERSON})(?:的|有一?[个位])(?P<kin>哥哥|弟弟|姐姐|妹妹|儿子|女儿|丈夫|妻子)(?=[^ᐁᐂᐃ叫名])"
)
_EXCUSES: frozenset[Doubt] = frozenset({"negated", "supposed", "question", "figurative", "dream", "told", "feigned"})
_SWORN = re.compile(
    r"结拜|结义|拜把|义兄|义弟|认作|认了|认[^，。]{1,4}[为作做]|当作|当成|视作|视为|视如|亲如|情同|胜似|待[^，。]{1,6}如|前夫|前妻|名义上|后来的|未来的?"
)
_FORMER = re.compile(
    r"前(?=妻|夫|任)|先夫|先妻|亡妻|亡夫|离婚|离异|改嫁|续弦|续娶|再娶|另娶|再婚|休了|妾|二房|填房|原配|后妻|继室"
)
_FIRST = re.compile(r"第一任|第二任|前妻|前夫|亡妻|亡夫")


def find(reading: Reading) -> Iterator[Fact]:
    """Yield who is whose kin."""
    prose = chinese(reading)
    for pattern in (_DIRECT, _HIS_OLD, _IS, _HAS, _CALLED):
        for match in prose.find(pattern):
            owner, who = prose.who(match, "owner"), prose.who(match)
            yield from _kin(prose, match, who, _KIN[match["kin"]], owner)
    for pattern in (_MUTUALLY, _BROTHERS):
        for match in prose.find(pattern):
            one, two = prose.who(match, "one"), prose.who(match, "two")
            yield from _kin(prose, match, one, _MUTUAL[match["kin"]][0], two)
    for match in prose.find(_WEDS):
        husband, wife = ("man", "woman") if match["man"] else ("groom", "bride")
        yield from _kin(prose, match, prose.who(match, husband), "husband", prose.who(match, wife), "wedding")
    for match in prose.find(_MARRIED):
        yield from _kin(prose, match, prose.who(match, "one"), "spouse", prose.who(match, "two"), "wedding")
    for match in prose.find(_UNNAMED):
        if (owner := prose.who(match, "owner")) is not None:
            yield fact_at(
                reading, match.span(), "", "kin", _KIN[match["kin"]], about=owner, hard=_is_meant(prose, match)
            )
    for match in prose.find(_ONLY):
        group = "who" if match["who"] else "none"
        value = "only child" if match["who"] or match["what"] in ("兄弟姐妹", "兄弟姊妹") else _NONE[match["what"]]
        entity = prose.who(match, group)
        if entity is not None and value:
            yield fact_at(
                reading, match.span(), entity, "kin", value, hard=_is_meant(prose, match) or _only_negated(prose, match)
            )


def _kin(
    prose: ChineseProse, match: re.Match[str], who: str | None, value: str, about: str | None, *notes: str
) -> Iterator[Fact]:
    if who is None or about is None or who == about:
        return
    near = prose.narration[max(0, match.start() - 12) : match.end() + 4]
    if _FORMER.search(near) or _FIRST.search(near):
        notes = (*notes, "former")
    yield fact_at(
        prose.reading, match.span(), who, "kin", value, about=about, hard=_is_meant(prose, match), notes=notes
    )


def _is_meant(prose: ChineseProse, match: re.Match[str]) -> bool:
    start, end = match.span()
    near = prose.narration[max(0, start - 12) : end + 6]
    return not _SWORN.search(near) and not prose.doubts(start, end) & _EXCUSES


def _only_negated(prose: ChineseProse, match: re.Match[str]) -> bool:
    """Whether what negates is the statement itself: ``没有兄弟姐妹``."""
    return match["none"] is not None and prose.doubts(*match.span()) & _EXCUSES == {"negated"}
