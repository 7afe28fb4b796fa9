"""Sheets: tables as people keep them, in CSV and TSV files and in workbooks of spreadsheet programs.

The first row that is not empty names the columns; a name that is missing or stands twice is made up or numbered, and
told. A row's number is the one that a spreadsheet program shows. Formulas are never computed: in a CSV file they are
text, of a workbook the value is read that was stored with them. Rows are read one by one, whatever the file's size.
"""

from __future__ import annotations

import codecs
import contextlib
import csv
import importlib
import io
import re
import zipfile
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, ClassVar

from storyteller_agents.errors import ArtefactError, MissingExtraError
from storyteller_agents.lore.clean import clean_line
from storyteller_agents.lore.entry import Problem, Source
from storyteller_agents.lore.sources.documents import MOST_BYTES, decode
from storyteller_agents.lore.sources.table import Numbered, Table, TableReader, sheet_table

_DELIMITERS = (",", ";", "\t", "|")
_HEAD = 1 << 16
_LONGEST_CELL = 1 << 22
_NAMED = 5
_BINARY = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0", b"\x89PNG", b"%PDF")
_MOST_ROWS, _MOST_CELLS = 1 << 20, 100_000_000
_MOST_UNPACKED, _SMALL, _MOST_RATIO = 256 << 20, 8 << 20, 150
_FORMULA = re.compile(rb"<f[ />]")
_ESCAPED = re.compile("[\udc80-\udcff]")
"""How Python reads bytes that are no text; half characters of other kinds are cleaned later, as everywhere."""


class CsvTable(TableReader):
    """Text with one row a line and cells between commas, semicolons, tabs or bars."""

    kind: ClassVar[str] = "csv"

    def matches(self, path: Path) -> bool:
        """A ``.csv`` or ``.tsv`` file that is text."""
        if path.suffix.lower() not in {".csv", ".tsv"}:
            return False
        with path.open("rb") as stream:
            return not stream.read(8).startswith(_BINARY)

    def tables(self, path: Path) -> Iterator[Table | Problem]:
        """Yield the one table.

        Raises:
            ArtefactError: the file is too large, can't be read, or is not text in one of Unicode's encodings.
        """
        try:
            size = path.stat().st_size
            with path.open("rb") as stream:
                head = stream.read(_HEAD)
        except OSError as error:
            raise ArtefactError(f"{path}: can't be read ({error.strerror or error}).") from error
        if size > MOST_BYTES:
            raise ArtefactError(f"{path}: {size >> 20} MiB of text; allowed: at most {MOST_BYTES >> 20}.")
        encoding = _encoding(head)
        delimiter, marked = _delimiter(head.decode(encoding, "ignore"), cut=size > _HEAD)
        rows = partial(_records, path, encoding, delimiter, marked)
        yield from sheet_table(path.stem, rows, Source(file=path.name))


class XlsxTable(TableReader):
    """The sheets of a workbook (Office Open XML)."""

    kind: ClassVar[str] = "xlsx"

    def matches(self, path: Path) -> bool:
        """A zip archive with a workbook in it, or a file of that ending."""
        if path.suffix.lower() in {".xlsx", ".xlsm"}:
            return True
        with path.open("rb") as stream:
            if not stream.read(4).startswith(b"PK"):
                return False
        with zipfile.ZipFile(path) as archive:
            return "xl/workbook.xml" in archive.namelist()

    def tables(self, path: Path) -> Iterator[Table | Problem]:
        """Yield the sheets that are not empty; each is a table of its own.

        Raises:
            ArtefactError: the file is no workbook, or a damaged or unreasonably packed one.
            MissingExtraError: the package that reads workbooks is not installed.
        """
        try:
            openpyxl = importlib.import_module("openpyxl")
        except ImportError as error:
            raise MissingExtraError("openpyxl", "xlsx", "Reading a workbook") from error
        try:
            _check_packing(path)
            book = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
        except (ArtefactError, MemoryError):
            raise
        except Exception as error:  # what is wrong with a damaged workbook shows as any error
            reason = clean_line(f"{type(error).__name__}: {error}")[:200]
            raise ArtefactError(
                f"{path}: not a workbook that can be read ({reason}). Save it as .xlsx, without a password."
            ) from error
        with closing(book):
            for sheet in book.worksheets:
                source = Source(file=path.name, node=sheet.title)
                yield from _without_value(sheet, source)
                name = path.stem if len(book.worksheets) == 1 else f"{path.stem} {sheet.title}"
                yield from sheet_table(name, partial(_cells, sheet, source), source)


def _cells(sheet: Any, source: Source) -> Iterator[Numbered]:
    """Yield the rows of a sheet, also empty ones, up to where it can't be read or has no end."""
    sheet.reset_dimensions()  # what a file says of its size is not to be relied on
    rows, seen = sheet.iter_rows(values_only=True), 0
    for number in count(1):
        try:
            cells = next(rows, None)
        except Exception as error:  # what is wrong with a damaged sheet shows as any error
            reason = clean_line(f"{type(error).__name__}: {error}")[:200]
            yield Problem(source.model_copy(update={"row": number}), f"the sheet can't be read from here on ({reason})")
            return
        if cells is None:
            return
        seen += len(cells)
        if number > _MOST_ROWS or seen > _MOST_CELLS:
            allowed = f"at most {_MOST_ROWS} rows and {_MOST_CELLS} cells"
            yield Problem(
                source.model_copy(update={"row": number}), f"the rest of the sheet is left out; allowed: {allowed}"
            )
            return
        yield number, cells


def _without_value(sheet: Any, source: Source) -> Iterator[Problem]:
    """Tell the formulas with which no value is stored: they read as empty cells."""
    events = importlib.import_module("openpyxl.xml.functions").iterparse
    found: list[str] = []
    with contextlib.suppress(Exception):  # what is damaged shows when the cells are read
        with sheet._get_source() as stream:
            formulas, end = False, b""
            while not formulas and (part := stream.read(_HEAD)):
                formulas, end = bool(_FORMULA.search(end + part)), part[-2:]
        with sheet._get_source() as stream:
            for _, element in events(stream) if formulas else ():
                if element.tag.endswith("}c") and element.find("{*}f") is not None and not element.findtext("{*}v"):
                    found.append(str(element.get("r")))
                if element.tag.endswith("}row"):
                    element.clear()
    if found:
        more = f" and {len(found) - _NAMED} more" if len(found) > _NAMED else ""
        message = f"the formulas in {', '.join(found[:_NAMED])}{more} have no stored value and count as empty"
        yield Problem(source, f"{message}; open the file in a spreadsheet program and save it")


def _check_packing(path: Path) -> None:
    """Refuse an archive that holds far more than its size lets expect."""
    with zipfile.ZipFile(path) as archive:
        members = archive.infolist()
    size = sum(member.file_size for member in members)
    worst = max((m.file_size / max(1, m.compress_size) for m in members if m.file_size > _SMALL), default=0)
    if size > _MOST_UNPACKED or worst > _MOST_RATIO:
        allowed = f"at most {_MOST_UNPACKED >> 20} MiB, and {_MOST_RATIO} times the packed size"
        raise ArtefactError(
            f"{path}: unpacks to {size >> 20} MiB, up to {worst:.0f} times its size; allowed: {allowed}."
        )


def _records(path: Path, encoding: str, delimiter: str, marked: bool) -> Iterator[Numbered]:
    """Yield the rows of a CSV file, also empty ones; a row that can't be told apart is a problem."""
    csv.field_size_limit(max(csv.field_size_limit(), _LONGEST_CELL))
    try:
        with path.open(encoding=encoding, errors="surrogateescape", newline="") as stream:
            if marked:
                stream.readline()
            reader = csv.reader(stream, delimiter=delimiter, skipinitialspace=True, strict=True)
            for number in count(1):
                line = reader.line_num
                try:
                    cells = next(reader)
                    wrong = next((found for cell in cells if (found := _ESCAPED.search(cell))), None)
                    if wrong is None:
                        yield number, cells
                        continue
                    message = f"found the byte {ord(wrong[0]) - 0xDC00:#04x}, which is no {encoding.removesuffix('-sig').upper()} text"
                    yield Problem(
                        Source(file=path.name, row=number), f"{message}; the row is left out; save the file as UTF-8"
                    )
                except csv.Error as error:
                    lost = f"; lines {line + 1} to {reader.line_num} are left out" if reader.line_num > line + 1 else ""
                    message = f"found quotes that can't be read ({error}){lost}; allowed: quotes around a whole cell"
                    yield Problem(Source(file=path.name, row=number), message)
                except StopIteration:
                    return
    except UnicodeError as error:
        decode(path.read_bytes())  # says which byte it is
        raise ArtefactError(f"not text ({error}). Save the file as UTF-8 and run the command again.") from error
    except OSError as error:
        raise ArtefactError(f"{path}: can't be read ({error.strerror or error}).") from error


def _encoding(head: bytes) -> str:
    """Return how text is encoded, as `decode` finds it, for files that are not decoded at once."""
    if head.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        return "utf-32"
    if head.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    zeros = [at for at, byte in enumerate(head[:4]) if byte == 0]
    return "utf-16-le" if zeros == [1, 3] else "utf-16-be" if zeros == [0, 2] else "utf-8-sig"


def _delimiter(head: str, *, cut: bool) -> tuple[str, bool]:
    """Return what stands between cells, and whether the first line says so (``sep=;``).

    It is the one by which most rows have as many cells as the first one, of several the one with the most cells.
    """
    first = head.partition("\n")[0].strip()
    if first[:4].lower() == "sep=" and first[4:] in _DELIMITERS:
        return first[4:], True
    ranks = []
    for delimiter in _DELIMITERS:
        try:
            rows = [row for row in csv.reader(io.StringIO(head, newline=""), delimiter=delimiter) if row]
        except csv.Error:
            continue
        widths = [len(row) for row in (rows[:-1] if cut and len(rows) > 1 else rows)]
        if widths and widths[0] > 1:
            ranks.append((sum(width == widths[0] for width in widths) / len(widths), widths[0], delimiter))
    return max(ranks, default=(0, 0, ","))[2], False
