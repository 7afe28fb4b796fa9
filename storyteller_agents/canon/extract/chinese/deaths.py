"""Who is dead, as Chinese prose says it: facts `life` = ``dead``; softly ``alive`` for whoever lives after all.

Narration alone. The turns are closed classes: verbs of dying with what may stand between them and their subject, verbs
of killing and burying with their object, and nouns that only the dead have (遗体, 坟, 葬礼). What is feared, planned, told,
dreamt or compared is soft; so is every death where ghosts walk or the dead return.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.chinese_numbers import NUMERAL
from storyteller_agents.canon.chinese_prose import INNER, SUBJECT, ChineseProse, chinese
from storyteller_agents.canon.chinese_verbs import ADVERB
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import PERSON, Reading

_LETTER = r"[^，。！？；：、\n“”「」ᐁᐂᐃ的]"
_TIME = rf"(?:(?:当|那|这|前|昨|今|次|翌|同|隔)(?:天|日|晚|夜|年|场|时|月)(?:晚上|夜里|早上|清晨|下午|上午|傍晚|凌晨|里|中午|深夜)?|(?:{NUMERAL}|几|数|半|多|没多|不)(?:个)?(?:年|月|日|天|星期|周|小时|夜|更|久)(?:之?[前后])?|(?:去年|今年|前年|年初|年底)?(?:春天?|夏天?|秋天?|冬天?|早上|清晨|黎明|傍晚|深夜|半夜|夜里|晚上)|去年|今年|前年|后来|不久|最后|最终|终于|幸|不幸|不治|果然|便|终|旋|寻|竟|遽|猝|暴|俄|暴病|急病|重病|无疾|无疾而|是|就这(?:么|样)|没等[^，。的ᐁ]{{1,8}}就|还没(?:有)?[^，。的ᐁ]{{1,8}}就|竟就|这样|就那么|也在|还是|抑郁|忧愤|抱病|积劳|因病|含恨|含冤|安详|安静|平静|悄然|溘然|默默|永远|真的|全都|双双|一起|也都)地?"
_PLACE = rf"(?:(?:在|于|从|因|因为|为|为了|被|遭|给|叫|让|由于|跟|和|与|随|连|死于|得了?|染上?|患上?|病|中了?){_LETTER}{{1,10}}|{PERSON})"
_ADJUNCT = rf"(?:{_TIME}|{ADVERB}|{_PLACE}|，(?=死|去世|身亡|{_TIME}|{ADVERB}|{_PLACE}))"
_SINGLE = r"(?:(?<![兴气累急吓笑烦忙疼痛恨怕美羞乐馋渴困闷热喜爱想恶心难])死(?=[了去掉在于后，。；！]|之后|以后|得|$)(?!得其所)|卒(?=[，。；于])|殁|薨|崩(?=[，。；])|亡(?=[，。；])(?<=[已早俱皆身病阵暴战]亡)|没(?=[，。；于])(?<=[父母病早]没)|故(?=[，。；])(?<=[已病亡早]故))"
_DIED = (
    r"(?:走得(?:很|太|那么|这么|十分)?(?:突然|安详|太早|早)|死亡(?=[，。]|了|，)|[^，。！？；：\s的ᐁᐄ被把将]{1,5}而(?:死|亡|终)(?=[，。了])|去世|逝世|病逝|过世|辞世|离世|下世|谢世|走的(?=，?(?:棺|丧|灵|那))|仙逝|长逝|早逝|病故|亡故|身故|已故|病亡|身亡|身死|病死|猝死|暴死|暴卒|病卒|惨死|横死|淹死|溺死|溺水而死|"
    r"烧死|摔死|坠崖而死|坠楼|(?:累|饿|冻|渴)死(?=在|于)|老死|战死|阵亡|牺牲|殉职|殉国|殉情|遇难|遇害|罹难|丧命|丧生|殒命|毙命|送命|送了命|没命|丢了性命|丢了命|绝命|气绝|断了?气|"
    r"咽了?气|咽下(?:了)?(?:最后)?(?:一|那)?口?气|停止了?(?:了)?呼吸|没了(?:气息|呼吸|气)|没有了(?:气息|呼吸|心跳|脉搏)|心脏停止了?跳动|离开了?(?:了)?(?:人世|这个世界|人间|尘世)|撒手人寰|"
    r"撒手而去|与世长辞|寿终正寝|驾崩|圆寂|坐化|自尽|自杀|自缢|自刎|自经|投缳|投井死|上吊|悬梁|服毒(?:身亡|而死|自尽)|吞金|永远(?:地)?闭上了(?:双)?眼|闭上了(?:双)?眼(?:睛)?，?(?:再也|从此)(?:没有?|不)(?:有)?(?:再)?睁开|"
    r"再也没有?(?:能)?(?:醒|睁|站起|活着|呼吸|起)|没(?:有)?(?:能)?(?:挺|熬|撑|活)过(?:来|去|那|这|第|春|夏|秋|冬|今|年)|没(?:有)?(?:能)?(?:活下来|救(?:活|回来|过来))|不治(?:身亡|而亡)|长眠(?:于|在)?|入土|归西|归天|升天|西归|一命呜呼|"
    r"献出了?(?:自己|年轻|宝贵|他|她)?(?:的)?(?:年轻的?|宝贵的?)?(?:生命|性命)|(?:没有?|没)(?:能)?活着(?:回|走|出)|被处以?(?:绞|死|极|火|枪)刑|上了(?:绞|断头)|见了阎王|命丧|魂归|尸骨已寒|化为?了?一?(?:捧|坛|把)?(?:骨灰|白骨)|(?:被|遭)?(?:处死|斩首|枪决|枪毙|处决|绞死|毒死|刺死|打死|杀死|杀害|勒死|掐死|砍死|捅死|撞死|轧死|压死|炸死|烧死|淹死|射杀|射死|击毙|害死|咬死|毒杀|暗杀|谋杀|刺杀身亡|"
    r"杀了|砍了头|砸死)|(?:埋葬|安葬|火化)(?=在|于|，|。)|下葬|葬(?=在|于|入)|埋在)"
)
_BY_SUBJECT = re.compile(rf"(?P<who>{SUBJECT})(?:和(?P<also>{PERSON}))?{_ADJUNCT}{{0,4}}?(?P<verb>{_DIED}|{_SINGLE})")
_KILLED = re.compile(
    r"(?:杀死|杀害|杀了|刺死|毒死|打死|勒死|害死|掐死|枪杀|射杀|射死|砍死|捅死|撞死|绞死|处死|击毙|毒杀|暗杀|谋杀|手刃|埋葬|安葬|下葬|火化|埋了|葬了|斩了|处决|斩杀|送走了最后一程的)了?"
    rf"(?P<who>{PERSON})(?!的|之|家|和{INNER}{{1,4}}的)"
)
_OBJECT = re.compile(
    rf"[把将](?P<who>{PERSON}){_LETTER}{{0,12}}(?:杀死|杀害|杀了|刺死|毒死|打死|勒死|害死|掐死|枪杀|射杀|射死|砍死|捅死|撞死|绞死|处死|击毙|埋葬|安葬|下葬|火化|埋了|埋在|葬在|葬于|斩首)"
)
_OF_THE_DEAD = re.compile(
    rf"(?P<who>{SUBJECT})(?:的|之|那)?(?:冰冷|僵硬|无头|血淋淋|新|孤|那座|那具|那)?(?:的)?(?:遗体|尸体|尸首|尸身|遗骸|骸骨|骨灰|棺材|棺木|灵柩|坟墓?|坟头|坟前|墓(?!地主)|墓碑|墓前|葬礼|"
    r"遗像|遗物|灵堂|灵位|灵前|牌位|丧事|丧礼|死讯|讣告|噩耗|忌日|头七|遗孀|遗愿|在天之灵|追悼会|追思会|后事|柩|尸(?=[，。]))"
)
_AFTER_DEATH = re.compile(
    rf"(?P<who>{SUBJECT})(?:死|去世|过世|逝世|病逝|牺牲|走|离世|遇害|下葬|身亡|病死|被杀|战死)(?:之|以)?后(?:的)?(?=[，第不没，的几半一二三四五六七八九十两]|头|那|，)|"
    rf"(?:自从|自|打从|在)(?P<since>{PERSON})(?:死|去世|过世|逝世|病逝|牺牲|离世|遇害|身亡)(?:以来|之后|以后|后|那)"
)
_LATE = re.compile(
    rf"(?:已故|亡故|过世|死去|去世|病逝|故去|逝去|牺牲|遇害|惨死|阵亡)(?:多年|已久|不久|了)?的?(?:{INNER}{{0,6}}的)?(?:先夫|亡夫|亡妻|前妻|父亲|母亲|哥哥|弟弟|姐姐|妹妹|丈夫|妻子|老友|战友|好友)?(?P<who>{PERSON})(?!的)|(?:亡妻|亡夫|亡父|亡母|亡兄|亡弟|亡友|先父|先母|先夫|先妻)(?P<own>{PERSON})"
)
_MOURNED = re.compile(
    rf"(?:为|给)(?P<who>{PERSON})(?:举行|举办|办|操办|守|送|上|扫|立|烧|披麻|戴)(?:了|过)?(?:{INNER}{{0,4}})?(?:葬礼|丧事|追悼会|后事|灵|终|坟|墓|碑|孝|纸|丧|殡)|(?:祭奠|悼念|哀悼|祭拜)(?:了|着)?(?P<mourned>{PERSON})(?!的)|(?P<corpse>{PERSON})(?:已经?|早已)?(?:是|成了?|变成了?)(?:了)?(?:一)?(?:具|个)?(?:冰冷的|僵硬的)?(?:尸体|死人|亡魂|故人)"
)
_HEART = re.compile(
    rf"(?P<who>{SUBJECT})的(?:心脏?|心跳|呼吸|脉搏)(?:已经?|早已|终于|慢慢|渐渐|也|就|便|忽然|突然|永远){{0,3}}(?:地)?(?:停止|停了|没有了|没了|消失)"
)
_FOUND = re.compile(
    rf"(?:发现|看见|看到|只见|见)(?P<who>{PERSON})(?:已经?|早已|倒在|躺在|吊在|浮在|死在|{INNER}){{0,10}}?(?:死了|死去|断了?气|气绝|没了气|没有了?呼吸|死在|身亡|毙命|冰凉)"
)
_SLAIN = re.compile(
    rf"(?P<who>{SUBJECT})(?:{ADVERB}|{_TIME}){{0,2}}(?:被|遭|让|给|死于)[^，。！？；：\n“”ᐁ]{{0,14}}(?:{PERSON})?[^，。！？；：\n“”ᐁ]{{0,6}}"
    r"(?:[毒刺打勒掐砍捅撞轧压炸烧射咬害砸杀踩淹吓]死|杀害|枪杀|射杀|击毙|谋杀|暗杀|处决|处死|枪毙|斩首)(?!的|不了|之前|前)"
)
_TAKEN = re.compile(
    rf"(?:夺走|夺去|带走|结束|要|断送|葬送|取)了(?P<who>{PERSON})(?:年轻|年幼|宝贵|短暂)?的?(?:年轻|年幼|宝贵|短暂)?的?(?:性命|生命|一生|命(?=[，。]))"
)
_PATTERNS = (_BY_SUBJECT, _KILLED, _OBJECT, _OF_THE_DEAD, _AFTER_DEATH, _LATE, _MOURNED, _HEART, _FOUND, _TAKEN, _SLAIN)
_NEEDS_PASSIVE = re.compile(
    r"处死|斩首|枪决|枪毙|处决|绞死|[毒刺打杀勒掐砍捅撞轧压炸烧射咬害砸]死|杀害|射杀|击毙|毒杀|暗杀|谋杀|杀了|砍了头"
)
_GIVEN = (_OF_THE_DEAD, _AFTER_DEATH, _LATE, _MOURNED)
_ALIVE = re.compile(
    rf"(?P<who>{PERSON})(?:{_LETTER}{{0,10}})(?:没有死|没死|并未死|未死|还活着|仍活着|(?<!没有)(?<!没)(?<!能)活着回|活了过来|复活|复生|苏醒|还魂|生还|死里逃生|又活|苏(?=[，。]))"
)
_HINT = re.compile(
    r"走得|[熬挺撑]过|生命|极刑|绞|火刑|死|世|逝|亡|卒|殁|薨|崩|命|葬|尸|坟|墓|棺|柩|灵|丧|毙|杀|斩|决|埋|火化|牺牲|殉|难|绝|气|呼吸|心|眼|自[尽缢刎经]|上吊|悬梁|长眠|归|遗|噩耗|忌日|头七|追|祭|悼|已故|故(?=[，。去人])|害|不治|活|苏|入土|圆寂|坐化|睁|站起|孝|纸"
)
_BEFORE_DEATH = re.compile(r"(?:之前|以前|前(?!去)|的危险|的可能|的风险|的打算|的念头|的时候|未遂|的边缘|不了|不成)")
_EXCUSES = frozenset({"negated", "supposed", "question", "figurative", "dream", "told", "feigned"})


def find(reading: Reading) -> Iterator[Fact]:
    """Yield who is dead, each person once a sentence; hard before soft."""
    prose = chinese(reading)
    seen: set[tuple[str, int, str]] = set()
    for fact in sorted(_deaths(prose), key=lambda fact: (fact.span, not fact.hard)):
        key = (fact.entity, fact.span[0], fact.value)
        if key not in seen:
            seen.add(key)
            yield fact
    for match in prose.find(_ALIVE):
        if (entity := prose.who(match)) is not None:
            yield fact_at(reading, match.span(), entity, "life", "alive", hard=False)


def _deaths(prose: ChineseProse) -> Iterator[Fact]:
    text, done = prose.narration, -1
    for hint in _HINT.finditer(text):
        first, last = prose.reading.sentence_at(hint.start())
        if first <= done:
            continue
        done = first
        first, last = max(first, hint.start() - 200), min(last, hint.start() + 400)
        for pattern in _PATTERNS:
            for match in pattern.finditer(text, first, last):
                yield from _dead(prose, match, given=pattern in _GIVEN)


def _dead(prose: ChineseProse, match: re.Match[str], *, given: bool) -> Iterator[Fact]:
    start, end = match.span()
    if not given and _BEFORE_DEATH.match(prose.narration, end):
        return
    verb = match.groupdict().get("verb") or ""
    if _NEEDS_PASSIVE.search(verb) and not re.search(r"[被遭让给叫]", match[0]):
        return  # he may be the one who kills
    doubts = prose.doubts(start, end) & (_EXCUSES - {"negated", "told"} if given else _EXCUSES)
    if (
        "negated" in doubts
        and re.search(r"没|再也|不治|不幸|不久", match[0])
        and not re.search(r"[没不未]", match.string[max(0, start - 6) : start])
    ):
        doubts -= {"negated"}
    hard = not doubts and not prose.is_ghostly(start, end)
    for group, value in match.groupdict().items():
        if group != "verb" and value and (entity := prose.who(match, group)) is not None:
            yield fact_at(prose.reading, (start, end), entity, "life", "dead", hard=hard)
