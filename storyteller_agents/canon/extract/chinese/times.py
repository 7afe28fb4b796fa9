"""What Chinese prose says about the story's own time: ``weekday``, ``date``, ``season``, ``clock``, ``elapsed``, ``jump`` and, softly, ``years pass``.

The forms are those of `times/`, so that the same rules compare them: English names of weekdays, seasons and parts of
the day, minutes since midnight in the notes of a clock. In a scene
with dates of the old calendar (三月初五, 腊月廿三) no season is given, since its months are not those of the sun.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from storyteller_agents.canon.chinese_numbers import NUMERAL, chinese_number
from storyteller_agents.canon.chinese_prose import ChineseProse, Doubt, chinese
from storyteller_agents.canon.extract.passage import fact_at
from storyteller_agents.canon.extract.times.words import PARTS
from storyteller_agents.canon.facts import Fact
from storyteller_agents.canon.reading import Reading

_DAYS = dict(zip("一二三四五六日天1234567", [0, 1, 2, 3, 4, 5, 6, 6, 0, 1, 2, 3, 4, 5, 6], strict=True))
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = {"正": 1, "元": 1, "腊": 12, "冬": 11}
_SEASONS = {"春": "spring", "夏": "summer", "秋": "autumn", "冬": "winter"}
_PARTS_OF_DAY = {
    "黎明": "dawn", "拂晓": "dawn", "破晓": "dawn", "天刚亮": "dawn", "天亮": "daybreak", "日出": "sunrise", "清晨": "morning", "早晨": "morning", "早上": "morning", "上午": "forenoon", "正午": "noon",
    "中午": "midday", "晌午": "midday", "下午": "afternoon", "午后": "afternoon", "黄昏": "dusk", "傍晚": "dusk", "日落": "sunset", "天黑": "nightfall", "入夜": "nightfall", "晚上": "evening", "夜里": "night",
    "深夜": "night", "半夜": "midnight", "午夜": "midnight", "夜半": "midnight", "三更": "midnight",
}  # fmt: skip
_WIDE = {"midnight": (1380, 1620), "midday": (660, 840), "noon": (690, 750), "forenoon": (360, 719)}
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
_UNITS = {
    "日": 1,
    "天": 1,
    "夜": 1,
    "晚": 1,
    "星期": 7,
    "周": 7,
    "礼拜": 7,
    "旬": 10,
    "月": 30,
    "年": 365,
    "载": 365,
    "春秋": 365,
}
_NUMBER = rf"(?P<n>{NUMERAL}|半)"
_UNIT = r"(?P<unit>星期|礼拜|小时|钟头|时辰|分钟|个?月|春秋|[日天夜晚周旬年载])"
_WEEKDAY = re.compile(
    r"(?P<lead>(?:这一?天|今天|那天|当天|此时|时|今日|当日|那日)?(?:已|已经|正好|正|恰好|恰|刚好|正巧)?(?:是|，是)|这个?|在|，|。|”|^|\n|到了|第二天|次日|翌日|后|明天是|昨天是|明天就是)(?P<word>星期|礼拜|周)(?P<day>[一二三四五六日天1-6])(?![年岁个人所章到])(?P<part>的?(?:早上|早晨|清晨|上午|中午|下午|傍晚|晚上|夜里|深夜|凌晨))?",
    re.MULTILINE,
)
_DATE = re.compile(
    rf"(?:(?P<year>[12][0-9]{{3}}|[一二][〇零○一二三四五六七八九]{{3}})年)?(?P<lunar>农历|阴历|旧历)?(?P<month>{NUMERAL}|[正元腊冬])月(?P<day>初[一二三四五六七八九十]|{NUMERAL})(?P<tail>[日号])?(?:[，（(]?(?:星期|礼拜|周)(?P<on>[一二三四五六日天]))?"
)
_LUNAR = re.compile(r"[正腊冬]月|月(?:初[一二三四五六七八九十]|廿)|农历|阴历")
_YEAR = re.compile(r"(?<![0-9])(?P<year>[12][0-9]{3}|[一二][〇零○一二三四五六七八九]{3})年(?![前后代级以底来])")
_SEASON = re.compile(
    r"(?:(?:这|那|此|其)?(?:时|天|会儿|已|已经|正|正是|是|正值|时值|时当|适|方|恰逢|到了|转眼|又是|又到了?|已是|入了?)(?:是)?(?:[初仲暮早晚深盛隆严]|一个|那个)?)(?P<season>[春夏秋冬])(?:天|季|日|夜|末|初|夏|深)?(?=[，。；！\s的])"
)
_CLOCK = re.compile(
    rf"(?P<part>清晨|早上|早晨|上午|中午|下午|傍晚|晚上|夜里|深夜|凌晨|半夜)?(?P<hour>{NUMERAL})(?:点钟?|时)(?P<half>半|一刻|三刻|整|(?P<minute>{NUMERAL})分?)?(?=[，。！；：\s了]|钟|的时候|正)"
)
_PART = re.compile(
    rf"(?:(?P<now>已是|正是|已经是|到了|此时是|这时是|是)|(?<=[，。！？；：\s”])|^)(?P<part>{'|'.join(sorted(_PARTS_OF_DAY, key=len, reverse=True))})(?:时分|时|的时候|了)?(?=[，。；！])",
    re.MULTILINE,
)
_BRANCH = re.compile(rf"(?P<branch>[{_BRANCHES}])(?P<tail>时(?:三刻|一刻|初|正|末)?|牌时分)(?=[，。；！\s]|，)")
_AFTER = re.compile(
    rf"(?<![第月年初上下这那每零〇一二三四五六七八九十百0-9])(?:(?P<about>约|大约|将近|近|差不多|又|过了|又过了|再过|整整|足足|没过|不到|就这样过了)?)?{_NUMBER}(?:多)?(?:个)?{_UNIT}(?P<after>之后|以后|后(?!来|面|边|院|门)|过去了?|过去|，)"
)
_PASSED = re.compile(
    rf"(?:过了|又过|经过|转眼|一晃|一连|住了|等了|走了|病了|睡了|离开了)(?P<about>约|大约|将近|近|差不多|整整|足足|就|又)?{_NUMBER}(?:多)?(?:个)?{_UNIT}"
)
_NEXT = re.compile(r"(?:第二天|次日|翌日|明日|隔天|隔日|明旦|诘旦|翼日|厥明|转天|次晨|翌晨|次早)")
_VAGUE = re.compile(
    r"(?:(?:几|数|多|好几|许多|若干|十几|几十|数十)(?:个)?(?:日|天|夜|星期|周|月|年|载)(?:之?后|以后|过去|过后|，)|不久|后来|过了(?:些|一段|很|许|好)[^，。]{0,4}|无何|未几|居无何|久之|有一天|一天|一日|某日|一夕|一夜|有一次|从此|此后|日子|转眼间?|岁月|光阴|年余|月余|逾[年月日]|越[数几]?[日月年]|多年|[半数几]年|[半数几]月|终于到了|这些年|那几年|睡着|入睡|睡了|睡去|醒来|一觉|过夜|天亮|天明|黎明|鸡鸣|夜过|通宵|彻夜)"
)
_FILLED = re.compile(r"(?:住了|等了|走了|病了|睡了|离开了|一连)")
_ROUGH = re.compile(r"约|大约|将近|近|差不多|没过|不到")
_PAST = re.compile(
    r"年前|那年|那一年|去年|前年|当年|曾|记得|想起|生于|出生|死于|从前|以前|原来|自从?|回忆|早在|说好|约好|约定|定于|定在|直到|等到|到时|打算|准备|之前|以前|前(?=[，。])|将(?!军)|到[^，。]{0,4}$|每|明年|来年|下(?:周|个|星期|礼拜)|上(?:周|个|星期|礼拜)"
)
_EXCUSES: frozenset[Doubt] = frozenset({"negated", "supposed", "question", "figurative", "dream", "memory", "told"})


def find(reading: Reading) -> Iterator[Fact]:
    """Yield what the narration says about time."""
    prose = chinese(reading)
    yield from _days(prose)
    yield from _clocks(prose)
    yield from _spans(prose)
    if not _LUNAR.search(prose.narration) and not prose.is_classical:
        yield from _seasons(prose)


def _meant(prose: ChineseProse, match: re.Match[str]) -> bool:
    return not prose.doubts(*match.span()) & _EXCUSES and not _is_past(prose, match)


def _is_past(prose: ChineseProse, match: re.Match[str]) -> bool:
    first = max(prose.reading.sentence_at(match.start())[0], match.start() - 40)
    return bool(
        _PAST.search(prose.narration[first : match.start()])
        or re.match(r"之?前|以前|(?:出)?生", prose.narration[match.end() : match.end() + 3])
    )


def _days(prose: ChineseProse) -> Iterator[Fact]:
    for match in prose.find(_WEEKDAY):
        lead = match["lead"]
        note = (
            "day:+1"
            if lead.startswith("明天")
            else "day:-1"
            if lead.startswith("昨天")
            else "now"
            if lead.endswith("是")
            else "told"
            if re.search("[天日]$|后$", lead) and len(lead) > 1
            else "at"
        )
        before = prose.narration[max(0, match.start() - 1) : match.start()]
        if before in ("下", "上", "每", "个"):
            continue
        value = _NAMES[_DAYS[match["day"]]]
        yield fact_at(prose.reading, match.span("day"), "", "weekday", value, hard=_meant(prose, match), notes=(note,))
    dated: set[int] = set()
    for match in prose.find(_DATE):
        month = _MONTHS.get(match["month"]) or chinese_number(match["month"])
        day = chinese_number(match["day"])
        lunar = bool(match["lunar"]) or match["month"] in _MONTHS or match["day"].startswith("初") or not match["tail"]
        if (
            not month
            or not day
            or month > 12
            or day > 31
            or (lunar and re.match(r"[个余]|多", prose.narration[match.end() : match.end() + 1]))
        ):
            continue
        year = chinese_number(match["year"]) if match["year"] else None
        dated.add(match.start())
        notes = (
            "past" if _is_past(prose, match) else "now",
            *((f"on:{_NAMES[_DAYS[match['on']]]}",) if match["on"] else ()),
        )
        hard = not prose.doubts(*match.span()) & (_EXCUSES - {"memory"})
        yield fact_at(prose.reading, match.span(), "", "date", f"{year or '?'}-{month}-{day}", hard=hard, notes=notes)
    for match in prose.find(_YEAR):
        year = chinese_number(match["year"])
        if year and match.start() not in dated:
            hard = _meant(prose, match)
            notes = ("past" if _is_past(prose, match) else "now",)
            yield fact_at(prose.reading, match.span(), "", "date", f"{year}-?-?", hard=hard, notes=notes)
            if re.search(r"(?:今年|这一?年|时|正)是$", prose.narration[max(0, match.start() - 4) : match.start()]):
                yield fact_at(prose.reading, match.span(), "", "year", str(year), hard=hard)


def _seasons(prose: ChineseProse) -> Iterator[Fact]:
    for match in prose.find(_SEASON):
        yield fact_at(
            prose.reading,
            match.span(),
            "",
            "season",
            _SEASONS[match["season"]],
            hard=_meant(prose, match),
            notes=("now",),
        )


def _clocks(prose: ChineseProse) -> Iterator[Fact]:
    for match in prose.find(_CLOCK):
        hour = chinese_number(match["hour"])
        minute = {"半": 30, "一刻": 15, "三刻": 45, "整": 0, None: 0}.get(
            match["half"], chinese_number(match["minute"] or "") or 0
        )
        if hour is None or hour > 24 or minute > 59:
            continue
        first = 60 * hour + minute
        options = [first % 720, first % 720 + 720] if hour <= 12 else [first % 1440]
        part = match["part"]
        if part in ("清晨", "早上", "早晨", "上午", "凌晨"):
            options = [first % 720]
        elif part in ("下午", "傍晚", "中午", "晚上"):
            options = [first % 720 + 720] if not (part == "中午" and hour == 11) else [first]
        notes = ("now", *(f"{one}-{one}" for one in options))
        yield fact_at(
            prose.reading, match.span(), "", "clock", f"{hour}:{minute:02}", hard=_meant(prose, match), notes=notes
        )
    for match in prose.find(_PART):
        part = _PARTS_OF_DAY[match["part"]]
        low, high = _WIDE.get(part, PARTS[part])
        yield fact_at(
            prose.reading, match.span(), "", "clock", part, hard=_meant(prose, match), notes=("now", f"{low}-{high}")
        )
    for match in prose.find(_BRANCH):
        low = (120 * _BRANCHES.index(match["branch"]) - 60) % 1440
        if not re.search(r"[甲乙丙丁戊己庚辛壬癸]$", prose.narration[max(0, match.start() - 1) : match.start()]):
            yield fact_at(
                prose.reading,
                match.span(),
                "",
                "clock",
                f"{match['branch']}时",
                hard=_meant(prose, match),
                notes=("now", f"{low}-{low + 120}"),
            )


def _spans(prose: ChineseProse) -> Iterator[Fact]:
    reading, text = prose.reading, prose.narration
    seen: set[int] = set()
    for pattern in (_PASSED, _AFTER):
        for match in prose.find(pattern):
            value = 1 if match["n"] == "半" else chinese_number(match["n"])
            if value is None or match.start("unit") in seen or value > 10_000:
                continue
            seen.add(match.start("unit"))
            unit = match["unit"].removeprefix("个")
            rough = (
                _ROUGH.search(match["about"] or "")
                or match["n"] == "半"
                or "多" in match[0]
                or text[match.start() - 1 : match.start()] in ("几", "数", "十")
            )
            minutes = (
                {"小时": 60, "钟头": 60, "时辰": 120, "分钟": 1}.get(unit, 0)
                * value
                // (2 if match["n"] == "半" else 1)
            )
            notes = (
                *(("vague",) if rough else ()),
                *((f"minutes:{minutes}",) if minutes else ()),
                *(("during",) if pattern is _PASSED and _FILLED.match(match[0]) else ()),
            )
            bare = pattern is _AFTER and match["after"] == "，" and match["about"] is None
            hard = not bare and "during" not in notes and _meant(prose, match)
            days = _UNITS.get(unit, 0) * value
            yield fact_at(
                reading,
                match.span(),
                "",
                "elapsed",
                str(days),
                hard=hard,
                notes=(*notes, *(("during",) if bare else ())),
            )
            if unit in ("年", "载", "春秋"):
                yield fact_at(reading, match.span(), "", "years pass", str(value + 1), hard=False)
    for match in prose.find(_NEXT):
        yield fact_at(reading, match.span(), "", "elapsed", "1", hard=_meant(prose, match))
    for match in prose.find(_VAGUE):
        yield fact_at(reading, match.span(), "", "jump", match[0])
        if re.search("年|岁月|光阴|后来|转眼|日子|久", match[0]) and not match[0].startswith("不久"):
            yield fact_at(reading, match.span(), "", "years pass", "60", hard=False)
