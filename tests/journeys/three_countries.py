"""Colleagues of three countries, each with a project at home; they have met, or not yet."""

from datetime import UTC, datetime

from sqlalchemy import select

from lms.accounts import passwords
from lms.accounts.models import SiteRole, User
from lms.db import db
from lms.projects.models import Project
from tests.directory.factories import takes_part
from tests.people import PASSWORD
from tests.programmes.factories import a_programme

HOME = {
    "ines": ("Inés Obando", "NI", "Sweet makers of Masaya"),
    "fatou": ("Fatou Diagne", "SN", "Dyers of Thiès"),
    "ravi": ("Ravi Menon", "IN", "Block printers of Jaipur"),
}


def build() -> None:
    now = datetime.now(UTC)
    _person("carla", "Carla Mora", "NI", now, SiteRole.COORDINATOR)
    for name, (called, country, project) in HOME.items():
        _person(name, called, country, now)
        db.session.add(
            Project(
                name=project,
                kind="cluster",
                place=project.rpartition(" ")[2],
                country=country,
                sector="Crafts",
                created_at=now,
            )
        )
    db.session.commit()


def build_met() -> None:
    """Inés and Fatou have places in one programme; Ravi has met nobody."""
    build()
    people = {row.email.partition("@")[0]: row for row in db.session.scalars(select(User))}
    projects = {row.name: row for row in db.session.scalars(select(Project))}
    programme = a_programme(people["carla"])
    for name in ("ines", "fatou"):
        takes_part(programme, people[name], projects[HOME[name][2]])


def _person(
    name: str, called: str, country: str, now: datetime, role: SiteRole | None = None
) -> None:
    db.session.add(
        User(
            email=f"{name}@journey.example",
            name=called,
            country=country,
            password_hash=passwords.hashed(PASSWORD),
            site_role=role,
            created_at=now,
        )
    )
