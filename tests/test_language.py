"""Sentences, lengths and languages."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from storyteller_agents.language import (
    base_language,
    content_words,
    count_words,
    counts_characters,
    detect_language,
    language_name,
    quotation_spans,
    sentence_spans,
    sentences,
)

PROSE = st.text(st.sampled_from("abA灯。！？….!?\"'“”‘’«»「」()-— \n\u00a0\t"), max_size=80) | st.text(max_size=60)

ENGLISH = "The keeper climbed the stairs before dawn, counted the panes of the lamp, and found that one was missing."
GERMAN = "Die Wärterin stieg vor der Dämmerung die Treppe hinauf, zählte die Scheiben und merkte, dass eine fehlte."
FRENCH = "La gardienne monta l'escalier avant l'aube, compta les vitres de la lampe et vit qu'il en manquait une."
CHINESE = "天还没亮，守灯人就爬上楼梯，数了数大灯的玻璃，发现少了一块。"
JAPANESE = "夜明け前に灯台守は階段をのぼり、大きなランプのガラスを数えて、一枚足りないことに気づいた。"


# Sentences -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One. Two! Three? Four", ["One.", "Two!", "Three?", "Four"]),
        ('"Here is the key." Bram took it.', ['"Here is the key."', "Bram took it."]),
        ("“Go.” He went.", ["“Go.”", "He went."]),
        ('"Stop!" he said. "Why?"', ['"Stop!" he said.', '"Why?"']),
        ("‘Who?’ asked Ada. ‘Me,’ he said.", ["‘Who?’ asked Ada.", "‘Me,’ he said."]),
        ("She waited… Nothing came.", ["She waited…", "Nothing came."]),
        ("She waited ... nothing came. Then it did.", ["She waited ... nothing came.", "Then it did."]),
        ("(It was late.) He slept.", ["(It was late.)", "He slept."]),
        (
            "Mr. Colley and Dr. L. Quill met Mrs. Varr. They spoke.",
            ["Mr. Colley and Dr. L. Quill met Mrs. Varr.", "They spoke."],
        ),
        ("It was I. He knew.", ["It was I.", "He knew."]),
        ("It cost 3.50 a yard. She paid.", ["It cost 3.50 a yard.", "She paid."]),
        ("One\nTwo.\n\nThree. Four", ["One", "Two.", "Three.", "Four"]),
        ("„Halt!“ Er blieb stehen.", ["„Halt!“", "Er blieb stehen."]),
        ("« Viens\u202f!\u202f» Elle partit.", ["« Viens\u202f!\u202f»", "Elle partit."]),
        ("她走了。他没走！为什么？", ["她走了。", "他没走！", "为什么？"]),
        ("“好。”他说。", ["“好。”", "他说。"]),
        ("「好。」他说。", ["「好。」", "他说。"]),
        ('他说："好。"她走了。', ['他说："好。"', "她走了。"]),
        ("什么！？不会吧。。。走！", ["什么！？", "不会吧。。。", "走！"]),
        ("她等着……没有人来。", ["她等着……没有人来。"]),
        ("", []),
        (" \n\t\n ", []),
        ("...", ["..."]),
    ],
)
def test_sentences(text: str, expected: list[str]) -> None:
    assert sentences(text) == expected


@given(PROSE)
@example("a.”\u00a0” b")
def test_spans_are_in_order_apart_and_cover_everything_but_space(text: str) -> None:
    spans = sentence_spans(text)
    ends = [0, *(end for _, end in spans)]
    assert all(before <= start < end for before, (start, end) in zip(ends, spans, strict=False))
    assert all(text[start:end] == text[start:end].strip() for start, end in spans)
    covered = {index for start, end in spans for index in range(start, end)}
    assert all(index in covered or text[index].isspace() for index in range(len(text)))
    assert all("\n" not in text[start:end] for start, end in spans)


@given(PROSE, PROSE)
def test_paragraphs_do_not_change_each_others_sentences(one: str, other: str) -> None:
    assert sentences(f"{one}\n\n{other}") == sentences(one) + sentences(other)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('He said "no" and "yes, I do".', ['"no"', '"yes, I do"']),
        ("“One ‘two’ three” and ‘it’s four’", ["“One ‘two’ three”", "‘it’s four’"]),
        ("the keepers’ lamp isn’t lit", []),
        ("it's Bram's", []),
        ('"never closed\nnext line', ['"never closed']),
        ("他说：“走吧。”她说：「好。」", ["“走吧。”", "「好。」"]),
        ("„Ja“, sagte er. »Nein« – «si»", ["„Ja“", "»Nein«", "«si»"]),
    ],
)
def test_quotations(text: str, expected: list[str]) -> None:
    assert [text[start:end] for start, end in quotation_spans(text)] == expected


@given(PROSE)
def test_quotations_lie_apart_and_within_a_line(text: str) -> None:
    spans = quotation_spans(text)
    assert all(one[1] <= other[0] for one, other in zip(spans, spans[1:], strict=False))
    assert all("\n" not in text[start:end] for start, end in spans)


# Length --------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "length"),
    [
        ("One two — three, 'four' 5!", "en", 5),
        ("It's Bram's lamp-room.", "en", 3),
        ("— … !", "en", 0),
        ("", "en", 0),
        ("她走了。好！", "zh", 4),
        ("她走了 OK 3", "zh-Hans", 3),
        ("彼はランプを", "ja", 6),
        ("她走了。", "en", 1),
        ("Он ушёл домой", "ru", 3),
    ],
)
def test_lengths(text: str, language: str, length: int) -> None:
    assert count_words(text, language) == length


def test_codes_with_region_or_script() -> None:
    assert base_language("zh-Hans") == "zh"
    assert base_language("EN") == "en"
    assert counts_characters("zh-TW")
    assert counts_characters("ja")
    assert not counts_characters("ko")
    assert (language_name("de-AT"), language_name("zh"), language_name("tlh")) == ("German", "Chinese", "tlh")


# Language ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH, "en"),
        (GERMAN, "de"),
        (FRENCH, "fr"),
        (CHINESE, "zh"),
        (JAPANESE, "ja"),
        ("灯塔", "zh"),
        ("ランプ", "ja"),
    ],
)
def test_languages_are_told_apart(text: str, code: str) -> None:
    assert detect_language(text, "xx") == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Er was eens een man die in de haven op zijn zoon wachtte. Hij had over de oorlog gelezen en was bang. "
            * 4,
            "nl",
        ),
        (
            "Han var under stolen og han var i den by, for alt var over og ude; det var koldt, og vinden tog til. " * 4,
            "da",
        ),
        ("On a dit que la mer est haute; il a un ami, et on va au port si le vent le permet, sans faute. " * 4, "fr"),
    ],
)
def test_languages_that_share_small_words_with_english(text: str, code: str) -> None:
    assert detect_language(text, "xx") == code


@pytest.mark.parametrize("text", ["", "...", "1999", "Guten Tag", "A lighthouse."])
def test_what_is_too_short_to_tell(text: str) -> None:
    assert detect_language(text, "xx") == "xx"


def test_a_few_foreign_words_change_nothing() -> None:
    assert detect_language(f"{ENGLISH} The sign said 灯塔.") == "en"
    assert detect_language(f"{CHINESE}他说：“OK, Ada。”") == "zh"


def test_words_that_carry_meaning() -> None:
    assert content_words("The keeper, and her OLD lamp; it's 19 of us.") == {"keeper", "old", "lamp"}
    assert content_words("守灯人！", "zh") == {"守", "灯", "人"}
    assert content_words("") == set()
