"""Files beside the text of a case paper: who gets them, and until when they can be taken off."""

from io import BytesIO
from typing import Any

from flask import Flask
from sqlalchemy import select

from lms.case_studies.models import CasePaperFile
from lms.db import db
from tests.case_studies.papers import CHANGE
from tests.case_studies.test_groups_of_authors import a_group, paper_page
from tests.files.factories import PDF
from tests.people import People
from tests.visitor import Visitor


def with_a_file(people: People, visitor: Visitor, act: str, version: str = "0") -> Any:
    file = (BytesIO(PDF), "our map.pdf")
    fields = {"would_change": CHANGE, "version": version, "file": file}
    return visitor.signed_in(people.trainee).post(f"{paper_page(people)}/{act}", fields)


def test_a_file_beside_the_text_reaches_the_grader_when_it_is_handed_in(
    visitor: Visitor, people: People, app: Flask
) -> None:
    paper = a_group(people)
    with_a_file(people, visitor, "draft")
    row = db.session.scalars(select(CasePaperFile)).one()
    path = f"/editions/{people.edition.id}/case-papers/{paper.id}/files/{row.file_id}"
    trainer = Visitor(app).signed_in(people.trainer)
    trainer.get(path, status=404)
    Visitor(app).signed_in(people.classmate).get(path)

    visitor.post(f"{paper_page(people)}/submission", {"would_change": CHANGE, "version": "1"})

    trainer.get(path)
    trainer.get(f"/editions/{people.edition.id}/case-papers/{paper.id}")
    assert "our map.pdf" in trainer.text()
    for stranger in (people.outsider, people.coordinator, people.supervisor):
        Visitor(app).signed_in(stranger).get(path, status=404)


def test_a_file_of_a_wrong_kind_leaves_the_text_in_the_form(
    visitor: Visitor, people: People
) -> None:
    a_group(people)
    fields = {"would_change": CHANGE, "version": "0", "file": (BytesIO(b"<svg/>"), "a.svg")}
    visitor.signed_in(people.trainee).post(f"{paper_page(people)}/draft", fields, status=422)
    assert "This kind of file is not taken." in visitor.text()
    assert CHANGE in visitor.all("textarea")[0].to_text()


def test_a_file_can_be_taken_off_until_the_paper_is_handed_in(
    visitor: Visitor, people: People
) -> None:
    a_group(people)
    with_a_file(people, visitor, "draft")
    file_id = db.session.scalars(select(CasePaperFile.file_id)).one()
    visitor.post(f"{paper_page(people)}/files/{file_id}/removal")
    visitor.get(paper_page(people))
    assert "our map.pdf" not in visitor.text()

    with_a_file(people, visitor, "submission", "1")
    visitor.post(f"{paper_page(people)}/files/{file_id}/removal", status=409)
