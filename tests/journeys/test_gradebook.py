"""A trainer marks, releases and sets another mark; the trainee follows the sum on a phone."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from lms.accounts import passwords
from lms.accounts.models import User
from lms.db import db
from lms.editions.models import Edition, Enrolment, Role
from tests.journeys.conftest import Person, a_site
from tests.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
BOOK = "/editions/1/gradebook"
WHY = "The second sheet was found in another folder."


@pytest.fixture
def site(tmp_path: Path, database_url: str) -> Iterator[str]:
    with a_site(tmp_path, database_url, build) as address:
        yield address


def build() -> None:
    """Trainer Teresa and two trainees."""
    now = datetime.now(UTC)
    edition = Edition(
        course_id="cluster-broker",
        name="Cluster brokers, third intake",
        country="NI",
        starts_on=now.date() - timedelta(days=20),
        ends_on=now.date() + timedelta(days=80),
        created_at=now,
    )
    db.session.add(edition)
    for name, called, role in [
        ("trainer", "Teresa Mora", Role.TRAINER),
        ("ana", "Ana Pérez", Role.TRAINEE),
        ("bruno", "Bruno Díaz", Role.TRAINEE),
    ]:
        person = User(
            email=f"{name}@journey.example",
            name=called,
            password_hash=passwords.hashed(PASSWORD),
            created_at=now,
        )
        db.session.add(Enrolment(user=person, edition=edition, role=role.value, created_at=now))
    db.session.commit()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "without scripts"])
def test_a_mark_goes_from_the_trainers_page_to_the_trainees_sum(
    someone: Someone, scripts: bool
) -> None:
    trainer, trainee = someone(scripts=scripts), someone(phone=True, scripts=scripts)
    trainer.signs_in("trainer@journey.example")
    trainee.signs_in("ana@journey.example")

    marks(trainer, trainee)
    sets_another(trainer, trainee)
    takes_it_along(trainer)


def marks(trainer: Person, trainee: Person) -> None:
    trainer.goes_to(BOOK)
    trainer.follows("Marks by hand")
    trainer.follows("Defence")
    trainer.page.get_by_role("textbox", name="Ana Pérez").first.fill("48")
    trainer.presses("Save the marks")
    trainee.goes_to(BOOK)
    assert "Nothing is marked yet." in trainee.reads()

    trainer.presses("Release")
    trainee.goes_to(BOOK)
    assert "So far: 48 of 100." in trainee.reads()
    assert "(48 × 10) ÷ 10 = 48" in trainee.reads()
    assert "So far you are below it." in trainee.reads()


def sets_another(trainer: Person, trainee: Person) -> None:
    trainer.goes_to(BOOK)
    trainer.follows("Ana Pérez")
    trainer.follows("Set another mark: Defence")
    trainer.page.get_by_label("Mark that counts instead").fill("65")
    trainer.page.get_by_label("Reason", exact=True).fill(WHY)
    trainer.presses("Set the mark")
    trainee.goes_to(BOOK)
    assert "So far: 48 of 100." in trainee.reads()

    trainer.presses("Release")
    assert "Underneath: 48" in trainer.reads()
    trainee.goes_to(BOOK)
    assert "So far: 65 of 100." in trainee.reads()
    assert f"Set by Teresa Mora: {WHY}" in trainee.reads()
    assert "48" not in trainee.reads()


def takes_it_along(trainer: Person) -> None:
    trainer.goes_to(BOOK)
    with trainer.page.expect_download() as download:
        trainer.page.get_by_role("link", name="CSV").click()
    file = download.value.path().read_text("utf-8-sig")
    assert file.splitlines()[1].startswith("Ana Pérez,ana@journey.example,65,6.5,")
