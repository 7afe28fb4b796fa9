"""Chinese surnames: a closed class, and what of a full name is the given name."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from storyteller_agents.canon.entities import Entity

SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许何吕施张孔曹严华金魏陶姜戚谢邹喻柏水窦章云苏潘葛奚范彭郎鲁韦昌马苗凤花方俞任袁柳"
    "酆鲍史唐费廉岑薛雷贺倪汤滕殷罗毕郝邬安常乐于时傅皮卞齐康伍余元卜顾孟平黄和穆萧肖尹姚邵湛汪祁毛禹狄米贝明臧计伏成戴谈宋茅庞"
    "熊纪舒屈项祝董梁杜阮蓝闵席季麻强贾路娄危江童颜郭梅盛林刁钟徐邱骆高夏蔡田樊胡凌霍虞万支柯昝管卢莫经房裘缪干解应宗丁宣贲邓"
    "郁单杭洪包诸左石崔吉钮龚程嵇邢滑裴陆荣翁荀羊惠甄曲封芮羿储靳汲邴糜松井段富巫乌焦巴弓牧隗山谷车侯宓蓬全郗班仰秋仲伊宫宁仇"
    "栾暴甘厉戎祖武符刘景詹束龙叶幸司韶郜黎蓟薄印宿白怀蒲邰从鄂索咸籍赖卓蔺屠蒙池乔阴胥能苍双闻莘党翟谭贡劳逄姬申扶堵冉宰郦雍"
    "璩桑桂濮牛寿通边扈燕冀郏浦尚农温别庄晏柴瞿阎充慕连茹习宦艾鱼容向古易慎戈廖庾终暨居衡步都耿满弘匡国文寇广禄阙东沃利蔚越夔隆"
    "师巩厍聂晁勾敖融冷訾辛阚那简饶空曾沙养鞠须丰巢关蒯查后荆红游竺权盖益桓公晋楚闫涂钦归海岳缑亢况有琴商牟佘伯赏墨哈年佟言付代"
    "覃檀苟粟栗练楼原辜涂仝苑雒丛岂展隋邸迟修闾揭揣鹿"
    "趙錢孫吳鄭馮陳衛蔣韓楊許呂張嚴華魏謝鄒蘇潘範魯韋馬鳳鮑費賀湯羅畢鄔樂傅齊顧黃蕭貝計談龐紀項藍閔賈婁顏鍾駱萬盧繆應鄧單諸龔"
    "陸榮儲烏車寧劉龍葉黎懷賴藺喬陰蒼聞莘黨貢勞莊連習閻溫魚廣闕師鞏聶簡饒曾關遊權蓋楚閆涂歸況"
)
"""Surnames of one character, in simplified and traditional form."""
COMMON_SURNAMES = frozenset(
    "赵钱孙李周吴郑王冯陈褚卫蒋沈韩杨朱秦尤许吕施张孔曹严魏陶姜戚谢邹窦苏潘葛范彭鲁韦柳鲍薛雷贺倪汤罗毕郝傅康伍顾孟黄萧姚邵汪"
    "祁毛狄戴宋庞熊舒项祝董梁杜阮贾江童颜郭梅林钟徐邱骆夏蔡田樊胡凌霍虞柯管卢莫房丁邓洪崔龚程邢裴陆翁荀甄段侯刘叶黎白乔谭冉雍"
    "牛温庄晏柴瞿阎廖耿聂曾关荆冷辛桑唐史袁任俞方马何高丁石孔武宁龙"
    "趙錢孫吳鄭馮陳衛蔣韓楊許呂張嚴魏謝鄒蘇範魯韋馬鮑賀湯羅畢顧黃蕭龐項賈顏鍾駱盧鄧龔陸劉葉喬溫莊閻聶關寧龍"
)
"""Those that are seldom any other word."""
COMPOUND_SURNAMES = (
    "欧阳", "太史", "端木", "上官", "司马", "东方", "独孤", "南宫", "万俟", "闻人", "夏侯", "诸葛", "尉迟", "公羊", "赫连", "澹台", "皇甫",
    "宗政", "濮阳", "公冶", "太叔", "申屠", "公孙", "慕容", "仲孙", "钟离", "长孙", "宇文", "司徒", "鲜于", "司空", "闾丘", "轩辕", "令狐",
    "百里", "呼延", "东郭", "南门", "西门", "公良", "拓跋", "淳于", "单于", "梁丘", "左丘", "第五", "叶赫", "纳兰", "完颜", "耶律", "爱新",
    "歐陽", "司馬", "東方", "獨孤", "南宮", "諸葛", "尉遲", "赫連", "澹臺", "濮陽", "公孫", "長孫", "鮮于", "軒轅", "東郭", "西門", "單于",
)  # fmt: skip
"""Surnames of two characters."""


def given_name(name: str) -> str:
    """Return a full name without its surname, if what is left has two characters or more; else nothing."""
    for surname in COMPOUND_SURNAMES:
        if name.startswith(surname) and len(name) == len(surname) + 2:
            return name[len(surname) :]
    return name[1:] if len(name) == 3 and name[0] in SURNAMES else ""


def with_given_names(entities: list[Entity]) -> list[Entity]:
    """Let a Chinese given name alone mean its bearer (``晓雨`` for ``林晓雨``), where only one person has it."""
    bearers: dict[str, list[Entity]] = {}
    for entity in entities:
        for given in {given_name(name) for name in entity.names | {entity.name}} if entity.kind == "person" else ():
            bearers.setdefault(given, []).append(entity)
    alone = {entity.name: entity for entity in entities if not entity.given}
    for given, named in bearers.items():
        if given and len(named) == 1:
            named[0].names.add(given)
            if given in alone and alone[given] is not named[0]:
                named[0].times += alone[given].times
                named[0].gender = named[0].gender or alone[given].gender
                entities = [entity for entity in entities if entity is not alone[given]]
    return entities
