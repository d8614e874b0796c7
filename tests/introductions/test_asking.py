"""Who can ask, who gets it, and what nobody finds out by asking."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.benchmarks.models import Indicator, Share
from lms.db import db
from lms.introductions.actions import EngagedError, TooManyError
from lms.introductions.models import WAITS, Introduction
from lms.projects.models import Project
from tests.benchmarks.factories import (
    NOW,
    YEAR,
    a_project,
    an_indicator,
    one_more,
    released,
    said,
    some_figures,
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


def asked_at(indicator: Indicator, project: Project, **other: str) -> str:
    chosen = "".join(f"&{name}={value}" for name, value in other.items())
    return f"?project={project.id}&period={YEAR}{chosen}"


def ask(
    visitor: Visitor, indicator: Indicator, project: Project, *, status: int = 303, **other: str
) -> str:
    page = f"/benchmarks/indicators/{indicator.id}/introductions"
    form = SENT | {"key": str(uuid4())} | other
    answer = visitor.post(page + asked_at(indicator, project), form, status=status)
    return answer.location or ""


def newest() -> Introduction:
    row = db.session.scalars(select(Introduction).order_by(Introduction.id.desc())).first()
    assert row
    return row


def test_each_has_one_introduction_for_an_indicator_and_a_period(
    people: People, indicator: Indicator
) -> None:
    best, mine, third, last = (a_project(name) for name in ("Best", "Ours", "Third", "Last"))
    works_in(last, "lia", people)
    works_in(best, "bea", people)
    ines, tom = works_in(mine, "ines", people), works_in(third, "tom", people)
    row = a_request(indicator, mine, best, by=ines)
    with pytest.raises(EngagedError):
        a_request(indicator, mine, best, by=ines)
    with pytest.raises(EngagedError):
        a_request(indicator, best, third, by=ines)
    assert a_request(indicator, third, best, mine, by=tom).asked_id is None, "both are engaged"
    row.at = NOW - WAITS
    db.session.commit()
    assert a_request(indicator, mine, best, last, by=ines).asked_id == last.id, (
        "not the first again"
    )


def test_where_nobody_is_left_it_waits_like_any_other(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    by = people.administrator
    some_figures(indicator, (41, 52, 63, 74, 85), by=by)
    mine = a_project("Ours")
    ines = works_in(mine, "ines", people)
    said(indicator, mine, 10, by=ines)
    released(indicator, by)
    page = ask(visitor.signed_in(ines), indicator, mine)
    assert newest().asked_id is None, "nobody works in the others"
    visitor.get(page)
    assert "One that does better has your words." in visitor.text()
    newest().at = NOW - WAITS
    visitor.get(page)
    assert "It was not accepted." in visitor.text()


def test_one_that_asks_nobody_takes_as_long(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    by, asked = people.administrator, []
    hidden = some_figures(indicator, (41, 52, 63, 74, 85), by=by)
    released(indicator, by)
    for name in ("ines", "tom"):
        mine = a_project(f"Of {name}")
        broker = works_in(mine, name, people)
        said(indicator, mine, 80, by=broker)
        ask(visitor.signed_in(broker), indicator, mine)
        asked.append((newest().asked_id is None, visitor.statements))
        works_in(hidden[4], f"bea-{name}", people)
    cost = asked[0][1]
    assert asked == [(True, cost), (False, cost)]


def test_nobody_is_asked_who_has_a_colleague_there(people: People, indicator: Indicator) -> None:
    mine, best = a_project("Ours"), a_project("Best")
    ines, otto = works_in(mine, "ines", people), works_in(best, "otto", people)
    takes_part(a_programme(people.administrator), otto, mine)
    assert a_request(indicator, mine, best, by=ines).asked_id is None
    works_in(other := a_project("Other"), "bea", people)
    newest().at = NOW - WAITS
    db.session.commit()
    assert a_request(indicator, mine, best, other, by=ines).asked_id == other.id


def test_three_a_week_are_enough(people: People, indicator: Indicator) -> None:
    mine, others = a_project("Ours"), [a_project(f"Better {number}") for number in range(4)]
    ines = works_in(mine, "ines", people)
    more = [one_more(indicator.set_id, f"Measure {number}") for number in range(4)]
    for one, other in zip(more[:3], others[:3], strict=True):
        row = a_request(one, mine, other, by=ines)
    with pytest.raises(TooManyError):
        a_request(more[3], mine, others[3], by=ines)
    row.at = NOW - timedelta(days=8)
    db.session.commit()
    a_request(more[3], mine, others[3], by=ines)


def test_sent_twice_it_is_one_and_an_empty_one_is_kept(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    best, mine = a_project("Best"), a_project("Ours")
    works_in(best, "bea", people)
    ines = works_in(mine, "ines", people)
    said(indicator, best, 90, Share.NAMED, by=ines)
    said(indicator, mine, 10, by=ines)
    visitor.signed_in(ines)
    key = {"key": str(uuid4())}
    ask(visitor, indicator, mine, status=422, text="", **key)
    assert "Write something first." in visitor.text()
    assert ask(visitor, indicator, mine, **key) == ask(visitor, indicator, mine, **key)
    assert len(db.session.scalars(select(Introduction)).all()) == 1
    page = f"/benchmarks/indicators/{indicator.id}/introductions/new"
    visitor.get(page + asked_at(indicator, mine))
    assert "has an introduction for this indicator and period already" in visitor.text()
    assert not visitor.all("main textarea")


def test_who_does_best_or_has_no_figure_cannot_ask(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    best, mine = a_project("Best"), a_project("Ours")
    bea, ines = works_in(best, "bea", people), works_in(mine, "ines", people)
    said(indicator, best, 90, Share.NAMED, by=bea)
    visitor.signed_in(ines)
    ask(visitor, indicator, mine, status=404)
    ask(visitor, indicator, best, status=404)
    ask(visitor.signed_in(bea), indicator, best, status=422)
    assert "Of those you see, nobody does better." in visitor.text()
    visitor.get(f"/benchmarks/indicators/{indicator.id}?period={YEAR}")
    assert "Ask one that does better" not in visitor.text()


def test_one_of_the_better_gets_it(visitor: Visitor, people: People, indicator: Indicator) -> None:
    hidden = some_figures(indicator, (41, 52, 63, 74, 85), by=people.administrator)
    for number, project in enumerate(hidden):
        works_in(project, f"p{number}", people)
    mine = a_project("Ours")
    ines = works_in(mine, "ines", people)
    said(indicator, mine, 70, Share.PRIVATE, by=ines)
    released(indicator, people.administrator)
    visitor.signed_in(ines).get(f"/benchmarks/indicators/{indicator.id}?period={YEAR}")
    assert "Ask one that does better" in visitor.text()
    page = ask(visitor, indicator, mine)
    assert newest().asked_id in {project.id for project in hidden[3:]}
    assert "Hidden" not in visitor.get(page).text


@pytest.mark.parametrize(("better", "asked"), [("up", 90), ("down", 10)])
def test_better_is_what_the_indicator_says(
    visitor: Visitor, people: People, better: str, asked: int
) -> None:
    indicator = an_indicator(people.administrator, better=better)
    mine = a_project("Ours")
    ines = works_in(mine, "ines", people)
    said(indicator, mine, 50, by=ines)
    ways = {amount: a_project(f"At {amount}") for amount in (10, 90)}
    for amount, project in ways.items():
        works_in(project, f"p{amount}", people)
        said(indicator, project, amount, Share.NAMED, by=ines)
    ask(visitor.signed_in(ines), indicator, mine)
    assert newest().asked_id == ways[asked].id


def test_what_is_hidden_is_never_asked(
    visitor: Visitor, people: People, indicator: Indicator
) -> None:
    mine = a_project("Ours")
    ines = works_in(mine, "ines", people)
    said(indicator, mine, 10, by=ines)
    for number, share in enumerate((Share.PRIVATE, Share.ANONYMOUS)):
        project = a_project(f"Better {number}")
        works_in(project, f"p{number}", people)
        said(indicator, project, 90, share, by=ines)
    released(indicator, people.administrator)
    ask(visitor.signed_in(ines), indicator, mine, status=422)
    assert db.session.scalars(select(Introduction)).all() == []
