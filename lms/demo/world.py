"""Who and what there is: people with one password, clusters, editions and who is in them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from lms.accounts import passwords
from lms.accounts.models import User
from lms.completion import actions as completion
from lms.completion.rules import Rule
from lms.content import library
from lms.content.course import Course
from lms.db import db
from lms.demo import moments
from lms.demo.texts import read_texts
from lms.editions import actions as editions
from lms.editions.models import Edition, Enrolment, Role
from lms.programmes.models import Programme
from lms.projects import actions as projects
from lms.projects.models import Project

PASSWORD = "weft-demo-broker"  # noqa: S105  # known to everybody: --demo serves this machine only
DOMAIN = "demo.example"
SINCE = timedelta(days=300)


@dataclass
class World:
    """What was made, by the names used in the texts. `enrolments` are those of trainees."""

    at: datetime
    people: dict[str, User] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)
    enrolments: dict[str, Enrolment] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    initiatives: dict[str, int] = field(default_factory=dict)

    def course_of(self, trainee: str) -> Course:
        return library().courses[self.enrolments[trainee].edition.course_id]


def make_people(world: World) -> None:
    """Hash the password once: thirty hashes would take longer than all the rest."""
    stored = passwords.hashed(PASSWORD)
    for name, fields in read_texts("people").items():
        world.people[name] = User(
            email=f"{name}@{DOMAIN}",
            password_hash=stored,
            created_at=world.at - SINCE,
            **fields,
        )
    db.session.add_all(world.people.values())
    db.session.flush()


def make_projects(world: World) -> None:
    for name, fields in read_texts("projects").items():
        world.projects[name] = projects.describe(at=world.at - SINCE, **fields)


def make_editions(world: World) -> None:
    for name, spec in read_texts("editions").items():
        edition = world.editions[name] = _open(world, spec)
        for role, people in spec["staff"].items():
            for person in [people] if isinstance(people, str) else people:
                editions.enrol(world.people[person], edition, Role(role), at=edition.created_at)
        for person in spec["trainees"]:
            world.enrolments[person], _new = editions.enrol(
                world.people[person], edition, Role.TRAINEE, at=edition.created_at
            )
        for person, days in spec.get("left", {}).items():
            editions.end(world.enrolments[person], at=world.at - timedelta(days=int(days)))


def _open(world: World, spec: dict[str, Any]) -> Edition:
    today = moments.today(world.at, spec["time_zone"])
    starts_on = moments.monday(today - timedelta(days=int(spec["starts"])))
    edition = editions.open_edition(
        course_id=spec["course"],
        name=spec["name"],
        starts_on=starts_on,
        ends_on=starts_on + timedelta(days=int(spec["lasts"]) - 1),
        language=spec["language"],
        country=spec["country"],
        time_zone=spec["time_zone"],
        by=world.people["coordinator"],
        at=moments.morning(starts_on - timedelta(days=21), spec["time_zone"], 0, at=world.at),
    )
    for row in spec.get("rules", ()):
        completion.save_rule(
            edition,
            Rule.read(row["asks"]),
            why=row["why"],
            by=world.people["coordinator"],
            at=edition.created_at + timedelta(days=int(row["after_days"])),
        )
    return edition
