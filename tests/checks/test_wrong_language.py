"""A scene in another language than the book's."""

from __future__ import annotations

import pytest

from storyteller_agents.checks.check import SceneText
from storyteller_agents.checks.craft.wrong_language import wrong_language
from storyteller_agents.story import SceneCard

TEXTS = {
    "en": "The keeper climbed the stairs before dawn and counted the panes. One was missing, and wind came in.",
    "de": "Die Wärterin stieg vor der Dämmerung hinauf und zählte die Scheiben. Eine fehlte, und der Wind kam herein.",
    "fr": "La gardienne monta l'escalier avant l'aube et compta les vitres. Il en manquait une, et le vent entrait.",
    "zh": "天还没亮，守灯人就爬上楼梯，数了数大灯的玻璃。少了一块，风从那里吹进来。",
    "ja": "夜明け前に灯台守は階段をのぼり、ガラスを数えた。一枚足りず、そこから風が入ってきた。",
}


def found(text: str, language: str) -> list[tuple[str, str]]:
    scene = SceneText(SceneCard(id="0001", title="T"), text, language)
    return [(finding.quote, finding.message) for finding in wrong_language.findings(scene)]


@pytest.mark.parametrize("book", TEXTS)
@pytest.mark.parametrize("text", TEXTS)
def test_every_language_in_every_book(book: str, text: str) -> None:
    assert bool(found(TEXTS[text], book)) is (book != text)


def test_what_is_said_of_it() -> None:
    ((quote, message),) = found(TEXTS["de"], "en")
    assert quote == "Die Wärterin stieg vor der Dämmerung hinauf und zählte die Scheiben."
    assert message == "This looks like German; the book is in English."


@pytest.mark.parametrize("code", ["zh-Hans", "zh-TW"])
def test_scripts_and_regions_of_a_language(code: str) -> None:
    assert found(TEXTS["zh"], code) == []


@pytest.mark.parametrize("text", ["", "...", "Ja.", "Guten Tag, Ada.", "1 2 3"])
def test_what_is_too_short_to_tell(text: str) -> None:
    assert found(text, "en") == []


def test_a_quotation_in_another_language() -> None:
    assert found(f"{TEXTS['en']} “Bonjour, madame,” he said. {TEXTS['en']}", "en") == []
