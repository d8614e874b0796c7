"""A class for the case journeys: a trainer, and five trainees who have decided in Bagru."""

from datetime import UTC, datetime

from sqlalchemy import select

from lms.accounts import passwords
from lms.accounts.models import User
from lms.case_studies import actions
from lms.content import library
from lms.db import db
from lms.editions.models import Edition, Enrolment, Role
from tests.people import PASSWORD

REASONS = " ".join(["A shared wish is heard before it is funded."] * 10)
NAMES = ("Bruno Salas", "Clara Osei", "Dalia Rahman", "Emeka Ude", "Farah Nasri")


def build() -> None:
    now = datetime.now(UTC)
    edition = db.session.scalars(select(Edition)).one()
    case = library().case_studies["bagru"]
    decision = case.decisions[0]
    for number, name in enumerate(NAMES):
        person = _person(f"trainee{number}", name, Role.TRAINEE, edition, now)
        actions.decide(
            case,
            decision,
            option_id=decision.options[number % 2].id,
            reasons=REASONS,
            by=person,
            edition_id=edition.id,
            at=now,
        )
    _person("late", "Gita Late", Role.TRAINEE, edition, now)
    db.session.commit()


def _person(who: str, name: str, role: Role, edition: Edition, now: datetime) -> User:
    person = User(
        email=f"{who}@journey.example",
        name=name,
        password_hash=passwords.hashed(PASSWORD),
        created_at=now,
    )
    db.session.add(Enrolment(user=person, edition=edition, role=role.value, created_at=now))
    db.session.flush()
    return person
