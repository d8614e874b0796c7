"""Requests to meet one that does better, for tests."""

from uuid import uuid4

from lms.accounts.models import User
from lms.benchmarks.models import Indicator, Share
from lms.db import db
from lms.introductions import actions
from lms.introductions.actions import Asking
from lms.introductions.models import Introduction
from lms.projects.models import Project
from tests.benchmarks.factories import NOW, YEAR, a_project, an_indicator, loaded, said
from tests.people import People


def a_request(
    indicator: Indicator, asker: Project, *better: Project, by: User, period: str = YEAR
) -> Introduction:
    """One of these gets it, by lot."""
    asking = Asking(loaded(indicator), period, asker, [row.id for row in better])
    text = "How did you begin?"
    row = actions.ask(uuid4(), asking, text=text, language="en", by=by, at=NOW)
    db.session.commit()
    return row


def a_comparison(people: People, project: Project) -> dict[str, object]:
    """A figure of Ana's project with its name, and a request of hers."""
    indicator = an_indicator(people.coordinator)
    said(indicator, project, 40, Share.NAMED, by=people.trainee)
    asked = a_project("One that does better")
    return {
        "benchmark_set": indicator.set_id,
        "indicator": indicator.id,
        "introduction": a_request(indicator, project, asked, by=people.trainee, period="2010").id,
    }
