"""Wordings in Chinese, for the rules that don't hang on English grammar. People and places in them are invented."""

from __future__ import annotations

from storyteller_agents.checks.injections.variant import Rule, Variant

_DEAD = (
    Variant(
        "burial",
        "那年冬天，{A}病死在{P}，乡邻凑钱把他葬在村后。",
        "{A}推门进来，抖了抖身上的雪，问道：“还有热酒没有？”",
        gender="m",
    ),
    Variant("river", "{A}渡河时翻了船，三天后尸首才浮上来。", "{A}坐在桥头，远远地朝赶车的人招手。"),
    Variant(
        "widow",
        "自从丈夫{M}被山石砸死，{F}便靠替人缝补度日。",
        "{M}把斧头靠在墙边，接过{F}递来的碗，一口气喝干了。",
        who="nobody",
        about="{M}",
    ),
    Variant("years", "{A}去世已经八年，老屋也空了八年。", "“请进，请进。”{A}笑着把客人迎进老屋，又吩咐人去烧水。"),
    Variant(
        "execution",
        "午时三刻，{A}在城门外被斩，围观的人很久才散。",
        "{A}当晚便骑马出了城，第二天又在{P}吃茶。",
        gender="m",
    ),
)
_AGE = (
    Variant("wedding", "{A}二十岁那年，正赶上{P}的石桥落成。", "{P}的石桥落成三十年后，{A}才出生。"),
    Variant("elder", "{A}比{M}大四岁，小时候常背着他去看戏。", "{M}还记得{A}满月那天，家里摆了十桌酒席。"),
    Variant("mother", "{F}十九岁生下{A}。", "这一年{A}四十岁，母亲{F}刚过五十。"),
    Variant("death", "{A}死的时候才三十一岁。", "{A}活了七十多年，一辈子没有出过{P}。"),
    Variant("twins", "{A}和{M}是孪生兄弟，同一个时辰落地。", "{A}比哥哥{M}小三岁，总是穿他穿旧的衣裳。", gender="m"),
)
_KIN = (
    Variant("only-child", "{A}是独子，上无兄姐，下无弟妹。", "{A}的姐姐嫁在{P}，每年中秋都托人捎来月饼。", gender="m"),
    Variant("widower", "{A}一生没有娶妻。", "{A}的妻子在灶下烧火，听见动静便探出头来。", gender="m"),
    Variant("two-mothers", "{A}的生母姓{F.last}，名叫{F}，是{P}人。", "{A}的生母{G}早年在城里卖绣品，从没到过{P}。"),
    Variant("uncle", "{M}是{A}的叔父。", "{M}只有一个儿子，就是{A}。", gender="m"),
    Variant("orphan", "{A}还不会走路时，父母便都亡故了。", "{A}每月初一给父亲写信，父亲总嫌字写得潦草。"),
)
_COUNT = (
    Variant("brothers", "{A}有三个儿子，都在外面做生意。", "{A}的五个儿子一个不少，都回来过年了。"),
    Variant(
        "coins", "{A}数了数，布包里一共十一枚铜钱，便照旧包好。", "{A}打开布包，十九枚铜钱原样放着，谁也没有动过。"
    ),
    Variant("rooms", "{A}家只有两间屋。", "{A}家的四间屋还是祖上传下来的，从没添过一砖一瓦。"),
    Variant(
        "boats",
        "{P}一共只有六条船。",
        "{P}的九条船当天全都出了江，船还是老辈人留下的那几条。",
        who="nobody",
        about="{P}",
    ),
    Variant("well", "{P}只有一口井，全镇都吃这口井的水。", "{A}把{P}的几口井都看了一遍，没有一口是干的。"),
)
_TIME = (
    Variant("season", "{A}是腊月里到{P}的。", "{A}到{P}那天，满塘荷花开得正好。"),
    Variant(
        "clock",
        "天已经黑透，更夫敲过了二更。",
        "又过了半个时辰，太阳才慢慢落到山后。",
        who="nobody",
        near=300,
        about="",
    ),
    Variant(
        "stay", "{A}在{P}住了十天，一天不多，一天不少。", "{A}在{P}的那三个月里，没有人请他吃过一顿饭。", gender="m"
    ),
    Variant(
        "flood", "{A}在发大水的前一年买下了{P}的宅子。", "大水退后又过了两年，{A}才第一次听说{P}有座宅子，便买了下来。"
    ),
    Variant("next-day", "这天是三月初三。", "第二天便是三月初八，家家门口都挂了灯。", who="nobody", near=300, about=""),
)
_NAME = (
    Variant("doctor", "{P}的郎中叫{A}，药铺开在桥头。", "桥头药铺的郎中{A.drift}正在门口晒药。"),
    Variant("teacher", "教书先生姓{A.last}，名叫{A}，是{P}人。", "{P}来的教书先生{A.drift}放下了戒尺。", gender="m"),
    Variant("ferry", "摆渡的{A}从来不肯多收一文钱。", "摆渡的{A.drift}把篙一点，船便离了岸。", gender="m"),
    Variant("shop", "布庄的招牌上写着东家的名字：{A}。", "布庄的东家{A.drift}亲自出来送客。"),
)  # fmt: skip
_GHOST = Variant("dream", "{A}死了三年。", "夜里{F}梦见{A}又回来了，坐在床边同她说话。")
_DECOYS = {
    "dead-acts": (_GHOST,),
    "impossible-age": (Variant("later", "{A}九岁那年，学堂失了火。", "十二年过去，二十一岁的{A}回到新学堂教书。"),),
    "impossible-kinship": (Variant("sworn", "{A}是独子。", "{M}与{A}结为异姓兄弟，彼此以哥哥弟弟相称。", gender="m"),),
    "changed-count": (Variant("born", "{A}养了三只羊。", "开春母羊下了羔，{A}就有四只羊了。"),),
    "broken-time": (Variant("again", "{A}第一次到{P}是在正月。", "过了几年，{A}第二次到{P}，已是盛夏。"),),
    "drifting-name": (Variant("alias", "{A}在{P}上了船。", "船簿上{A}化名{M}，为的是躲债。", gender="m"),),
}

RULES = tuple(
    Rule(name, variants, _DECOYS[name])
    for name, variants in (
        ("dead-acts", _DEAD),
        ("impossible-age", _AGE),
        ("impossible-kinship", _KIN),
        ("changed-count", _COUNT),
        ("broken-time", _TIME),
        ("drifting-name", _NAME),
    )
)
