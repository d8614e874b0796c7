"""Experience notes and what became of them, for tests."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

from lms.accounts.models import User
from lms.db import db
from lms.experience import actions
from lms.experience.actions import Word, Written
from lms.experience.models import ExperienceNote, NoteReuse, Use
from lms.projects import actions as projects
from lms.projects.models import Project

NOW = datetime.now(UTC)
WRITTEN = Written(
    title="Ten workshops buy thread together",
    context="Forty weavers in one street.",
    problem="Each paid the price of one spool.",
    action="Ten paid a week ahead.",
    result="The price fell by a tenth.",
    transfer="Somebody whom all trust must hold the money.",
    country="IN",
    consent=True,
)
SENT = {
    **{name: getattr(WRITTEN, name) for name in ("title", "context", "problem", "action")},
    **{name: getattr(WRITTEN, name) for name in ("result", "transfer", "country", "language")},
    "project_id": "",
    "programme_id": "",
    "step": "",
    "factor": "",
    "visibility": "members",
    "consent": "y",
}


def an_experience(
    author: User, *, public: bool = False, published: bool = True, **other: str
) -> ExperienceNote:
    written = replace(WRITTEN, public=public, **other)
    note = actions.begin(uuid4(), by=author, at=NOW)
    (actions.publish if published else actions.write)(note, written, at=NOW)
    db.session.commit()
    return note


def a_project_in(country: str, name: str = "Dyers") -> Project:
    row = projects.describe(
        name=name,
        kind="cluster",
        place="Somewhere",
        country=country,
        sector="Cloth",
        status="ongoing",
        summary="",
        at=NOW,
    )
    db.session.commit()
    return row


def says(
    note: ExperienceNote, project: Project, state: Use, by: User, since: date | None = None
) -> NoteReuse:
    since = since or NOW.date() - timedelta(days=30)
    row = actions.say(uuid4(), note, Word(project.id, state, "", since), by=by, at=NOW)
    db.session.commit()
    return row
