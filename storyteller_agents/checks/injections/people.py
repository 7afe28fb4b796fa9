"""Invented people and places for planted passages, and the forms of a name. None of them stands in the clean text."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from random import Random

_WOMEN = """Ruth Hester Winifred Ottilie Barbara Sabina Dorcas Philippa Cecily Thomasin Judith Bridget Leonora Harriet
Isolde Marguerite Katherine Phyllis Cornelia Rosamund Gwendolen Annis Verity Honor Tabitha Millicent Beatrix Jocelyn
Nadia Ingrid Paloma Theresa""".split()
_MEN = """Ambrose Gideon Rupert Silas Conrad Matthias Barnaby Lionel Jerome Edmund Crispin Roderick Osbert Hugh Piers
Lambert Alaric Felix Tobias Nathaniel Reuben Clement Leander Basil Geoffrey Frederic Stephen Marcus Anselm Dominic
Ivo Rafael""".split()
_FAMILIES = """Calloway Pendrick Marlowe Thackery Ashdown Verrill Holcombe Tressler Quayle Bannerman Lockyer Sedgwick
Farraday Whitlock Penhallow Crowther Ravensby Dunstable Merriman Oakes Hallam Tolliver Strickland Garrick Winslade
Aldous Brackett Coverley Haddon Lisle Morrow Nettleton Prowse Rudd Skerritt Tarrant Upjohn Vickers Yarrow Kettering
""".split()
_PLACES = """Harrowmere Saltby Thornwick Wendle Dunmarsh Ellerby Quernbridge Ravelsea Stanfold Tarnhope Brackendale
Coldharbour Fenwater Grimsthorpe Illscombe Kettlewick Mardale Netherby Orsett Pellingham Rushmoor Sandholt Carrickford
Mossing Ostrel Vantry Lindesay Karrow Belmarsh Tolquhar""".split()
_FAMILY_SIGNS = "陈林黄周吴徐孙胡朱高何郭罗梁宋郑谢韩唐冯"
_GIVEN_MEN = "志远 文彬 守义 承业 景明 德昌 仲谦 伯言 怀瑾 子安 长庚 世杰".split()
_GIVEN_WOMEN = "秀英 玉兰 素梅 婉清 月娥 淑贞 采薇 如烟 锦云 静姝 巧珍 惠芳".split()
_ALIKE_SIGNS = {
    pair[0]: pair[1]
    for pair in (
        "远元 彬斌 义毅 业叶 明铭 昌长 谦千 言岩 瑾锦 安庵 庚耕 杰捷 英瑛 兰岚 梅眉 清青 娥峨 贞珍 薇微 烟嫣 云芸 姝淑 珍真 芳方"
    ).split()
}
_FORMS = {"m": ("he", "him", "his", "himself"), "f": ("she", "her", "her", "herself")}


@dataclass(frozen=True, slots=True)
class Person:
    """A name with its forms. `last` is the family name, or the whole name where there is only one part."""

    name: str
    gender: str = "m"
    first: str = ""
    last: str = ""

    def __str__(self) -> str:
        return self.name

    def __format__(self, spec: str) -> str:
        return self.name

    @property
    def he(self) -> str:
        """The pronoun as a subject; likewise the others."""
        return _FORMS[self.gender][0]

    @property
    def him(self) -> str:
        return _FORMS[self.gender][1]

    @property
    def his(self) -> str:
        return _FORMS[self.gender][2]

    @property
    def himself(self) -> str:
        return _FORMS[self.gender][3]

    @property
    def He(self) -> str:  # noqa: N802 - the slot is written so in a template
        return self.he.capitalize()

    @property
    def His(self) -> str:  # noqa: N802
        return self.his.capitalize()

    @property
    def drift(self) -> str:
        """The name as a careless hand writes it the next time."""
        return misspelt(self.name)

    @property
    def slip(self) -> str:
        """The family name as a careless hand writes it the next time."""
        return misspelt(self.last)


def misspelt(name: str) -> str:
    """Change the spelling of the longest word of a name so that it sounds the same or nearly so."""
    if name and not name.isascii():
        return name[:-1] + _ALIKE_SIGNS.get(name[-1], name[-1])
    words = name.split(" ")
    at = max(range(len(words)), key=lambda index: (len(words[index]), index))
    words[at] = _respelt(words[at])
    return " ".join(words)


def _respelt(word: str) -> str:
    for pattern, instead in (
        (r"^C(?=[aorl])", "K"), (r"^K(?=[aorl])", "C"), (r"ph", "f"), (r"(?<=[a-z])ck(?=[a-z]|$)", "k"),
        (r"nne$", "nn"), (r"ice$", "yce"), (r"(?<=[wb])e$", ""), (r"(?<=[b-df-hj-np-tv-z])le$", "el"),
        (r"(?<=k)es$", "s"), (r"ou(?=s)", "u"), (r"a(?=[nl]e$)", "ay"), (r"^To(?=m)", "Tho"),
        (r"(?<=[aeo]r)k$", "ke"), (r"(?<=[a-z])k$", "ck"), (r"ie$", "y"), (r"ey$", "y"),
        (r"(?<=[bcdfghjklmnprst])y$", "ey"), (r"(?<=[aeiouAEIOU])([lnrtmsd])\1", r"\1"),
        (r"(?<=[a-z])y(?=[a-z])", "i"), (r"(?<=[nrt])e$", ""), (r"(?<=[a-z])th(?=[a-z])", "t"),
        (r"(?<=[aei])l(?=s)", "ll"), (r"(?<=[aeiou]l)e$", ""),
        (r"(?<=[^aeiou][aeiou])([lnrt])(?=[aeiou])", r"\1\1"), (r"(?<=[a-z])a(?=n$)", "e"),
        (r"(?<=[ei])l$", "ll"), (r"(?<=[a-z])e(?=[rn]$)", "o"), (r"(?<=[aeiou])([nm])(?=s?$)", r"\1\1"),
        (r"(?<=[a-z])s(?=[a-z])", "z"), (r"(?<=[bcdfgklmnprtvw])$", "e"),
    ):  # fmt: skip
        changed = re.sub(pattern, instead, word, count=1)
        if changed != word:
            return changed
    return word + "h"


class Strangers:
    """New names, each given once, none of them a word of the text."""

    def __init__(self, taken: Collection[str], rng: Random, language: str = "en") -> None:
        if language == "zh":
            self._first = {"m": list(_GIVEN_MEN), "f": list(_GIVEN_WOMEN)}
            self._last = list(_FAMILY_SIGNS)
            self._places = ["青石镇", "柳河村", "望江城", "白沙渡", "枫林县", "临溪镇"]
        else:
            self._first = {"m": [n for n in _MEN if n not in taken], "f": [n for n in _WOMEN if n not in taken]}
            self._last = [name for name in _FAMILIES if name not in taken]
            self._places = [name for name in _PLACES if name not in taken]
        self._language = language
        for names in (self._first["m"], self._first["f"], self._last, self._places):
            rng.shuffle(names)

    def person(self, gender: str) -> Person:
        """Return somebody new. The lists are longer than what one copy needs; used up, they start again."""
        first, last = _next(self._first[gender]), _next(self._last)
        name = last + first if self._language == "zh" else f"{first} {last}"
        return Person(name, gender, name if self._language == "zh" else first, last)

    def place(self) -> str:
        """Return a place that is not in the text."""
        return _next(self._places)


def _next(names: list[str]) -> str:
    name = names.pop()
    names.insert(0, name)
    return name
