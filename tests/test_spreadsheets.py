"""Files that open right in Spanish, French and English spreadsheets, and run nothing there."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from io import BytesIO
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from flask import Flask
from flask_babel import force_locale

from lms import spreadsheets
from lms.documents import given_out
from lms.spreadsheets import Cell, Sheet

HEAD = ["Name", "Mark", "On"]
ROW: list[Cell] = ['Ñandú; "the" bird', Decimal("66.30"), date(2026, 3, 31)]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def written(app: Flask, reader: str, *rows: list[Cell]) -> str:
    with app.test_request_context(), force_locale(reader):
        response = given_out(spreadsheets.csv_file("Gradebook", HEAD, rows))
        return response.get_data().decode()


@pytest.mark.parametrize(
    ("reader", "line"),
    [
        ("en", '"Ñandú; ""the"" bird",66.3,2026-03-31'),
        ("es", '"Ñandú; ""the"" bird";66,3;2026-03-31'),
        ("fr", '"Ñandú; ""the"" bird";66,3;2026-03-31'),
    ],
)
def test_separator_and_decimals_follow_the_readers_language(
    app: Flask, reader: str, line: str
) -> None:
    text = written(app, reader, ROW)
    assert text.startswith("\ufeffName")
    assert text.split("\r\n")[1:] == [line, ""]


@pytest.mark.parametrize(
    "evil", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("https://x")', " =1"]
)
def test_a_text_that_looks_like_a_formula_stays_text(app: Flask, evil: str) -> None:
    text = written(app, "en", [evil, Decimal(-1), None])
    cell = text.split("\r\n", 1)[1].removesuffix("\r\n")
    assert cell.lstrip('"').startswith("'") or evil.startswith(" ")
    assert cell.endswith(",-1,")
    assert not re.match(r'"?[=+\-@\t\r]', cell)


def sheet_xml(data: bytes, number: int = 1) -> ET.Element:
    with ZipFile(BytesIO(data)) as file:
        return ET.fromstring(file.read(f"xl/worksheets/sheet{number}.xml"))  # noqa: S314


def test_xlsx_holds_numbers_dates_a_frozen_head_and_no_formula(app: Flask) -> None:
    moment = datetime(2026, 3, 31, 12, 0, tzinfo=UTC)
    rows: list[list[Cell]] = [ROW, ["=1+1", 7, moment], ["https://weft.example", None, None]]
    with app.test_request_context():
        response = given_out(spreadsheets.xlsx_file("Gradebook", [Sheet("Marks", HEAD, rows)]))
    page = sheet_xml(response.get_data())
    [pane] = page.iter(f"{SHEET}pane")
    assert (pane.get("state"), pane.get("topLeftCell")) == ("frozen", "B2")
    cells = {cell.get("r"): cell for cell in page.iter(f"{SHEET}c")}
    value = {name: (cell.findtext(f"{SHEET}v"), cell.get("t")) for name, cell in cells.items()}
    assert value["B2"] == ("66.30", None)
    assert value["C2"] == ("46112", None)
    assert value["B3"] == ("7", None)
    assert value["C3"] == ("46112.5", None)
    assert value["A3"][1] == value["A4"][1] == "s"
    assert not list(page.iter(f"{SHEET}f"))
    assert not list(page.iter(f"{SHEET}hyperlink"))
    assert [float(column.get("width", 0)) > 7 for column in page.iter(f"{SHEET}col")] == [True] * 3


def test_names_of_files_carry_no_signs(app: Flask) -> None:
    with app.test_request_context():
        response = given_out(spreadsheets.csv_file('Año "1"/../x\r\n', HEAD, []))
    assert response.headers["Content-Disposition"] == "attachment; filename=Ano_1_.._x.csv"


def test_the_whole_of_a_long_title_is_seen_and_paper_repeats_it(app: Flask) -> None:
    titles = ["Trainee", "Quizzes: Day 4 · Diagnosis II: skills, institutions, history"]
    with app.test_request_context():
        response = given_out(
            spreadsheets.xlsx_file("Gradebook", [Sheet("Marks", titles, [["Ana", 7]])])
        )
    page = sheet_xml(response.get_data())
    head = next(page.iter(f"{SHEET}row"))
    assert float(head.get("ht", 0)) == 15 * 5
    [setup] = page.iter(f"{SHEET}pageSetup")
    assert (setup.get("orientation"), setup.get("paperSize")) == ("landscape", "9")
    with ZipFile(BytesIO(response.get_data())) as file:
        assert b"Marks!$A:$A,Marks!$1:$1" in file.read("xl/workbook.xml")
