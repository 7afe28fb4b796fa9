"""A scene in Chinese as its extractors read it: what is narrated, whom a pronoun means, and what a passage is hedged by.

It adds to `Reading` what Chinese needs: traditional characters are read as simplified ones (of those in our patterns),
and speech that has no quotation marks, as in old editions (``生曰：…``), is blanked out too. All offsets are the text's.
Old tales are full of ghosts and of the dead who return; where one speaks of such things, `is_ghostly` says so.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

from storyteller_agents.canon.chinese_names import is_classical
from storyteller_agents.canon.entities import Gender
from storyteller_agents.canon.reading import PERSON, QUOTE, Reading

Doubt = Literal["negated", "supposed", "question", "figurative", "dream", "memory", "told", "feigned", "kept"]

SUBJECT = rf"(?:{PERSON}|[他她])"
"""Matches a name, he, or she."""
INNER = r"[^，。！？；：、\n“”「」]"
"""Matches what may lie within one clause. Bound it: ``{0,10}``."""
_SIMPLIFIED = str.maketrans(
    "說問題話講聽見視門開關頭轉應報當時間歲兒親媽爺孫殺斃葬屍遺體靈墳喪孫嬸姊壽終過還後來從給對讓與為個隻條頭張輛匹間"
    "馬豬雞鴨鳥魚車船樓層歷陽陰魂夢彷彿據傳謠聞號週禮拜點鐘農曆臘廿餘兩萬滿剛纔將會應該願認記憶當年舊離開驚嘆罵勸"
    "嚇笑淚舉揮擁進遠運達邊陸續圓寂駕薨於則於這嗎誰裡裏妝裝飾扮隨長髮頸槍斬絞絕氣斷嚥陣戰難犧國軍婦鄰員數歡喚訊齡姪樣廳雙獨幾慶誠審讀寫買賣",
    "说问题话讲听见视门开关头转应报当时间岁儿亲妈爷孙杀毙葬尸遗体灵坟丧孙婶姊寿终过还后来从给对让与为个只条头张辆匹间"
    "马猪鸡鸭鸟鱼车船楼层历阳阴魂梦彷佛据传谣闻号周礼拜点钟农历腊廿余两万满刚才将会应该愿认记忆当年旧离开惊叹骂劝"
    "吓笑泪举挥拥进远运达边陆续圆寂驾薨于则于这吗谁里里妆装饰扮随长发颈枪斩绞绝气断咽阵战难牺国军妇邻员数欢唤讯龄侄样厅双独几庆诚审读写买卖",
)
_UNQUOTED = re.compile(r"(?:曰|云|道|说|问|答|叹|骂|呼)[:：](?P<space>\s?)(?![“”「『\"‘\s])")
_HEDGES: dict[Doubt, re.Pattern[str]] = {
    "negated": re.compile(
        r"不(?!久|到|满|幸|料|禁|由|慎|停|断|过|知|得不|到|一会|多|远|愿)|没(?!过多久|等)|未(?!几|久)|无(?!何|几|奈)|莫|勿|非|别(?=让|再)|休|免|差点|险些|几乎|几(?=死|毙)|差一点"
    ),
    "supposed": re.compile(
        r"若|如果|倘|假如|要是|万一|恐|怕|疑|或许|也许|可能|大概|说不定|将(?!军)|欲|想(?=要|让|到)|打算|快要|就要|要(?=死|被|杀)|必|一定|会(?=死|被|去世|不会)|"
        r"应|愿|希望|宁|以为|认为|猜|觉得|威胁|企图|试图|想象|即使|纵|哪怕|除非|只要|一旦|(?<!没)直到|(?<!没)等到|(?<![招等接看对期])待(?!在|着)|濒|垂|临|求|誓|该死|找死|寻死|半死|要死|欲死|气死|吓死|累死|笑死|急死|"
        r"死里逃生|生死|假使|假若|如若|推测|估计|预言|算命|诅咒|咒|命令|下令|判|计划|密谋|阴谋"
    ),
    "figurative": re.compile(r"似|仿佛|彷佛|好像|如同|宛如|犹如|宛若|恍若|般|像(?!片)|一样|犹若|譬|好比|等于|俨然"),
    "told": re.compile(
        r"听说|据说|传说|传言|谣|相传|闻(?=[^道名讯言])|谓|称|告诉|讹|误传|骗|谎|报(?=说|称)|宣称|声称|传闻|消息说|有人说|都说|故事里|小说里|戏里|书上|电影|剧|造谣"
    ),
    "dream": re.compile(r"(?<!爱做)(?<![如似睡])梦(?!想|寐)|幻觉|幻象|恍惚|昏迷|出神|神游|魇"),
    "memory": re.compile(
        r"想起|记得|回忆|回想|追忆|忆|当年|昔|从前|以前|早年|生前|年前|天前|日前|月前|那时候?|小时候|幼时|少时|曾|原来|原本|往事|往日|往年|旧时|当初|最后一次|临终|遗言|去年|"
        r"前年|年轻时|第一次|初次|活着的?时|在世|先是|早先|此前|之前|在此以前|先前|前几|昨|童年|那一?年"
    ),
    "feigned": re.compile(
        r"假装|佯|伪|装(?=死|作|成)|诈|假扮|冒充|冒名|化名|扮(?=成|作|演)|乔装|易容|替身|面具|顶替|演(?=员|出|戏)"
    ),
    "kept": re.compile(
        r"照片|相片|画像|遗像|肖像|日记|信(?:里|中|上|纸|件)|来信|遗书|遗嘱|录音|录像|视频|磁带|墓碑|石像|雕像|铜像|留言|笔记|手稿|回忆录|影子|画(?:里|中|上)|笔下|电影里"
    ),
}
_GHOSTLY = re.compile(
    r"鬼魂|幽灵|亡魂|亡灵|魂魄|灵魂|还魂|孤魂|冤魂|显灵|阴间|阴曹|阴司|冥|阎王|阎罗|地府|地狱|黄泉|九泉|无常|复活|复生|起死回生|死而复|僵尸|投胎|转世|轮回|托梦|"
    r"前世|来世|再世|重生|附身|狐|妖|长生不老|不死|神仙|成仙|仙人|修炼|穿越|时间倒流|活过来|苏醒|没有死|没死|未死|诈死|假死|死讯是假|误传|"
    r"双胞胎|孪生|克隆|替身|(?<![酒烟赌色胆小机灵死讨厌穷捣见搞冒醉饿老])鬼(?!知道|祟|鬼|混|脸|主意|话|地方|天气|使神差|子|头|哭|斧)"
)
_OLD_GHOSTLY = re.compile(r"[鬼魂冥妖狐仙僵魄苏殓梦神阴怪魅尸祟]|复活|复生|再生|前生|后身|转生|活矣|更生")
_DREAMT = re.compile(r"做梦|梦见|梦到|(?<!睡)梦[中里]|入梦|一梦")
_WOKE = re.compile(r"醒|惊起|睁开眼|寤|觉而")
_REACH = 120
_RIVAL = {
    "m": re.compile(
        r"男人|男孩|父亲|爸|丈夫|儿子|哥哥|弟弟|兄|叔|伯|舅|爷|老人|老头|先生|少年|青年|小伙|医生|和尚|道士|警察|士兵|将军|孩子|老板|司机|邻居|那人|有人|来人|陌生人"
    ),
    "f": re.compile(
        r"女人|女孩|母亲|妈|妻|女儿|姐姐|妹妹|姐|妹|姑|姨|婶|奶|婆|老人|太太|小姐|少女|姑娘|护士|医生|尼姑|孩子|丫鬟|邻居|那人|有人|来人|陌生人"
    ),
}


class ChineseProse:
    """A reading of Chinese prose.

    Attributes:
        reading: the scene.
        narration: its text, with names masked as in `Reading`, without speech, in simplified characters.
        is_classical: whether it is classical Chinese.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.is_classical = is_classical(reading.text)
        self.narration = _without_unquoted(reading.narration).translate(_SIMPLIFIED)
        self._all = reading.masked.translate(_SIMPLIFIED)
        self._places: dict[tuple[re.Pattern[str], bool], list[int]] = {}

    def find(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        """Yield where a pattern matches in the narration."""
        return pattern.finditer(self.narration)

    def has(self, pattern: re.Pattern[str], start: int, end: int, *, speech: bool = False) -> bool:
        """Whether a pattern begins within a passage of the narration, or of all the text; each is looked for once."""
        key = (pattern, speech)
        if key not in self._places:
            text = self._all if speech else self.narration
            self._places[key] = [match.start() for match in pattern.finditer(text)]
        places = self._places[key]
        place = bisect_left(places, start)
        return place < len(places) and places[place] < end

    def who(self, match: re.Match[str], group: str = "who") -> str | None:
        """Return whom a group of a match means, a name or a pronoun, or None where that isn't safe to say."""
        start, end = match.span(group)
        if start < 0:
            return None
        mention = self.reading.named_at(start, end)
        if mention is not None:
            return mention.entity.name if mention.entity.kind != "place" else None
        word = self.narration[start:end]
        gender: Gender = "m" if word.startswith("他") else "f" if word.startswith("她") else ""
        return self._antecedent(start, gender) if gender or word.startswith("其") else None

    def _antecedent(self, offset: int, gender: Gender) -> str | None:
        """Return the only one whom a pronoun can mean, who is named in its sentence or in the one before."""
        floor = max(0, offset - _REACH, self.narration.rfind("\n\n", 0, offset))
        start, end = max(floor, self.reading.sentence_at(offset)[0]), offset
        for _ in range(2):
            named = [one for one in self.reading.named_between(start, end) if one.entity.kind == "person"]
            people = {one.entity.name for one in named if not gender or one.entity.gender in (gender, "")}
            rival = bool(_RIVAL[gender or "m"].search(self.narration, start, end))
            if people or rival:
                return people.pop() if len(people) == 1 and not rival else None
            if start <= floor:
                return None
            end, start = start, max(floor, self.reading.sentence_at(max(floor, start - 2))[0])
        return None

    def doubts(self, start: int, end: int) -> frozenset[Doubt]:
        """Return why a passage may not be meant as it stands.

        What negates or supposes is looked for in the clause before the passage and in it, the rest in the sentence;
        a dream lasts until somebody wakes, or to the end of the paragraph.
        """
        first, last = self.reading.sentence_at(start)
        first, last = max(first, start - 150), min(max(last, end), end + 150)
        clause = re.split(r"[，。；：！？\n]", self.narration[max(first, start - 30) : start])[-1]
        near, sentence = clause + self.narration[start : end + 1], self.narration[first:last]
        found: set[Doubt] = set()
        for hedge, pattern in _HEDGES.items():
            if pattern.search(near if hedge in ("negated", "supposed", "figurative") else sentence):
                found.add(hedge)
        if re.search(r"[说称讲传]，|(?:说|称|宣布|认为|相信|断定|表示)$", self.narration[first:start]):
            found.add("told")
        if re.search(r"[？?]|吗|[乎耶欤](?=[，。！])", self.narration[start : min(last + 1, end + 30)]):
            found.add("question")
        earlier = self.narration[max(0, start - 800) : start]
        dreamt = max((match.end() for match in _DREAMT.finditer(earlier)), default=-1)
        if dreamt >= 0 and "\n\n" not in earlier[dreamt:] and not _WOKE.search(earlier, dreamt):
            found.add("dream")
        return frozenset(found)

    def is_ghostly(self, start: int, end: int, reach: int = 900) -> bool:
        """Whether the dead may walk here: the text around speaks of ghosts, of a return, of somebody thought dead."""
        if self.is_classical:
            return self.has(_OLD_GHOSTLY, 0, len(self._all), speech=True)
        return self.has(_GHOSTLY, start - reach, end + reach, speech=True)


@lru_cache(maxsize=2)
def chinese(reading: Reading) -> ChineseProse:
    """Return a scene as Chinese prose; kept while its extractors run, one after another."""
    return ChineseProse(reading)


def _without_unquoted(text: str) -> str:
    """Blank out speech without quotation marks: to the next space after its last sentence, or to the paragraph's end."""
    parts, at = [], 0
    for match in _UNQUOTED.finditer(text):
        if match.end() < at:
            continue
        stop = text.find("\n", match.end())
        stop = stop if stop >= 0 else len(text)
        if match["space"] and (space := re.compile(r"[ \u3000]").search(text, match.end(), stop)):
            stop = space.start()
        parts += [text[at : match.end()], "\ue000" * (stop - match.end())]
        at = stop
    return "".join([*parts, text[at:]])


__all__ = ["INNER", "QUOTE", "SUBJECT", "ChineseProse", "Doubt", "chinese"]
