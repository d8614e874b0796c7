"""A trainer takes a released grade back, lets one author's mark differ, and releases it again."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lms.accounts import passwords
from lms.accounts.models import User
from lms.case_studies import actions, authors, papers
from lms.content import library
from lms.db import db
from lms.editions.models import Edition, Enrolment, Role
from tests.case_studies.papers import CASE, CHANGE, graded
from tests.journeys.case_class import REASONS
from tests.journeys.conftest import Person, a_site
from tests.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
PAPER = "/editions/1/case-papers/1"
WHY = "He alone asked the parents, and wrote down what they said."


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[str]:
    with a_site(tmp_path, database_url, build) as address:
        yield address


def build() -> None:
    """Trainer Teresa has released the grade of a paper by Ana and Bruno."""
    now = datetime.now(UTC)
    edition = Edition(
        course_id="cluster-broker",
        name="Cluster brokers, third intake",
        country="NI",
        starts_on=now.date(),
        ends_on=now.date(),
        created_at=now,
    )
    db.session.add(edition)
    trainer = _enrolled(edition, "teresa", "Teresa Mora", Role.TRAINER).user
    seats = [
        _enrolled(edition, who, name, Role.TRAINEE)
        for who, name in (("ana", "Ana Pérez"), ("bruno", "Bruno Salas"))
    ]
    for seat in seats:
        _decides(seat, at=now)
    paper = authors.form_group(edition, CASE, [seat.id for seat in seats])
    papers.hand_in(seats[0], CASE, CHANGE, seen=0, at=now)
    grade = graded(paper, by=trainer, at=now)
    papers.release(paper, edition, seen=grade.version, by=trainer, at=now)
    db.session.commit()


def _enrolled(edition: Edition, who: str, name: str, role: Role) -> Enrolment:
    person = User(
        email=f"{who}@journey.example",
        name=name,
        password_hash=passwords.hashed(PASSWORD),
        created_at=edition.created_at,
    )
    row = Enrolment(user=person, edition=edition, role=role.value, created_at=edition.created_at)
    db.session.add(row)
    db.session.flush()
    return row


def _decides(seat: Enrolment, *, at: datetime) -> None:
    case = library().case_studies[CASE]
    for decision in case.decisions:
        actions.decide(
            case,
            decision,
            option_id=decision.options[0].id,
            reasons=REASONS,
            by=seat.user,
            edition_id=seat.edition_id,
            at=at,
        )


@pytest.mark.parametrize("scripts", [True, False], ids=["phone", "phone without scripts"])
def test_a_grade_is_taken_back_adjusted_for_one_and_released_again(
    someone: Someone, scripts: bool
) -> None:
    trainer, bruno = (someone(phone=True, scripts=scripts) for _ in range(2))
    trainer.signs_in("teresa@journey.example")
    bruno.signs_in("bruno@journey.example")
    takes_it_back(trainer)
    bruno.goes_to(f"/editions/1/case-studies/{CASE}/paper")
    assert "of 100" not in bruno.reads()

    adjusts_for_one(trainer)
    trainer.presses("Release the saved grade")

    bruno.goes_to(f"/editions/1/case-studies/{CASE}/paper")
    assert "97.5 of 100" in bruno.reads()
    assert WHY in bruno.reads()


def takes_it_back(trainer: Person) -> None:
    trainer.goes_to(PAPER)
    ask = trainer.page.locator("#take-back")
    trainer.page.get_by_role("button", name="Take the grade back").first.click()
    assert "neither mark nor comment is shown to Ana Pérez, Bruno Salas" in ask.inner_text()
    with trainer.page.expect_navigation():
        ask.get_by_role("button", name="Take the grade back").click()
    trainer.looks()
    assert "Taken back." in trainer.page.inner_text("body")


def adjusts_for_one(trainer: Person) -> None:
    form = trainer.page.locator("form[action*=adjustment]").nth(1)
    for reason in ("", WHY):
        form.get_by_label("Marks more").fill("5")
        form.get_by_label("Reason").fill(reason)
        with trainer.page.expect_navigation():
            form.get_by_role("button").click()
        trainer.looks()
        assert ("Give the reason" in trainer.reads()) is (reason == "")
    assert "97.5 of 100" in trainer.reads()
