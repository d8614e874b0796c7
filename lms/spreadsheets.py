"""Tables that open right in the reader's spreadsheet, as CSV and as XLSX.

A spreadsheet that speaks Spanish or French writes 7,5 and reads columns between semicolons; an
English one writes 7.5 between commas. Text that a spreadsheet would take for a formula stays text.
"""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO, StringIO
from textwrap import wrap
from typing import Any, NamedTuple

from babel.numbers import get_decimal_symbol

from lms.documents import Document
from lms.i18n import language

Cell = str | int | Decimal | date | None
"""A moment is written in UTC, as spreadsheets know no zones."""

BEGINS_A_FORMULA = ("=", "+", "-", "@", "\t", "\r")
CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDEST = 60
LINE = 15
"""Points: the height of a line of 11 points."""
A4 = 9


class Sheet(NamedTuple):
    """One table; its first `fixed` columns stay in sight like its first row."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]
    fixed: int = 1


def csv_file(name: str, head: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Document:
    """Written line by line, with the mark by which Excel knows UTF-8."""
    lines = (line.encode() for line in _lines(head, rows, language()))
    return Document(f"{name}.csv", CSV, lines)


def _lines(head: Sequence[str], rows: Iterable[Sequence[Cell]], reader: str) -> Iterator[str]:
    point = get_decimal_symbol(reader)
    line = StringIO()
    writer = csv.writer(line, delimiter=";" if point == "," else ",")
    yield "\ufeff"
    for row in (head, *rows):
        writer.writerow([_in_csv(cell, point) for cell in row])
        yield line.getvalue()
        line.seek(0)
        line.truncate()


def _in_csv(cell: Cell, point: str) -> str:
    match cell:
        case None:
            return ""
        case Decimal():
            return f"{cell.normalize():f}".replace(".", point)
        case datetime():
            return f"{cell.astimezone(UTC):%Y-%m-%d %H:%M}"
        case str() if cell.startswith(BEGINS_A_FORMULA):
            return f"'{cell}"
    return str(cell)


def xlsx_file(name: str, sheets: Iterable[Sheet]) -> Document:
    """With real numbers and dates, a first row that stays in sight, and columns that fit."""
    from xlsxwriter import Workbook  # slow to import, and seldom needed

    file = BytesIO()
    book = Workbook(file, {"in_memory": True})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "bottom"})
    kinds = {
        Decimal: book.add_format({"num_format": "0.0"}),
        date: book.add_format({"num_format": "yyyy-mm-dd"}),
        datetime: book.add_format({"num_format": "yyyy-mm-dd hh:mm"}),
    }
    for sheet in sheets:
        page = book.add_worksheet(sheet.name[:31])
        page.freeze_panes(1, sheet.fixed)
        page.set_row(0, LINE * _lines_of_head(sheet))
        for number, title in enumerate(sheet.head):
            page.set_column(number, number, _width(sheet, number))
            page.write_string(0, number, title, bold)
        _for_paper(page, sheet)
        for place, row in enumerate(sheet.rows, 1):
            for number, cell in enumerate(row):
                _write(page, place, number, cell, kinds)
    book.close()
    return Document(f"{name}.xlsx", XLSX, [file.getvalue()])


def _width(sheet: Sheet, number: int) -> int:
    """In characters: its longest cell, or the longest word of its title."""
    cells = [len(str(row[number] or "")) for row in sheet.rows]
    words = [len(word) for word in sheet.head[number].split()]
    return min(WIDEST, max([*cells, *words, 10]) + 2)


def _lines_of_head(sheet: Sheet) -> int:
    """So that no program cuts a long title: not each finds the height of a row by itself."""
    wrapped = (wrap(title, _width(sheet, n) - 2) for n, title in enumerate(sheet.head))
    return max(map(len, wrapped))


def _for_paper(page: Any, sheet: Sheet) -> None:
    """A4 across; each sheet says whose line it is, and what stands in the column."""
    page.set_landscape()
    page.set_paper(A4)
    page.repeat_rows(0)
    page.repeat_columns(0, sheet.fixed - 1)


def _write(page: Any, place: int, number: int, cell: Cell, kinds: Mapping[type, Any]) -> None:
    match cell:
        case None:
            page.write_blank(place, number, None)
        case str():
            page.write_string(place, number, cell)
        case datetime():
            moment = cell.astimezone(UTC).replace(tzinfo=None)
            page.write_datetime(place, number, moment, kinds[datetime])
        case date():
            page.write_datetime(place, number, cell, kinds[date])
        case _:
            page.write_number(place, number, cell, kinds.get(type(cell)))
