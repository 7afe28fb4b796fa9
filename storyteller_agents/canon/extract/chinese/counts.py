"""How many of something somebody or something has, as Chinese prose says it: facts `count`, and `kin` without a name.

``王员外有三个儿子``, ``李明的两个妹妹``, ``张氏兄弟三人``, ``有二子``, ``这座房子有九个房间``. The noun is given in plain English where it
names what one has for long (children, cattle, houses, ships, rooms), since the rules know those; else in Chinese. Rough
numbers, parts of a set (``其中两个``), ordinals and measures are left out; what follows a change in the same scene is soft.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.chinese_numbers import NUMERAL, chinese_number
from storyteller_agents.canon.chinese_prose import ChineseProse, Doubt, chinese
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, THING, Reading

_NOUNS = {
    "son": "儿子 子 公子 男孩 男孩子 小子", "daughter": "女儿 女 闺女 千金 丫头 女孩", "child": "孩子 小孩 儿女 子女 娃 娃娃 孩儿", "brother": "兄弟 哥哥 弟弟 兄长",
    "sister": "姐妹 姐姐 妹妹 姊妹", "sibling": "兄弟姐妹", "wife": "老婆 妻子 太太 妻", "uncle": "叔叔 舅舅 伯父", "aunt": "姑姑 姨妈", "grandson": "孙子 孙", "granddaughter": "孙女",
    "grandchild": "孙辈", "horse": "马", "cow": "牛 耕牛 黄牛 奶牛 水牛", "goat": "羊 山羊 绵羊", "pig": "猪", "hen": "鸡 母鸡", "duck": "鸭 鸭子", "goose": "鹅", "dog": "狗", "cat": "猫",
    "donkey": "驴 毛驴 驴子", "mule": "骡子 骡", "camel": "骆驼", "house": "房子 宅子 院子 屋子 瓦房 草房 茅屋", "room": "房间 屋 卧室 客房 厢房", "door": "门", "window": "窗户 窗子 窗",
    "floor": "楼层", "ship": "船 大船 渔船 货船", "boat": "小船 木船", "cart": "马车 牛车 大车 车 汽车 卡车", "servant": "仆人 丫鬟 佣人 下人 家丁", "well": "井", "bridge": "桥 石桥", "gate": "城门", "temple": "庙 寺庙",
    "mill": "磨坊", "tower": "塔", "field": "田 地", "shop": "铺子 店铺 商店 店", "factory": "工厂 厂", "school": "学校 学堂", "island": "岛 小岛", "village": "村子 村庄 村", "mountain": "山 山峰",
    "river": "河", "lake": "湖", "sword": "剑 宝剑", "tree": "树 果树 枣树 桃树 槐树 梨树 柳树", "pupil": "学生 徒弟 弟子 门徒", "disciple": "门生", "lamp": "灯 灯笼 油灯", "chair": "椅子", "bed": "床", "step": "台阶 石阶",
}  # fmt: skip
_ENGLISH = {word: plain for plain, words in _NOUNS.items() for word in words.split()}
_NOUN = "|".join(sorted(_ENGLISH, key=lambda word: (-len(word), word)))
_CLASSIFIER = r"[个位名匹头只条间座艘辆口所栋幢棵株把扇张盏级处家对峰节层眼架]"
_NUMBER = rf"(?P<n>{NUMERAL})"
_END = r"(?=[，。！？；：、\s”」]|和|都|也|又|就|便|已|正|在|从|一起|全|各|长|分|，|名|叫|围|是|们|$)"
_MANY = (
    rf"{_NUMBER}{_CLASSIFIER}(?:亲生的?|年幼的?|未成年的|可爱的|老|大|小|旧|新|高大的|漂亮的)?(?P<noun>{_NOUN}){_END}"
)
_HAD = re.compile(
    rf"(?P<owner>{PERSON}|[他她])(?:夫妇|夫妻|两口子)?(?:一共|总共|共|家里|家中|家|手下|名下|膝下|后来|，|这辈子|一生|一辈子|原|本|只|就|还|也|确实|的确|生前|上头|上面|下面|底下|身边|跟前){{0,4}}(?:有|育有|养了?|生了?|生下了?|生养了?|拥有|收了?|带着|抚养)(?:了|着)?(?:一共|整整|足足)?{_MANY}"
)
_OWN = re.compile(rf"(?P<owner>{PERSON}|[他她])(?:家)?的{_MANY}")
_OLD = re.compile(
    rf"(?P<owner>{PERSON})(?:者)?(?:，[^，。！？；：\n]{{0,8}}，?)?(?:有|生|举|惟|止)(?P<n>[一二两三四五六七八九十])(?P<noun>子|女|孙)(?=[，。；、])"
)
_BROTHERS = re.compile(
    rf"(?P<owner>{PERSON})(?:家)?(?P<noun>兄弟姐妹|兄弟|姐妹|姊妹|兄妹|姐弟)(?:一共|共|总共)?{_NUMBER}(?:人|个)(?=[，。！？；：、]|都|，)"
)
_PLACE_HAS = re.compile(
    rf"(?:(?P<name>{THING})|(?:(?:这|那|整)(?:座|个|栋|幢|所|间|艘|条|家)?|(?<=[，。！？；：\s]))(?P<thing>房子|宅子|院子|村子|村庄|镇子|小镇|城|岛|小岛|庄园|城堡|楼|塔|船|客栈|学校|寺庙|庙|旅馆|老宅|教堂|农场|村|镇|工厂|医院|公寓|别墅|古堡))"
    rf"(?:里|上|中|内|外)?(?:面)?(?:一共|总共|共|只|就)?(?:有|是)(?:着)?(?:一共|整整)?{_MANY}"
)
_THE_OF = re.compile(
    rf"(?P<thing>房子|宅子|院子|村子|村庄|镇子|小镇|城|岛|小岛|庄园|城堡|塔|客栈|学校|寺庙|旅馆|老宅|教堂|农场|公寓|别墅|古堡)(?:里|上|中)?的{_MANY}"
)
_ROUGH = re.compile(r"(?:约|近|几|数|多|来|第|初|每|另外?|其中|其他|又|再|余|上|不止|至少|最多|超过|不到)[^，。]{0,1}$")
_SAME_PLACE = {
    "房子": "房子",
    "宅子": "房子",
    "老宅": "房子",
    "村子": "村",
    "村庄": "村",
    "村": "村",
    "镇子": "镇",
    "小镇": "镇",
    "镇": "镇",
    "岛": "岛",
    "小岛": "岛",
    "古堡": "城堡",
    "寺庙": "庙",
}
_CHANGE = re.compile(
    r"死|夭|卖|丢|失踪|走失|又生|又添|添了|生下|出生|降生|怀孕|买了|买来|买下|送给|送走|病死|走散|牺牲|去世|淹死|收养|过继|偷|抢|烧|拆|砍|宰|杀|毁|塌|沉|建|盖了|新收|逃|辞退|雇|减|增|剩|只剩|拐|嫁|新|多了|少了|再|添丁|得一|产"
)
_EXCUSES: frozenset[Doubt] = frozenset(
    {"negated", "supposed", "question", "figurative", "dream", "told", "feigned", "memory"}
)


def find(reading: Reading) -> Iterator[Fact]:
    """Yield how many of something there are."""
    prose = chinese(reading)
    before: dict[tuple[str, str], int] = {}
    for fact in sorted(_counts(prose), key=lambda fact: fact.start):
        key = (fact.entity, fact.about)
        last = before.get(key) if fact.attribute == "count" else None
        if last is None or not _changes(prose.narration[last : fact.start.offset], fact.about):
            yield fact
            before[key] = fact.span[1]


def _changes(text: str, about: str) -> bool:
    """Whether a sentence about such things tells of more or fewer of them."""
    words = "|".join(_NOUNS.get(about.partition(" ")[0], about.partition(" ")[0]).split())
    if re.search(r"son|daughter|child|brother|sister|兄|姐", about):
        words += "|孩子|孩|一个|儿|女|弟|妹|婴|男|女"
    return any(re.search(words, part) and _CHANGE.search(part) for part in re.split(r"[。！？\n]", text[-100_000:]))


def _counts(prose: ChineseProse) -> Iterator[Fact]:
    for pattern, form in ((_HAD, "had"), (_OWN, "own"), (_OLD, "had")):
        for match in prose.find(pattern):
            owner = prose.who(match, "owner")
            if owner is not None:
                yield from _count(prose, match, owner, _ENGLISH[match["noun"]], form)
    for match in prose.find(_BROTHERS):
        owner = prose.who(match, "owner")
        if owner is not None:
            together = {"兄弟": "brother", "姐妹": "sister", "姊妹": "sister"}.get(match["noun"], "sibling")
            yield from _count(prose, match, owner, together, "had", less=1)
    for match in prose.find(_PLACE_HAS):
        if match["name"]:
            mention = prose.reading.named_at(*match.span("name"))
            if mention is not None and mention.entity.kind == "place":
                yield from _count(prose, match, mention.entity.name, _ENGLISH[match["noun"]], "had")
        else:
            yield from _of_thing(prose, match, "had")
    for match in prose.find(_THE_OF):
        yield from _of_thing(prose, match, "own")


def _of_thing(prose: ChineseProse, match: re.Match[str], form: str) -> Iterator[Fact]:
    thing = _SAME_PLACE.get(match["thing"], match["thing"])
    yield from _count(prose, match, "", f"{_ENGLISH[match['noun']]} of {thing}", form)


def _count(
    prose: ChineseProse, match: re.Match[str], owner: str, about: str, form: str, less: int = 0
) -> Iterator[Fact]:
    value = chinese_number(match["n"])
    value = None if value is None else value - less
    start, end = match.span()
    text = prose.narration
    if value is None or not 0 < value < 10_000 or _ROUGH.search(text[max(0, match.start("n") - 3) : match.start("n")]):
        return
    if value == 1 and form == "had" and match.re is not _OLD:
        return  # 有一个儿子 introduces one, and says nothing of others
    first = prose.reading.sentence_at(start)[0]
    changed = _CHANGE.search(text[max(first, start - 30) : start]) or re.search(r"新|又|再", match[0])
    hard = not changed and not prose.doubts(start, end) & _EXCUSES
    yield fact_at(prose.reading, (start, end), owner, "count", str(value), about=about, hard=hard, notes=(form,))
    if owner and about in ("brother", "sister", "son", "daughter", "sibling", "child"):
        yield fact_at(prose.reading, (start, end), "", "kin", about, about=owner, hard=hard)
