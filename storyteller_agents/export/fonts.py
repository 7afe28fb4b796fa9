"""Fonts for print: those of the system, those that come with typst, packages with fonts, and a folder of the user's.

For scripts that the fonts of typst don't have, a family is preferred that suits a book. Nothing is fetched.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import Any

from storyteller_agents.language import base_language

LATIN = "Libertinus Serif"
"""Comes with typst; it has Latin, Greek, Cyrillic and Hebrew letters."""

_FAMILIES = {
    "zh": ["Noto Serif CJK SC", "Noto Serif SC", "Source Han Serif SC", "Songti SC", "STSong", "SimSun", "FandolSong", "AR PL UMing CN", "Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei", "WenQuanYi Micro Hei"],
    "zh-hant": ["Noto Serif CJK TC", "Noto Serif TC", "Source Han Serif TC", "Songti TC", "PMingLiU", "AR PL UMing TW", "Noto Sans CJK TC", "Noto Sans TC", "PingFang TC", "Microsoft JhengHei"],
    "ja": ["Noto Serif CJK JP", "Noto Serif JP", "Source Han Serif", "Hiragino Mincho ProN", "Yu Mincho", "MS Mincho", "IPAexMincho", "Noto Sans CJK JP", "Noto Sans JP", "Hiragino Sans", "Yu Gothic"],
    "ko": ["Noto Serif CJK KR", "Noto Serif KR", "Source Han Serif K", "AppleMyungjo", "Batang", "NanumMyeongjo", "Noto Sans CJK KR", "Noto Sans KR", "Apple SD Gothic Neo", "Malgun Gothic"],
    "ar": ["Amiri", "Scheherazade New", "Noto Naskh Arabic", "Geeza Pro", "Traditional Arabic", "Noto Sans Arabic", "DejaVu Sans"],
    "fa": ["Vazirmatn", "Noto Naskh Arabic", "Amiri", "Geeza Pro", "Noto Sans Arabic", "DejaVu Sans"],
    "ur": ["Noto Nastaliq Urdu", "Noto Naskh Arabic", "Amiri", "Noto Sans Arabic", "DejaVu Sans"],
    "he": ["Frank Ruhl Libre", "Noto Serif Hebrew", "David", "Noto Sans Hebrew"],
    "th": ["Noto Serif Thai", "Thonburi", "Noto Sans Thai"],
    "hi": ["Noto Serif Devanagari", "Kohinoor Devanagari", "Noto Sans Devanagari"],
}  # fmt: skip
"""For each language, families that suit a book, the best first: free ones, then those of the systems."""

_PACKAGES = {
    "zh": "pylopdf_fonts_zh_cn", "zh-hant": "pylopdf_fonts_zh_tw", "ja": "pylopdf_fonts_jp", "ko": "pylopdf_fonts_ko",
    "ar": "pylopdf_fonts_ar", "fa": "pylopdf_fonts_ar", "ur": "pylopdf_fonts_ar", "he": "pylopdf_fonts_he",
    "th": "pylopdf_fonts_th", "hi": "pylopdf_fonts_hi",
}  # fmt: skip
"""Packages of nothing but Noto fonts (SIL Open Font License); they are used where they are installed."""


def script_key(language: str) -> str:
    """Return the key that a language has here: ``zh-hant`` for Chinese in traditional characters."""
    parts = set(language.lower().split("-"))
    base = base_language(language)
    return "zh-hant" if base == "zh" and parts & {"hant", "tw", "hk", "mo"} else base


def find_fonts(folder: Path | None) -> Any:
    """Return typst's fonts: of the system, its own, those of installed packages, and those of a folder."""
    import typst

    paths = [str(folder)] if folder else []
    for package in sorted(set(_PACKAGES.values())):
        spec = find_spec(package)
        paths += list(spec.submodule_search_locations or ()) if spec else []
    return typst.Fonts(font_paths=paths)


def families(language: str, available: Any) -> list[str]:
    """Return the families that are there: those for a language, the best first, then one for each other script."""
    known = set(available.families())
    own = [family for family in _FAMILIES.get(script_key(language), ()) if family in known]
    others = (next((family for family in found if family in known), LATIN) for found in _FAMILIES.values())
    return list(dict.fromkeys([*own, *others]))


def advice(language: str) -> str:
    """Return what to install so that a language can be printed."""
    package = _PACKAGES.get(script_key(language), "")
    wanted = _FAMILIES.get(script_key(language), ["a Noto font of the script"])[0]
    pip = f"pip install {package.replace('_', '-')}; or " if package else ""
    return f"{pip}install the font {wanted!r}, or name a folder that has it with --fonts"
