"""Whom the lot fell on shows in no page, file, feed, search, notice or mail before it accepts."""

from contextvars import Context
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from lms.benchmarks.models import Indicator, Share
from lms.db import db
from lms.introductions import telling
from lms.introductions.models import Introduction
from lms.jobs.models import Job
from lms.notifications import digest
from lms.notifications.actions import choose
from lms.notifications.models import Category, How, Notice
from tests.benchmarks.factories import (
    NOW,
    YEAR,
    a_project,
    an_indicator,
    released,
    said,
    some_figures,
    works_in,
)
from tests.introductions.factories import a_request
from tests.people import People
from tests.visitor import Visitor

NAMES = ("Better makers", "Otto Example")


class Story:
    """Ines asks; the lot falls on the makers in whose project Otto works."""

    def __init__(self, people: People) -> None:
        by = people.administrator
        self.indicator: Indicator = an_indicator(by)
        some_figures(self.indicator, (11, 22, 33, 44), by=by)
        self.better, self.mine = a_project(NAMES[0]), a_project("Ours")
        self.otto, self.ines = (
            works_in(self.better, "otto", people),
            works_in(self.mine, "ines", people),
        )
        said(self.indicator, self.better, 90, by=self.otto)
        said(self.indicator, self.mine, 50, Share.PRIVATE, by=self.ines)
        released(self.indicator, by)
        for person in (self.otto, self.ines):
            choose(person, {Category.OTHERS: How.AT_ONCE})
        db.session.commit()

    def asks(self) -> Introduction:
        row = a_request(self.indicator, self.mine, self.better, by=self.ines)
        assert row.asked_id == self.better.id
        telling.tell_asked({"introduction": row.id})
        db.session.commit()
        return row


@pytest.fixture
def story(people: People) -> Story:
    return Story(people)


def told_to(visitor: Visitor, app: Flask, story: Story, number: int) -> set[str]:
    """Where the one who asks reads one of the names: every page without a number, and those of it.

    The lists of projects and people name everybody; what is asked for must not change them.
    """
    visitor.signed_in(story.ines)
    pages = [
        rule.rule
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and not rule.arguments
    ]
    measure, mine = f"/benchmarks/indicators/{story.indicator.id}", story.mine.id
    pages += [f"{measure}{kind}?period={YEAR}&project={mine}" for kind in ("", ".csv")]
    pages += [f"/benchmarks/projects/{mine}/indicators/{story.indicator.id}", f"/projects/{mine}"]
    pages += [f"/benchmarks/{story.indicator.set_id}", f"/benchmarks/projects/{story.better.id}"]
    pages += [f"{measure}/introductions/new?period={YEAR}&project={mine}"]
    pages += [f"/initiatives/new?introduction={number}", "/search?q=otto", "/search?q=better"]
    pages += [f"/benchmarks/introductions/{number}"]
    found = {page for page in pages if names_in(opened(visitor, page))}
    return found | {letter for letter in received(story) if names_in(letter)}


def opened(visitor: Visitor, page: str) -> str:
    answer = Context().run(visitor.client.get, page, buffered=True)
    db.session.expire_all()
    return "" if answer.is_streamed and answer.mimetype == "application/zip" else answer.text


def names_in(text: str) -> bool:
    return any(name in text for name in NAMES)


def received(story: Story) -> list[str]:
    """All notices and mails of the one who asks, the mail of the day too."""
    digest.send(NOW + timedelta(days=1))
    notices = db.session.scalars(select(Notice).where(Notice.user_id == story.ines.id))
    letters = db.session.scalars(select(Job).where(Job.kind == "mail"))
    mine = [str(row.payload) for row in letters if story.ines.email in str(row.payload)]
    return [f"notice: {row.about}" for row in notices] + [f"mail: {said}" for said in mine]


@pytest.mark.long
def test_the_name_shows_nowhere_before_it_accepts_and_then_where_it_should(
    visitor: Visitor, app: Flask, story: Story
) -> None:
    before = told_to(visitor, app, story, 1)
    number = story.asks().id
    assert told_to(visitor, app, story, number) == before
    page = f"/benchmarks/introductions/{number}"
    visitor.signed_in(story.otto).post(f"{page}/acceptance", {"word": "Come on Friday."})
    told = told_to(visitor, app, story, number) - before
    assert {page, "/benchmarks/introductions", f"/initiatives/new?introduction={number}"} <= told
    assert any(one.startswith("notice: ") for one in told)
    assert any(one.startswith("mail: ") for one in told)


@pytest.mark.long
def test_a_refusal_names_nobody_anywhere(visitor: Visitor, app: Flask, story: Story) -> None:
    before = told_to(visitor, app, story, 1)
    number = story.asks().id
    page = f"/benchmarks/introductions/{number}"
    visitor.signed_in(story.otto).post(f"{page}/refusal", {"word": "Otto Example is tired."})
    assert told_to(visitor, app, story, number) == before
