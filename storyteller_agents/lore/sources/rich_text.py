"""Plain text out of the marked-up texts of story tools: HTML, the tags of game engines, RTF.

What looks like a tag but is none that is known (``<PlayerName>``) stays in the text, and so does everything from
markup that is never closed. Nothing is lost but formatting, comments, scripts and styles. Not for whole web pages.
"""

from __future__ import annotations

from html import unescape
from html.parser import HTMLParser

from storyteller_agents.lore.clean import clean_text

_BLOCKS = frozenset(
    "address article blockquote br dd div dl dt footer h1 h2 h3 h4 h5 h6 header hr li ol p pre section table tr ul".split()
)
_INLINE = frozenset(
    "a abbr align alpha b big body caption cite code color del em font head html i img indent ins kbd label link mark "
    "material noparse q quad s size small span sprite strike strong style sub sup tbody td tfoot th thead title tt u var "
    "voffset wbr".split()
)
_SILENT = frozenset({"script", "style"})
_MOST_BROKEN = 20
"""So often is reading taken up again after markup that is never closed; the parser would take it quadratic time."""

_RTF_TEXT = {"par": "\n", "line": "\n", "tab": "\t", "emdash": "\u2014", "endash": "\u2013", "bullet": "\u2022"}
_RTF_TEXT |= {"lquote": "\u2018", "rquote": "\u2019", "ldblquote": "\u201c", "rdblquote": "\u201d"}
_RTF_SILENT = frozenset("fonttbl colortbl stylesheet info pict themedata datastore listtable generator".split())


def plain_text(text: str) -> str:
    """Return a text without its markup if it has any; any other text as it is."""
    text = clean_text(text)
    if text.lstrip().startswith("{\\rtf"):
        return _tidy(_from_rtf(text.lstrip()))
    reader = _Reader()
    found = reader.take(text) if "<" in text and ">" in text else ""
    return _tidy(found) if reader.known else text.strip()


def html_text(html: str) -> str:
    """Return the text of a piece of HTML, with its entities resolved."""
    return _tidy(_Reader().take(clean_text(html)))


def _tidy(text: str) -> str:
    """Return the lines without white space at their ends, and never more than one blank line."""
    lines: list[str] = []
    for line in clean_text(text).replace("\u200b", "").splitlines():
        line = line.replace("\xa0", " ").strip()
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip()


class _Reader(HTMLParser):
    """Collects text; `known` counts the tags that were understood."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.known = 0
        self._pieces: list[str] = []
        self._silent: int | None = None

    def take(self, text: str) -> str:
        for _ in range(_MOST_BROKEN):
            self.feed(text)
            text, self.rawdata = self.rawdata, ""
            if not text.startswith("<") or ">" not in text:
                break
            self.clear_cdata_mode()
            self._pieces.append("<")  # from here on it is no markup: never closed
            text = text[1:]
        self._pieces.append(unescape(text))
        return "".join(self._pieces)

    def handle_data(self, data: str) -> None:
        self._pieces.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        tag, engine, _ = tag.partition("=")  # <color=red>, as game engines write it
        if tag in _SILENT and not engine:
            self._silent = len(self._pieces)
        elif tag in _BLOCKS:
            self._break()
        elif tag not in _INLINE:
            self._pieces.append(self.get_starttag_text() or "")
            return
        self.known += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT and self._silent is not None:
            del self._pieces[self._silent :]
            self._silent = None
        elif tag in _BLOCKS:
            self._break()
        elif tag not in _INLINE and tag not in _SILENT:
            self._pieces.append(f"</{tag}>")
            return
        self.known += 1

    def parse_html_declaration(self, i: int) -> int:
        """Pass over ``<!…>``; the base class raises for some that are malformed."""
        if self.rawdata.startswith("<!--", i):
            return self.parse_comment(i)
        end = self.rawdata.find(">", i)
        return end + 1 if end >= 0 else -1

    def _break(self) -> None:
        if self._pieces and not self._pieces[-1].endswith("\n"):
            self._pieces.append("\n")


def _from_rtf(text: str) -> str:
    """Return the text of RTF: control words away, tables of fonts and the like away, escapes resolved."""
    pieces: list[str] = []
    silent = [False]
    skip, at, end = 0, 0, len(text)
    while at < end:
        sign = text[at]
        at += 1
        if sign == "{":
            silent.append(silent[-1])
        elif sign == "}":
            silent = silent[:-1] or [False]
        elif sign == "\\":
            word, number, at = _control(text, at)
            if word == "*" or word in _RTF_SILENT:
                silent[-1] = True
            elif word == "'" or word in "\\{}~":
                piece = bytes([number or 0]).decode("cp1252", "replace") if word == "'" else word.replace("~", " ")
                pieces.append("" if silent[-1] or skip else piece)
                skip = max(0, skip - 1)
            elif word == "u" and number is not None:
                pieces.append("" if silent[-1] else chr(number % 65536))
                skip = 1
            elif not silent[-1]:
                pieces.append(_RTF_TEXT.get(word, ""))
        elif sign != "\n":
            pieces.append("" if silent[-1] or skip else sign)
            skip = max(0, skip - 1)
    return "".join(pieces).encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _control(text: str, at: int) -> tuple[str, int | None, int]:
    """Return the control word after a backslash, its number, and where the text goes on."""
    if not text[at : at + 1].isalpha():
        sign = text[at : at + 1] or "\n"
        if sign != "'":
            return sign, None, at + 1
        digits = text[at + 1 : at + 3]
        is_hex = len(digits) == 2 and all(digit in "0123456789abcdefABCDEF" for digit in digits)
        return sign, int(digits, 16) if is_hex else ord("?"), at + 3
    start = at
    while at < len(text) and text[at].isascii() and text[at].isalpha():
        at += 1
    word, start = text[start:at], at
    if text[at : at + 1] == "-":
        at += 1
    while at < len(text) and at - start < 8 and text[at].isascii() and text[at].isdigit():
        at += 1
    digits = text[start:at]
    number = int(digits) if digits.strip("-") else None
    return word, number, at + (text[at : at + 1] == " ")
