from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import delete, func, select

from lms import pdf
from lms.certificates import drawing, serials
from lms.certificates.models import Certificate
from lms.db import db
from lms.editions.models import Enrolment, Role
from lms.quizzes.models import QuizAttempt
from tests.people import People, a_person, enrol
from tests.visitor import Visitor

CANARIES = ("ana@people.example", "president: 60 members", "Kesarpur", "Competent", "first intake")


@pytest.fixture
def award(people: People, graduate: Enrolment) -> str:
    return f"/editions/{people.edition.id}/people/{graduate.id}/certificate"


def test_who_runs_the_edition_issues_it(
    visitor: Visitor, people: People, graduate: Enrolment, award: str
) -> None:
    visitor.signed_in(people.coordinator).get(award)
    assert "Every requirement is met." in visitor.text()

    assert visitor.post(award).location == award
    visitor.post(award)

    made = db.session.scalars(select(Certificate)).one()
    assert (made.enrolment_id, made.issued_by) == (graduate.id, "Carlos Example")
    visitor.get(award)
    assert f"Number {' '.join(serials.grouped(made.serial))}" in visitor.text()
    assert not visitor.all(f"form[action='{award}']")


def test_what_is_missing_is_listed_and_refuses(
    visitor: Visitor, people: People, graduate: Enrolment, award: str
) -> None:
    db.session.execute(delete(QuizAttempt).where(QuizAttempt.day.endswith("/a2")))
    visitor.signed_in(people.coordinator).get(award)
    assert "1 requirement is still missing." in visitor.text()
    assert not visitor.all(f"form[action='{award}']")

    visitor.post(award, status=422)

    assert "Not issued: 1 requirement is still missing." in visitor.text()
    assert "1 of 2 quizzes" in visitor.text()
    assert db.session.scalar(select(func.count(Certificate.id))) == 0


def test_the_trainee_sees_the_list_but_no_button(
    visitor: Visitor, people: People, award: str
) -> None:
    visitor.signed_in(people.trainee).get(award)

    assert "My certificate" in visitor.text()
    assert "3 of 3 lessons" in visitor.text()
    assert not visitor.all(f"form[action='{award}']")


SEES = {
    "trainee": (200, 403),
    "coordinator": (200, 303),
    "administrator": (200, 303),
    "classmate": (404, 404),
    "supervisor": (404, 404),
    "trainer": (404, 404),
    "assessor": (404, 404),
    "other_coordinator": (404, 404),
    "outsider": (404, 404),
    "stranger": (404, 404),
}


@pytest.mark.parametrize(("who", "answers"), SEES.items())
def test_only_who_runs_it_issues_and_only_the_trainee_looks_on(
    visitor: Visitor, people: People, award: str, who: str, answers: tuple[int, int]
) -> None:
    visitor.signed_in(getattr(people, who))

    visitor.get(award, status=answers[0])
    visitor.post(award, status=answers[1])

    issued = 1 if answers[1] == 303 else 0
    assert db.session.scalar(select(func.count(Certificate.id))) == issued


def test_a_visitor_is_asked_to_sign_in(visitor: Visitor, award: str) -> None:
    assert visitor.get(award, status=303).location.startswith("/login")
    visitor.post(award, status=401)


def test_nobody_issues_their_own(visitor: Visitor, people: People, award: str) -> None:
    enrol(people.trainee, people.edition, Role.COORDINATOR)

    visitor.signed_in(people.trainee).post(award, status=403)


def test_another_editions_address_does_not_reach_it(
    visitor: Visitor, people: People, graduate: Enrolment
) -> None:
    address = f"/editions/{people.other_edition.id}/people/{graduate.id}/certificate"

    visitor.signed_in(people.other_coordinator).post(address, status=404)
    visitor.get(address, status=404)


def test_the_public_page_shows_what_is_certified_and_no_more(
    visitor: Visitor, certificate: Certificate
) -> None:
    page = visitor.get(f"/certificates/{certificate.serial}")

    shown = visitor.text()
    for text in ("This certificate is valid", "Ana Example", "Cluster broker", "18 h"):
        assert text in shown
    with visitor.app.test_request_context():
        assert drawing.long_date(certificate.starts_on) in shown
    assert "Carlos Example" in shown
    assert [canary for canary in CANARIES if canary in page.text] == []
    assert ".pdf" not in page.text


def test_a_number_copied_from_paper_leads_to_it(visitor: Visitor, certificate: Certificate) -> None:
    typed = "-".join(serials.grouped(certificate.serial))

    answer = visitor.get(f"/certificates/{typed}", status=303)

    assert answer.location == f"/certificates/{certificate.serial}"


def test_every_unknown_number_gets_the_same_page(
    visitor: Visitor, certificate: Certificate
) -> None:
    close = certificate.serial[:-1] + ("0" if certificate.serial[-1] != "0" else "1")
    texts = []
    for serial in (close, serials.new(), "1", "nothing"):
        visitor.get(f"/certificates/{serials.read(serial)}", status=404)
        texts.append(visitor.text())

    assert len(set(texts)) == 1
    assert "We have issued no certificate with this number" in texts[0]


def test_a_revoked_one_says_so_and_keeps_the_reason_private(
    visitor: Visitor, people: People, certificate: Certificate, award: str
) -> None:
    visitor.signed_in(people.coordinator)
    address = f"/certificates/{certificate.serial}"
    visitor.post(f"{address}/revocation", {"why": " "}, status=422)
    assert "Write why." in visitor.text()

    visitor.post(f"{address}/revocation", {"why": "Somebody else sat the quizzes."})

    public = Visitor(visitor.app)
    page = public.get(address)
    assert "This certificate was revoked" in public.text()
    assert "sat the quizzes" not in page.text
    assert not public.all(".certificate")
    visitor.get(award)
    assert "Carlos Example: Somebody else sat the quizzes." in visitor.text()
    assert visitor.get(f"{address}.pdf", status=303).location == address


MAY = {
    "trainee": (202, 303, 403),
    "coordinator": (202, 303, 303),
    "administrator": (202, 303, 303),
    "classmate": (403, 403, 403),
    "supervisor": (403, 403, 403),
    "other_coordinator": (403, 403, 403),
    "stranger": (403, 403, 403),
}


@pytest.mark.parametrize(("who", "answers"), MAY.items())
def test_the_pdf_is_for_its_owner_and_revoking_for_who_runs_the_edition(
    visitor: Visitor,
    people: People,
    certificate: Certificate,
    who: str,
    answers: tuple[int, int, int],
) -> None:
    address = f"/certificates/{certificate.serial}"
    visitor.signed_in(getattr(people, who))

    visitor.get(f"{address}.pdf", status=answers[0])
    visitor.post(f"{address}/drawing", status=answers[1])
    visitor.post(f"{address}/revocation", {"why": "A test."}, status=answers[2])

    db.session.refresh(certificate)
    assert (certificate.revoked_at is not None) == (answers[2] == 303)


def test_a_visitor_gets_no_pdf(visitor: Visitor, certificate: Certificate) -> None:
    answer = visitor.get(f"/certificates/{certificate.serial}.pdf", status=303)

    assert answer.location.startswith("/login")


def test_until_it_is_drawn_the_page_says_so(
    visitor: Visitor, people: People, certificate: Certificate
) -> None:
    visitor.signed_in(people.trainee).get(f"/certificates/{certificate.serial}.pdf", status=202)

    assert "The PDF is being drawn" in visitor.text()


def test_without_pango_the_page_offers_to_print(
    visitor: Visitor,
    people: People,
    certificate: Certificate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "is_on", lambda: False)
    visitor.signed_in(people.trainee)

    visitor.get(f"/certificates/{certificate.serial}.pdf", status=202)
    assert "PDF is off on this site" in visitor.text()
    visitor.get(f"/certificates/{certificate.serial}")
    assert "PDF is off on this site. Print this page" in visitor.text()


def test_what_was_drawn_is_what_is_sent(
    visitor: Visitor,
    people: People,
    certificate: Certificate,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(drawing, "kept", lambda _row: b"%PDF-1.7 drawn")

    answer = visitor.signed_in(people.trainee).get(f"/certificates/{certificate.serial}.pdf")

    assert (answer.data, answer.mimetype) == (b"%PDF-1.7 drawn", "application/pdf")
    name = f"certificate-{certificate.serial}.pdf"
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}"'


def test_mine_lists_what_i_have_and_what_may_come(
    visitor: Visitor, people: People, certificate: Certificate
) -> None:
    visitor.signed_in(people.trainee).get("/certificates")
    assert f'href="/certificates/{certificate.serial}"' in visitor.get("/certificates").text
    assert "On the way" not in visitor.text()

    other = Visitor(visitor.app).signed_in(people.classmate)
    page = other.get("/certificates")
    assert "No certificate yet" in other.text()
    assert f"/editions/{people.edition.id}/people/" in page.text
    assert certificate.serial not in page.text


def test_a_name_with_markup_is_a_name(
    app: Flask, visitor: Visitor, people: People, graduate: Enrolment, award: str
) -> None:
    people.trainee.name = "<b>Ana</b> <script>alert(1)</script> & Co"
    db.session.commit()
    visitor.signed_in(people.coordinator).post(award)
    made = db.session.scalars(select(Certificate)).one()

    page = visitor.get(f"/certificates/{made.serial}").text
    with app.app_context():
        document = drawing.as_html(made)

    for html in (page, document, visitor.get(award).text):
        assert "<b>Ana" not in html
        assert "<script>" not in html
        assert "&lt;b&gt;Ana&lt;/b&gt;" in html


@pytest.mark.parametrize("others", [0, 3])
def test_statements_do_not_grow(
    visitor: Visitor, people: People, certificate: Certificate, award: str, others: int
) -> None:
    for number in range(others):
        enrol(a_person(f"more{number}"), people.edition, Role.TRAINEE)
        _revoked_copy(certificate)
    visitor.signed_in(people.trainee)
    counted = {}
    for name, path, status in (
        ("public", f"/certificates/{certificate.serial}", 200),
        ("mine", "/certificates", 200),
        ("pdf", f"/certificates/{certificate.serial}.pdf", 202),
        ("award", award, 200),
    ):
        visitor.get(path, status=status)
        counted[name] = visitor.statements

    assert counted == {"public": 4, "mine": 4, "pdf": 4, "award": 4}


def test_the_list_of_what_is_missing_costs_six(
    visitor: Visitor, people: People, award: str
) -> None:
    visitor.signed_in(people.coordinator).get(award)
    assert visitor.statements == 6

    visitor.post(award)
    assert visitor.statements <= 14


def _revoked_copy(certificate: Certificate) -> None:
    fields = {
        column.key: getattr(certificate, column.key)
        for column in Certificate.__table__.columns
        if column.key != "id"
    }
    at = datetime.now(UTC)
    changed = {"serial": serials.new(), "revoked_at": at, "revoked_why": "A test."}
    db.session.add(Certificate(**fields | changed))
    db.session.commit()


def test_issuing_needs_the_forms_token(visitor: Visitor, people: People, award: str) -> None:
    visitor.signed_in(people.coordinator).post(award, token=None, status=400)

    assert db.session.scalar(select(func.count(Certificate.id))) == 0
