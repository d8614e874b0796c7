"""Who is told of a request and of its answer; a refusal names nobody."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask_babel import gettext as _

from lms import clock
from lms.accounts.models import User
from lms.benchmarks.words import said
from lms.db import db
from lms.directory import working
from lms.introductions import queries
from lms.introductions.models import Introduction
from lms.jobs import actions as jobs
from lms.notifications.actions import tell
from lms.notifications.lines import says
from lms.notifications.models import Category

TELL = "introduction.tell"
ASKED, ANSWERED = "introduction_asked", "introduction_answered"


def tell_soon(row: Introduction, *, at: datetime) -> None:
    """Once this is kept. The asker waits as long for one that asks nobody."""
    jobs.enqueue(TELL, at=at, introduction=row.id)


@jobs.handles(TELL)
def tell_asked(payload: dict[str, Any]) -> None:
    """Those who work there when the worker comes to it."""
    row = db.session.scalars(queries.introduction(payload["introduction"])).one()
    if row.asked_id is None:
        return
    people = [person for person, _project in db.session.execute(working.people_in([row.asked_id]))]
    about = {"name": row.by.name, "project": row.asker.name, "indicator": row.indicator.name}
    _tell(people, ASKED, about, row, clock.now())


def tell_asker(row: Introduction, *, at: datetime) -> None:
    about: dict[str, Any] = {"indicator": row.indicator.name, "project": ""}
    if row.is_accepted and row.asked:
        about["project"] = row.asked.name
    _tell([row.by], ANSWERED, about, row, at)


def _tell(
    people: Sequence[User], kind: str, about: dict[str, Any], row: Introduction, at: datetime
) -> None:
    href = f"/benchmarks/introductions/{row.id}"
    tell(people, kind, category=Category.OTHERS, about=about, href=href, at=at)


@says(ASKED)
def asked_in_words(about: Mapping[str, Any]) -> str:
    return _(
        "%(name)s of %(project)s asks to meet you: %(indicator)s",
        name=about["name"],
        project=about["project"],
        indicator=said(about["indicator"]).text,
    )


@says(ANSWERED)
def answered_in_words(about: Mapping[str, Any]) -> str:
    indicator = said(about["indicator"]).text
    if about["project"]:
        return _(
            "%(project)s accepts to meet you: %(indicator)s",
            project=about["project"],
            indicator=indicator,
        )
    return _("The project you asked does not accept: %(indicator)s", indicator=indicator)
