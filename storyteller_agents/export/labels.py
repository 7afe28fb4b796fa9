"""The few words that a book itself adds to the author's text, in the language of the book.

A language that is not here gets the English ones, and numbers alone above its chapters. Not for messages to the user.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from storyteller_agents.language import base_language

_RIGHT_TO_LEFT = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ps", "sd", "ug", "ur", "yi"})
_RIGHT_TO_LEFT_SCRIPTS = frozenset({"arab", "hebr", "syrc", "thaa", "nkoo"})
_CODE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,5}")
_UNNUMBERED = re.compile(
    r"\d|第.{1,8}[章回节節卷部]|[楔序引尾]|(?:prolog|prólogo|epilog|épilogue|epílogo|пролог|эпилог|interlude|part\b)",
    re.I,
)
_DIGITS = "零一二三四五六七八九"


@dataclass(frozen=True)
class Labels:
    """Words of one language; ``{}`` stands for the number, the author's name or the number of words."""

    chapter: str
    contents: str
    cover: str
    title_page: str
    text: str
    end: str
    by: str
    words: str


_LABELS = {
    "en": Labels("Chapter {}", "Contents", "Cover", "Title page", "Beginning", "The End", "by {}", "about {} words"),
    "ar": Labels("الفصل {}", "المحتويات", "الغلاف", "صفحة العنوان", "البداية", "النهاية", "تأليف {}", "نحو {} كلمة"),
    "de": Labels("Kapitel {}", "Inhalt", "Umschlag", "Titelseite", "Anfang", "Ende", "von {}", "etwa {} Wörter"),
    "es": Labels("Capítulo {}", "Índice", "Cubierta", "Portada", "Comienzo", "Fin", "de {}", "unas {} palabras"),
    "fa": Labels("فصل {}", "فهرست", "جلد", "صفحهٔ عنوان", "آغاز", "پایان", "نوشتهٔ {}", "حدود {} واژه"),
    "fr": Labels("Chapitre {}", "Table des matières", "Couverture", "Page de titre", "Début", "Fin", "par {}", "environ {} mots"),
    "he": Labels("פרק {}", "תוכן העניינים", "כריכה", "שער", "התחלה", "סוף", "מאת {}", "כ־{} מילים"),
    "it": Labels("Capitolo {}", "Indice", "Copertina", "Frontespizio", "Inizio", "Fine", "di {}", "circa {} parole"),
    "ja": Labels("第{}章", "目次", "表紙", "扉", "本文", "完", "{}", "約{}字"),
    "ko": Labels("제{}장", "차례", "표지", "속표지", "본문", "끝", "{} 지음", "약 {}단어"),
    "nl": Labels("Hoofdstuk {}", "Inhoud", "Omslag", "Titelpagina", "Begin", "Einde", "door {}", "ongeveer {} woorden"),
    "pl": Labels("Rozdział {}", "Spis treści", "Okładka", "Strona tytułowa", "Początek", "Koniec", "{}", "około {} słów"),
    "pt": Labels("Capítulo {}", "Sumário", "Capa", "Folha de rosto", "Início", "Fim", "de {}", "cerca de {} palavras"),
    "ru": Labels("Глава {}", "Содержание", "Обложка", "Титульный лист", "Начало", "Конец", "{}", "около {} слов"),
    "sv": Labels("Kapitel {}", "Innehåll", "Omslag", "Titelsida", "Början", "Slut", "av {}", "omkring {} ord"),
    "zh": Labels("第{}章", "目录", "封面", "书名页", "正文", "完", "{} 著", "约{}字"),
}  # fmt: skip


def labels_for(language: str) -> Labels:
    """Return the words of a language."""
    return _LABELS.get(base_language(language)) or replace(_LABELS["en"], chapter="{}")


def chapter_label(number: int, language: str) -> str:
    """Return what stands above the title of a chapter: ``Chapter 3``, ``第三章``."""
    counted = _chinese(number) if base_language(language) in {"zh", "ja"} else str(number)
    return labels_for(language).chapter.format(counted)


def is_unnumbered(title: str, language: str) -> bool:
    """Whether a chapter's title says by itself which part of the book it is: ``Chapter 3``, ``7``, ``Prologue``."""
    word = labels_for(language).chapter.partition("{}")[0].strip().casefold()
    return bool(_UNNUMBERED.match(title)) or (len(word) > 1 and title.casefold().startswith(word))


def language_tag(code: str) -> str:
    """Return a code that may stand in a file's metadata; ``und`` (undetermined) for one that is none."""
    return code if _CODE.fullmatch(code) else "und"


def direction(code: str) -> str:
    """Return the direction that a language is written in: ``ltr`` or ``rtl``."""
    base, *rest = code.lower().split("-")
    return "rtl" if base in _RIGHT_TO_LEFT or _RIGHT_TO_LEFT_SCRIPTS & set(rest) else "ltr"


def _chinese(number: int) -> str:
    """Return a number below 1,000 as Chinese writes it, a larger one in figures."""
    if number >= 1000:
        return str(number)
    hundreds, tens, ones = number // 100, number // 10 % 10, number % 10
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += ("" if tens == 1 and not hundreds else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        text += _DIGITS[0]
    return text + (_DIGITS[ones] if ones or not number else "")
