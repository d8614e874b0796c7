"""What each side learns of a request, and what becomes of it."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from lms.benchmarks.models import Indicator, Share
from lms.db import db
from lms.initiatives.models import Initiative
from lms.introductions import actions, telling
from lms.introductions.actions import AnsweredError
from lms.introductions.models import WAITS, Answer, Introduction
from lms.notifications.lines import in_words
from lms.notifications.models import Notice
from tests.benchmarks.factories import (
    NOW,
    a_project,
    an_indicator,
    said,
    works_in,
)
from tests.directory.factories import takes_part
from tests.introductions.factories import a_request
from tests.people import People
from tests.programmes.factories import a_programme
from tests.visitor import Visitor

SENT = {"text": "How did you begin?", "language": "en"}


@pytest.fixture
def indicator(people: People) -> Indicator:
    return an_indicator(people.administrator)


def test_no_name_is_told_before_it_accepts(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    other, mine = a_project("Better makers"), a_project("Ours")
    otto, ines = works_in(other, "otto", people), works_in(mine, "ines", people)
    page = f"/benchmarks/introductions/{a_request(indicator, mine, other, by=ines).id}"
    visitor.signed_in(ines)
    for seen in (page, "/benchmarks/introductions"):
        body = visitor.get(seen).text
        assert "Waits for an answer" in visitor.text()
        assert "Better makers" not in body
        assert "Otto" not in body
    visitor.signed_in(otto).post(f"{page}/acceptance", {"word": "Come on Friday."})
    visitor.signed_in(ines).get(page)
    for told in ("Better makers", "Otto Example accepts", "Come on Friday."):
        assert told in visitor.text()


def test_who_is_asked_finds_it_on_the_first_page_with_the_asker_s_name(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    other, mine = a_project("Better makers"), a_project("Ours")
    otto, ines = works_in(other, "otto", people), works_in(mine, "ines", people)
    said(indicator, mine, 12.34, Share.PRIVATE, by=ines)
    page = f"/benchmarks/introductions/{a_request(indicator, mine, other, by=ines).id}"
    visitor.signed_in(otto).get("/")
    assert "Asks to meet you Ours" in visitor.text()
    visitor.get(page)
    assert "Ines Example writes" in visitor.text()
    assert "12" not in visitor.text(), "the asker's figure is its own"
    visitor.post(f"{page}/refusal")
    visitor.get("/")
    assert "Asks to meet you" not in visitor.text()


def test_a_refusal_tells_that_alone(visitor: Visitor, people: People, indicator: Indicator) -> None:
    other, mine = a_project("Silent makers"), a_project("Ours")
    otto, ines = works_in(other, "otto", people), works_in(mine, "ines", people)
    row = a_request(indicator, mine, other, by=ines)
    page = f"/benchmarks/introductions/{row.id}"
    visitor.signed_in(otto).post(f"{page}/refusal", {"word": "We are moving house."})
    visitor.get(page)
    assert "We are moving house." in visitor.text()
    body = visitor.signed_in(ines).get(page).text
    assert "It was not accepted." in visitor.text()
    for word in ("Silent", "Otto", "moving", f"/projects/{other.id}"):
        assert word not in body
    notice = db.session.scalars(select(Notice).where(Notice.user_id == ines.id)).all()[-1]
    assert "Silent" not in str(notice.about)


def test_the_notice_names_who_asks_and_who_accepts(
    app: Flask, people: People, indicator: Indicator
) -> None:
    other, mine = a_project("Better makers"), a_project("Ours")
    otto, ines = works_in(other, "otto", people), works_in(mine, "ines", people)
    row = a_request(indicator, mine, other, by=ines)
    telling.tell_asked({"introduction": row.id})
    row.indicator, row.asked, row.by = indicator, other, ines
    actions.answer(row, Answer.ACCEPTED, word="", by=otto, at=NOW)
    rows = db.session.scalars(select(Notice).where(Notice.kind.startswith("introduction")))
    with app.test_request_context():
        told = {row.user_id: in_words(row.kind, row.about) for row in rows}
    assert told == {
        otto.id: "Ines Example of Ours asks to meet you: Costs that firms pay",
        ines.id: "Better makers accepts to meet you: Costs that firms pay",
    }


def test_nobody_else_reads_or_answers_it(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    other, mine = a_project("Better makers"), a_project("Ours")
    works_in(other, "otto", people)
    ines = works_in(mine, "ines", people)
    page = f"/benchmarks/introductions/{a_request(indicator, mine, other, by=ines).id}"
    for person in (people.stranger, people.administrator):
        visitor.signed_in(person).get(page, status=404)
        visitor.post(f"{page}/acceptance", status=404)
    visitor.signed_in(ines).post(f"{page}/acceptance", status=403)


def test_the_first_answer_stands_and_a_late_one_is_none(
    people: People, indicator: Indicator
) -> None:
    other, mine = a_project("Better makers"), a_project("Ours")
    otto, ines = works_in(other, "otto", people), works_in(mine, "ines", people)
    row = a_request(indicator, mine, other, by=ines)
    row.indicator, row.asked, row.by = indicator, other, ines
    with pytest.raises(AnsweredError):
        actions.answer(row, Answer.ACCEPTED, word="", by=otto, at=NOW + WAITS)
    for _ in range(2):
        actions.answer(row, Answer.DECLINED, word="", by=otto, at=NOW)
    with pytest.raises(AnsweredError):
        actions.answer(row, Answer.ACCEPTED, word="", by=otto, at=NOW)
    assert row.answer == "declined"


def test_an_initiative_begins_from_it_and_tells_others_only_that(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    other, mine = a_project("Better makers"), a_project("Ours")
    otto, ines = works_in(other, "otto", people), works_in(mine, "ines", people)
    row = a_request(indicator, mine, other, by=ines)
    place = f"/initiatives/new?introduction={row.id}"
    visitor.signed_in(ines).get(place, status=404)
    visitor.signed_in(otto).post(f"/benchmarks/introductions/{row.id}/acceptance")
    visitor.signed_in(ines).get(place)
    assert "Ours meets Better makers" in visitor.text()
    form = {"title": "One oven", "aim": "Less wood.", "language": "en", "key": str(uuid4())}
    begun = visitor.post(place.replace("/new", ""), form).location
    assert db.session.scalars(select(Initiative.introduction_id)).all() == [row.id]
    visitor.signed_in(otto).get(f"/benchmarks/introductions/{row.id}")
    assert "One oven" in visitor.text()
    visitor.signed_in(people.stranger).get(begun)
    assert "from an introduction between two projects" in visitor.text()
    assert "Better makers" not in visitor.text()


def test_a_trainee_finds_it_on_the_first_page_for_no_further_statement(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    other, mine = a_project("Better makers"), a_project("Ours")
    ines = works_in(mine, "ines", people)
    takes_part(a_programme(people.administrator), people.trainee, other)
    visitor.signed_in(people.trainee).get("/")
    before = visitor.statements
    row = a_request(indicator, mine, other, by=ines)
    visitor.get("/")
    assert visitor.statements == before
    ways = [node.attrs["href"] for node in visitor.all("ul.waiting a")]
    assert f"/benchmarks/introductions/{row.id}" in ways
    db.session.get_one(Introduction, row.id).at = NOW - WAITS
    visitor.get("/")
    assert "Asks to meet you" not in visitor.text()
