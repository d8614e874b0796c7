"""The gradebook as a file: what stands on the page, in the way of the reader's spreadsheet."""

import pytest
from flask import Flask

from lms.db import db
from lms.editions.models import Enrolment, Role
from tests.class_sessions.factories import a_class
from tests.gradebook.factories import mark
from tests.people import People, enrol, enrolment_of
from tests.test_spreadsheets import SHEET, sheet_xml
from tests.visitor import Visitor


@pytest.fixture
def trainee(people: People) -> Enrolment:
    return enrolment_of(people.trainee, people.edition)


def book(enrolment: Enrolment, ending: str) -> str:
    return f"/editions/{enrolment.edition_id}/gradebook.{ending}"


@pytest.mark.parametrize("count", [1, 3, 120])
def test_everybody_stands_in_it_for_few_statements(
    visitor: Visitor, people: People, count: int
) -> None:
    class_ = a_class(people.edition, count)
    response = visitor.signed_in(people.coordinator).get(book(class_[0], "csv"))
    assert len(response.text.splitlines()) == count + 1
    assert visitor.statements == 7


def test_a_spanish_reader_gets_commas_and_semicolons(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    people.trainee.name = "=Ana; Example"
    people.trainer.language = "es"
    mark(trainee, 87, by=people.assessor)
    response = visitor.signed_in(people.trainer).get(book(trainee, "csv"))
    head, line = response.text.removeprefix("\ufeff").splitlines()
    assert head.startswith("Participante;")
    assert line.startswith('"\'=Ana; Example";ana@people.example;87;8,7;')
    assert ";Defensa;" in line


def test_french_titles_keep_their_colon_and_the_page_speaks_of_marks_not_of_attendance(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    people.trainee.language = people.trainer.language = "fr"
    mark(trainee, 87, by=people.assessor)
    response = visitor.signed_in(people.trainer).get(book(trainee, "csv"))
    assert ";Quiz\xa0: Journée 1 · Isolation, not size;" in response.text
    visitor.get(f"/editions/{trainee.edition_id}/gradebook/{trainee.id}")
    assert "Partie Note État" in visitor.text()
    visitor.signed_in(people.trainee).get(f"/editions/{trainee.edition_id}/gradebook/{trainee.id}")
    assert "Mes notes" in visitor.text()
    assert "Mes mentions" not in visitor.text()


def test_xlsx_has_the_same_numbers(visitor: Visitor, people: People, trainee: Enrolment) -> None:
    mark(trainee, 87, by=people.assessor)
    response = visitor.signed_in(people.trainer).get(book(trainee, "xlsx"))
    page = sheet_xml(response.get_data())
    cells = {cell.get("r"): cell.findtext(f"{SHEET}v") for cell in page.iter(f"{SHEET}c")}
    assert (cells["C2"], cells["D2"]) == ("87.0", "8.7")
    about = sheet_xml(response.get_data(), 2)
    assert [
        cell.findtext(f"{SHEET}v") for cell in about.iter(f"{SHEET}c") if cell.get("r") == "B5"
    ] == ["50"]


def test_who_learns_here_too_takes_no_draft_of_their_own_along(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    enrol(people.trainee, people.edition, Role.TRAINER)
    mark(trainee, 87, by=people.assessor)
    own = Visitor(app).signed_in(people.trainee).get(book(trainee, "csv"))
    assert "87" not in own.text
    others = Visitor(app).signed_in(people.trainer).get(book(trainee, "csv"))
    assert ",87," in others.text
    db.session.expire_all()
