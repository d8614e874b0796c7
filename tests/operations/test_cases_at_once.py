"""Clicks on case papers and discussions that arrive at the same moment, each on its connection."""

from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

from flask import Flask
from sqlalchemy import func, select

from lms.accounts.models import User
from lms.case_studies.models import CaseGrade, CasePaperAttempt
from lms.case_studies.post_models import CasePost
from lms.db import db
from tests.case_studies.factories import finished
from tests.case_studies.papers import CASE, CHANGE, a_paper, sheet
from tests.people import PASSWORD, People
from tests.visitor import Visitor


def browser_of(app: Flask, person: User) -> Visitor:
    visitor = Visitor(app)
    visitor.post("/login", {"email": person.email, "password": PASSWORD})
    return visitor


def at_once(visitors: list[Visitor], path: str, forms: list[dict[str, str]]) -> list[int]:
    """Status of each answer, sorted; every visitor sends one form."""
    sent = [
        form | {"csrf_token": visitor.token()}
        for visitor, form in zip(visitors, forms, strict=True)
    ]

    def click(visitor: Visitor, form: dict[str, str]) -> int:
        return visitor.client.post(path, data=form).status_code

    with ThreadPoolExecutor(len(visitors)) as pool:
        return sorted(pool.map(click, visitors, sent))


def test_a_paper_handed_in_four_times_at_once_is_one_attempt(own_app: Flask) -> None:
    people = People()
    finished(people.trainee, CASE, edition=people.edition)
    visitors = [browser_of(own_app, people.trainee) for _ in range(4)]
    form = {"would_change": CHANGE, "version": "0"}

    answers = at_once(
        visitors,
        f"/editions/{people.edition.id}/case-studies/{CASE}/paper/submission",
        [form] * 4,
    )

    assert answers == [303] * 4
    assert db.session.scalars(select(CasePaperAttempt.number)).all() == [1]


def test_of_two_graders_at_once_one_is_shown_the_other(own_app: Flask) -> None:
    people = People()
    paper = a_paper(people.trainee, people.edition)
    graders = [browser_of(own_app, who) for who in (people.trainer, people.assessor)]
    forms = [sheet(comment=f"A strength and a next step, number {n}.") for n in range(2)]

    answers = at_once(
        graders,
        f"/editions/{people.edition.id}/case-papers/{paper.id}/attempts/1/grade",
        forms,
    )

    assert answers == [303, 409]
    assert db.session.scalars(select(CaseGrade.version)).all() == [1]


def test_a_post_sent_four_times_at_once_is_one_post(own_app: Flask) -> None:
    people = People()
    finished(people.trainee, CASE, edition=people.edition)
    visitors = [browser_of(own_app, people.trainee) for _ in range(4)]

    answers = at_once(
        visitors,
        f"/editions/{people.edition.id}/case-studies/{CASE}/posts",
        [{"body": "Who paid?", "key": str(uuid4())}] * 4,
    )

    assert answers == [303] * 4
    assert db.session.scalar(select(func.count(CasePost.id))) == 1
