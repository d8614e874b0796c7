"""A file is looked at first; then what is good of it is added, once."""

import io
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from lms.db import db
from lms.question_sets import actions
from lms.question_sets.models import KeptQuestion, QuestionFile, QuestionSet, SetQuestion
from tests.people import People
from tests.question_sets.factories import OTHER, SIX, TWO, a_file, a_set
from tests.question_sets.test_sets import home, names
from tests.visitor import Visitor

BROKEN = """::Good:: One?{=a#so ~b#not so}

::Essay:: What do you think?{}

::Open:: Which? {=a ~b

::Twice:: Which? {=a ~b ~b}

Two?{=c ~d}
"""
XML = """<?xml version="1.0" encoding="UTF-8"?>
<quiz><question type="shortanswer"><name><text>Word</text></name>
<questiontext format="html"><text>
<![CDATA[<p>One <b>word</b>?</p><script>alert(1)</script>]]></text></questiontext>
<answer fraction="100"><text>trust</text></answer></question></quiz>"""


def questions() -> int:
    return len(db.session.scalars(select(SetQuestion)).all())


def send(visitor: Visitor, row: QuestionSet, raw: bytes, name: str = "mine.gift") -> TestResponse:
    return visitor.post(f"{home(row)}/files", {"file": (io.BytesIO(raw), name), "text": ""})


def paste(visitor: Visitor, row: QuestionSet, text: str) -> str:
    """Where the pasted text is looked at."""
    address = visitor.post(f"{home(row)}/files", {"text": text}).location
    visitor.get(address)
    return str(address)


@pytest.fixture
def row(people: People) -> QuestionSet:
    return a_set(people.edition, source="", opened=None)


@pytest.fixture
def trainer(visitor: Visitor, people: People) -> Visitor:
    return visitor.signed_in(people.trainer)


def test_the_page_says_what_would_be_added_and_what_not(trainer: Visitor, row: QuestionSet) -> None:
    paste(trainer, row, BROKEN)

    text = trainer.text()
    for sentence in (
        "Nothing of it has been added yet.",
        "2 questions can be added",
        "3 questions are refused",
        "1 question gives no reason for each answer",
        "Line 3: ::Essay:: What do you think?{} It asks for an open text (essay).",
        "Line 5: ::Open:: Which? {=a ~b The answers begin with { but do not end",
        "Line 7: ::Twice:: Which? {=a ~b ~b} Two of its answers are the same: “b”.",
        "Line 1 · Good",
        "Line 9",
        "without a reason",
        "Question 2 of 2",
        "Right a so",
    ):
        assert sentence in text, sentence
    assert [button.to_text().strip() for button in trainer.all("main button")] == [
        "Add 2 questions"
    ] * 2
    assert (questions(), db.session.scalars(select(KeptQuestion)).all()) == (0, [])


def test_what_is_good_of_it_is_added_once(trainer: Visitor, row: QuestionSet) -> None:
    address = paste(trainer, row, BROKEN)

    assert trainer.post(f"{address}/questions").location == home(row)
    trainer.get(home(row))
    assert "2 questions are added." in trainer.text()
    trainer.post(f"{address}/questions")
    trainer.get(home(row))

    assert "Nothing was added: every question of this file is in the quiz" in trainer.text()
    assert questions() == 2


def test_the_same_file_again_adds_nothing_and_says_so(trainer: Visitor, row: QuestionSet) -> None:
    trainer.post(f"{paste(trainer, row, TWO)}/questions")

    paste(trainer, row, f"// another comment\n{TWO}")

    assert "There is nothing in it to add." in trainer.text()
    assert "2 questions are in the quiz already and are not added again" in trainer.text()
    assert [link.to_text().strip() for link in trainer.all("main .actions a")] == [
        "Change the text",
        "Back to the quiz",
    ]


def test_only_what_is_new_of_a_file_is_added(trainer: Visitor, row: QuestionSet) -> None:
    trainer.post(f"{paste(trainer, row, TWO)}/questions")

    trainer.post(f"{paste(trainer, row, f'{TWO}{chr(10)}{chr(10)}{OTHER}')}/questions")

    trainer.get(home(row))
    assert "1 question is added." in trainer.text()
    assert questions() == 3


def test_a_file_is_read_with_its_name_and_its_encoding(trainer: Visitor, row: QuestionSet) -> None:
    address = send(trainer, row, "¿Año?{=sí ~no}".encode("windows-1252")).location

    trainer.get(address)

    text = trainer.text()
    assert "mine.gift · GIFT" in text
    assert "The file was read as Windows-1252, because it is not UTF-8." in text
    assert "¿Año?" in text
    again = send(trainer, row, "¿Año?{=sí ~no}".encode("utf-8-sig"), "utf.txt").location
    trainer.get(again)
    assert "Windows-1252" not in trainer.text()


def test_moodle_xml_is_cleaned_and_shown(trainer: Visitor, row: QuestionSet) -> None:
    address = send(trainer, row, XML.encode(), "quiz.xml").location

    response = trainer.get(address)

    assert "quiz.xml · Moodle XML" in trainer.text()
    assert "One <strong>word</strong>?" in response.text
    assert "alert" not in response.text


def test_markup_in_questions_is_shown_as_text(trainer: Visitor, row: QuestionSet) -> None:
    hostile = '::<script>1</script>:: [plain]<script>2</script>?{=<b>a</b>#<i> ~"><img>}'

    response = trainer.get(paste(trainer, row, hostile))
    trainer.post(f"{response.request.path}/questions")

    for what in ("", "/questions", "/quiz"):
        page = trainer.get(f"{home(row)}{what}").text
        for tag in ("<script>1", "<script>2", "<b>a", "<img>", "<i>"):
            assert tag not in response.text + page


@pytest.mark.parametrize(
    ("raw", "sentence"),
    [
        (b"\x00\x01\x02", "This is not a text file."),
        (b"", "There is nothing in it."),
        (b"<quiz>", "It breaks off in line 1."),
        (b"<!DOCTYPE quiz><quiz/>", "Line 1 declares a document type."),
        (b"<html/>", "This XML is not a question file of Moodle"),
        (b"x" * (256 * 1024 + 1), "The file is larger than 256 KB. Split it."),
        (b"\n\n".join(b"Q%d?{T}" % n for n in range(201)), "Send at most 200 questions at once."),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_with_a_sentence(
    trainer: Visitor, row: QuestionSet, raw: bytes, sentence: str
) -> None:
    data = {"file": (io.BytesIO(raw), "mine.txt"), "text": "Kept?{T}"}

    trainer.post(f"{home(row)}/files", data, status=422)

    assert sentence.lower() in trainer.text().lower()
    assert trainer.all("#text")[0].to_text().strip() == "Kept?{T}"
    assert db.session.scalars(select(QuestionFile)).all() == []


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Choose a file, or paste the questions here."),
        ("<quiz>", "It breaks off in line 1."),
        ("a" * (256 * 1024 + 1), "Shorten this to 262144 characters."),
    ],
)
def test_a_text_that_cannot_be_read_is_given_back(
    trainer: Visitor, row: QuestionSet, text: str, sentence: str
) -> None:
    response = trainer.client.post(
        f"{home(row)}/files", data={"text": text, "csrf_token": trainer.token()}
    )

    assert response.status_code == 422
    assert sentence.lower() in response.text.lower()


def test_a_file_of_refusals_can_be_mended(trainer: Visitor, row: QuestionSet) -> None:
    address = paste(trainer, row, "Which? {=a ~b")
    assert "There is nothing in it to add." in trainer.text()
    change = trainer.all("main .actions a")[0].attrs["href"]

    trainer.get(change)

    assert trainer.all("#text")[0].to_text().strip() == "Which? {=a ~b"
    trainer.post(f"{address}/questions")
    assert questions() == 0


def test_a_full_quiz_says_that_there_is_no_room(trainer: Visitor, row: QuestionSet) -> None:
    many = "\n\n".join(f"Question {number}?{{=a ~b}}" for number in range(42))

    address = paste(trainer, row, many)
    assert "2 questions find no room: a quiz holds 40." in trainer.text()
    trainer.post(f"{address}/questions")
    trainer.get(home(row))

    assert "40 questions are added." in trainer.text()
    assert "Add questions" not in trainer.text()


def test_long_files_are_shown_page_by_page(trainer: Visitor, row: QuestionSet) -> None:
    many = "\n\n".join(f"Question {number}?{{=a ~b}}" for number in range(25))
    address = paste(trainer, row, many)
    assert [len(trainer.all("fieldset.preview")), trainer.statements] == [10, 5]

    trainer.get(trainer.all("a[rel=next]")[0].attrs["href"])
    assert "Question 11 of 25" in trainer.text()
    trainer.get(f"{address}?from=20")

    assert [len(trainer.all("fieldset.preview")), trainer.statements] == [5, 5]


def test_what_was_changed_on_the_way_is_said(trainer: Visitor, row: QuestionSet) -> None:
    paste(trainer, row, "Where? {=here ~%50%nearly ~nowhere}")

    assert "Answers that were worth a part count as wrong here." in trainer.text()


def test_true_and_false_are_in_the_language_of_the_class(
    trainer: Visitor, row: QuestionSet, people: People
) -> None:
    people.edition.language = "es"
    db.session.commit()

    paste(trainer, row, "Sale el sol.{T}")

    assert "Verdadero" in trainer.text()


def test_a_text_is_put_aside_for_a_day(people: People, row: QuestionSet) -> None:
    kept = a_file(row, TWO)
    old = a_file(row, OTHER)
    old.created_at = datetime.now(UTC) - timedelta(hours=25)
    db.session.flush()

    actions.forget_files(before=datetime.now(UTC) - timedelta(hours=24))

    assert db.session.scalars(select(QuestionFile.id)).all() == [kept.id]
    assert a_file(row, TWO).id == kept.id


def test_a_file_is_found_in_its_own_quiz_only(
    trainer: Visitor, people: People, row: QuestionSet
) -> None:
    file = a_file(a_set(people.edition, title="Another", source=""))

    trainer.get(f"{home(row)}/files/{file.id}", status=404)
    trainer.get(f"{home(row)}/files/new?from={file.id}", status=404)
    trainer.post(f"{home(row)}/files/{file.id}/questions", status=404)


def test_without_the_forms_token_nothing_is_put_aside(trainer: Visitor, row: QuestionSet) -> None:
    trainer.post(f"{home(row)}/files", {"text": TWO}, token=None, status=400)

    assert db.session.scalars(select(QuestionFile)).all() == []


@pytest.mark.parametrize("form", ["gift", "xml"])
def test_what_is_taken_along_comes_back_as_it_went(
    trainer: Visitor, people: People, form: str
) -> None:
    row = a_set(people.edition, source=f"$CATEGORY: $course$/Visits\n{SIX}")
    first = trainer.get(f"{home(row)}.{form}")
    other = a_set(people.edition, title="Copy", source="", opened=None)

    address = send(trainer, other, first.data, f"a.{form}").location
    trainer.post(f"{address}/questions")

    assert trainer.get(f"{home(other)}.{form}").data == first.data
    assert names(other) == ["one", "many", "order", "match", "number", "short"]
    paste(trainer, row, first.text)
    assert "6 questions are in the quiz already" in trainer.text()


@pytest.mark.parametrize(
    ("form", "mimetype", "name"),
    [("gift", "text/plain", "gift.txt"), ("xml", "application/xml", "xml")],
)
def test_it_is_a_file_to_be_kept(
    trainer: Visitor, people: People, form: str, mimetype: str, name: str
) -> None:
    row = a_set(people.edition)

    response = trainer.get(f"{home(row)}.{form}")

    assert response.mimetype == mimetype
    assert response.headers["Content-Type"].endswith("charset=utf-8")
    assert response.headers["Content-Disposition"] == (
        f'attachment; filename="edition-{row.edition_id}-quiz-{row.id}.{name}"'
    )
    trainer.get(f"{home(row)}.doc", status=404)
