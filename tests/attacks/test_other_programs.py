"""What goes to calendars, mail programs, spreadsheets and disks: they have other weak spots."""

import csv
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes, policy
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest
from flask import Flask
from icalendar import Calendar
from sqlalchemy import select
from werkzeug.http import parse_options_header

from lms import ical, mail, spreadsheets
from lms.db import db
from lms.documents import Document, given_out
from lms.feeds.atom import feed
from lms.files.actions import shown_name
from lms.files.kinds import TAKEN
from lms.forum.models import Topic
from lms.ical import a_calendar, an_event, say
from lms.letters import in_one_line, printed
from lms.spaces.models import Kind
from lms.spreadsheets import Sheet
from tests.attacks.table import ATTACKS, OUTSIDE_PAGES
from tests.forum.factories import a_space
from tests.people import People
from tests.visitor import Visitor

TEXTS = [*OUTSIDE_PAGES, *ATTACKS[::20]]
NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]")
WORDS = "Sept cents\u00a0m\u202fde fil, \u0915\u094d\u200d\u0937"
"""Blanks that hold words together, and a joiner that a letter of Hindi is written with."""


def a_file(text: str) -> bytes:
    made = a_calendar("Calendar", text)
    event = an_event("session-1", text, NOW)
    say(event, "location", text)
    say(event, "description", f"{text}\nhttps://weft.example")
    made.add_component(event)
    written: bytes = made.to_ical()
    return written


def amiss_in_calendar(written: bytes) -> list[str]:
    """Longer lines than programs take, signs they refuse, and more things than one event."""
    lines = written.decode().split("\r\n")
    found = [line for line in lines if len(line.encode()) > 75 or CONTROL.search(line)]
    whole = "\r\n".join(lines).replace("\r\n ", "").split("\r\n")
    names = [re.split("[:;]", line)[0] for line in whole if line]
    return found + [name for name in set(names) if names.count(name) > KNOWN.get(name, 0)]


KNOWN = dict.fromkeys(
    ("VERSION", "PRODID", "METHOD", "X-WR-CALNAME", "UID", "DTSTAMP", "SUMMARY", "LOCATION"), 1
) | {"BEGIN": 2, "END": 2, "DESCRIPTION": 1}


@pytest.mark.parametrize("text", TEXTS)
def test_a_calendar_holds_its_lines_and_no_others(app: Flask, text: str) -> None:
    written = a_file(text)

    assert amiss_in_calendar(written) == []
    [event] = Calendar.from_ical(written).walk("VEVENT")
    assert event["SUMMARY"] == printed(text)


def test_without_the_washing_programs_would_stumble(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ical, "printed", lambda text: text)

    assert len([text for text in OUTSIDE_PAGES if amiss_in_calendar(a_file(text))]) == 2


def test_a_calendar_keeps_the_signs_that_words_need(app: Flask) -> None:
    [event] = Calendar.from_ical(a_file(WORDS)).walk("VEVENT")

    assert event["SUMMARY"] == event["LOCATION"] == WORDS


@pytest.fixture
def sent(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """What a mail program reads of a letter."""
    here = replace(app.extensions["settings"], data_dir=tmp_path)
    monkeypatch.setitem(app.extensions, "settings", here)

    def deliver(subject: str, body: str) -> Any:
        mail.deliver({"to": "ana@example.org", "subject": subject, "body": body})
        [path] = (tmp_path / "outbox").iterdir()
        return message_from_bytes(path.read_bytes(), policy=policy.default)

    return deliver


@pytest.mark.parametrize("text", TEXTS)
def test_a_letter_has_its_headers_and_no_others(sent: Callable[..., Any], text: str) -> None:
    message = sent(text, text)

    assert set(message.keys()) == {
        *("From", "To", "Subject", "Date", "Message-ID", "MIME-Version"),
        *("Content-Type", "Content-Transfer-Encoding"),
    }
    assert message["To"] == "ana@example.org"
    assert message["Subject"].strip() == in_one_line(text)
    assert message.get_content().strip() == printed(text).strip()


def test_unwashed_a_subject_would_stop_its_letter(
    sent: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    """So nobody was told of a topic whose title a program had cut by a sign for a new line."""
    monkeypatch.setattr(mail, "in_one_line", lambda text: text)

    with pytest.raises(ValueError, match="linefeed"):
        sent("Fees\u2028paid", "Half of it.")


def test_a_title_is_one_line_however_it_was_sent(visitor: Visitor, people: People) -> None:
    a_space(Kind.PUBLIC, name="All", at=NOW)
    visitor.signed_in(people.trainee).get("/forum/all/new?kind=question")
    form = {
        field.attrs["name"]: field.attrs["value"]
        for field in visitor.all("main form input[type=hidden][name]")
    }
    said = {"title": "Fees\r\nBcc:\u2028all\x07", "body": "One\r\n\x0btwo", "language": "en"}
    visitor.post("/forum/all/topics", form | said | {"kind": "question"})

    assert db.session.scalars(select(Topic.title)).all() == ["Fees Bcc: all"]


@pytest.mark.parametrize("text", TEXTS)
def test_a_cell_is_text_in_every_table(app: Flask, text: str) -> None:
    with app.test_request_context():
        table = spreadsheets.csv_file("List", ["Name", "Mark"], [[text, 7]])
        book = spreadsheets.xlsx_file("List", [Sheet("List", ["Name", "Mark"], [[text, 7]])])

    written = b"".join(table.content).decode("utf-8-sig")
    [_head, [name, mark]] = csv.reader(StringIO(written, newline=""))
    assert (name in {text, f"'{text}"}, mark) == (True, "7")
    assert not name.startswith(("=", "+", "-", "@", "\t", "\r"))
    with ZipFile(BytesIO(b"".join(book.content))) as file:
        pages = [ET.fromstring(file.read(name)) for name in file.namelist() if ".xml" in name]  # noqa: S314
    assert not [
        node for page in pages for node in page.iter() if node.tag.endswith(("}f", "}hyperlink"))
    ]


@pytest.mark.parametrize("text", TEXTS)
def test_a_name_of_a_file_is_a_name_and_nothing_more(app: Flask, text: str) -> None:
    shown = shown_name(text, TAKEN["application/pdf"])
    with app.test_request_context():
        header = given_out(Document(f"{text}.pdf", "application/pdf", [])).headers[
            "Content-Disposition"
        ]

    kind, said = parse_options_header(header)
    assert (kind, set(said)) == ("attachment", {"filename"})
    for name in (shown, said["filename"]):
        assert name.endswith(".pdf")
        assert not re.search("[/\\\\\x00-\x1f\u202a-\u202e]", name), name


@pytest.mark.parametrize("text", TEXTS)
def test_a_feed_can_be_read_whatever_its_space_is_called(text: str) -> None:
    root = ET.fromstring(feed(text, "/feeds/x.atom", [], site="https://weft.example", page="/"))  # noqa: S314

    assert [node.tag.partition("}")[2] for node in root] == [
        "id",
        "title",
        "link",
        "link",
        "updated",
    ]
