"""Dates of work and more time for some: the personal date stands wherever a date stands."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from lms.db import db
from lms.editions.models import Edition, Enrolment
from lms.extensions import actions
from lms.extensions.dates import Dates, Due, dates_for
from lms.extensions.models import Extension
from lms.feed_tokens import actions as feeds
from lms.feed_tokens.models import Purpose
from tests.case_studies.papers import a_paper
from tests.class_sessions.factories import a_class
from tests.extensions.factories import WHY, due, more, shown
from tests.people import People, enrolment_of, today
from tests.visitor import Visitor

QUIZ = ("quiz", "cluster-broker/a1")
PAPER = ("paper", "bagru")


@pytest.fixture
def trainee(people: People) -> Enrolment:
    return enrolment_of(people.trainee, people.edition)


def dates(*trainees: Enrolment) -> Dates:
    return dates_for(trainees)


def pages(edition: Edition) -> dict[str, str]:
    return {"dates": f"/editions/{edition.id}/dates", "more": f"/editions/{edition.id}/extensions"}


def test_the_furthest_extension_counts_and_the_usual_date_holds_for_the_others(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    other = enrolment_of(people.classmate, people.edition)
    monday = today()
    with app.test_request_context():
        due(people.edition, people, monday, QUIZ)
        more(people, monday + timedelta(days=3), QUIZ, trainee)
        more(people, monday + timedelta(days=9), QUIZ, trainee, why="Again")
        more(people, monday - timedelta(days=1), QUIZ, other)
        found = dates(trainee, other)
    later = monday + timedelta(days=9)
    assert found.of(trainee, *QUIZ) == Due(later, monday, "Again", "Teresa Example")
    assert found.of(other, *QUIZ) == Due(monday, monday)
    assert found.of(trainee, *PAPER) is None
    assert found.of(trainee, "log", "week:1", usual=monday) == Due(monday, monday)


@pytest.mark.parametrize(
    ("hour", "late"), [(5, False), (6, True)], ids=["still that day there", "next day there"]
)
def test_a_day_counts_as_a_whole_on_the_clock_of_the_class(
    people: People, hour: int, late: bool
) -> None:
    day = date(2026, 3, 31)
    at = datetime(2026, 4, 1, hour, tzinfo=UTC)
    assert Due(day, day).is_late(at, people.edition) is late


def test_a_coordinator_sets_dates_and_they_stand_in_the_form(
    visitor: Visitor, people: People
) -> None:
    address = pages(people.edition)["dates"]
    visitor.signed_in(people.coordinator).get(address)
    names = [node.attrs["name"] for node in visitor.all("form.dates input[type=date]")]
    assert "quiz:cluster-broker/a1" in names
    assert "paper:bagru" in names
    assert "log:week:6" in names

    visitor.post(address, {"quiz:cluster-broker/a1": "2026-03-31", "paper:bagru": "2026-04-02"})

    visitor.get(address)
    values = {node.attrs["name"]: node.attrs.get("value") for node in visitor.all("[type=date]")}
    assert (values["quiz:cluster-broker/a1"], values["paper:bagru"]) == ("2026-03-31", "2026-04-02")
    assert values["paper:pune"] in {None, ""}
    visitor.post(address, {"paper:bagru": "2026-04-02"})
    visitor.get(address)
    assert "2026-03-31" not in visitor.page.to_html()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("31.3.2026", "Write the date as year-month-day, such as 2026-03-31."),
        ("1203-01-01", "Check the year: it is far from today."),
    ],
)
def test_a_wrong_date_is_said_beside_it_and_kept(
    visitor: Visitor, people: People, typed: str, sentence: str
) -> None:
    visitor.signed_in(people.trainer)
    visitor.post(pages(people.edition)["dates"], {"paper:bagru": typed}, status=422)
    assert sentence in visitor.text()
    [field] = visitor.all("[name='paper:bagru']")
    assert field.attrs["value"] == typed


def test_more_time_for_a_group_stands_in_the_list_and_stays_when_it_ends(
    visitor: Visitor, people: People
) -> None:
    class_ = a_class(people.edition, 3)
    names = [row.user.name for row in class_]
    address = pages(people.edition)["more"]
    until = today() + timedelta(days=5)
    form = {"task": "paper:bagru", "until_on": until.isoformat(), "reason": WHY}
    visitor.signed_in(people.trainer)

    visitor.post(address, form | {"people": [row.id for row in class_[:2]]})

    visitor.get(address)
    row = db.session.query(Extension).one()
    assert f"The village that would not meet: until {shown(until)}" in visitor.text()
    assert f"{names[0]}, {names[1]}" in visitor.text()
    assert WHY in visitor.text()

    visitor.post(f"{address}/{row.id}/ending")

    visitor.get(address)
    assert "Ended Teresa Example" in visitor.text()
    assert WHY in visitor.text()
    assert dates(class_[0]).of(class_[0], *PAPER) is None


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"task": ""}, "Choose the work."),
        ({"task": "paper:nothing"}, "Not a valid choice."),
        ({"people": []}, "Choose one person or several."),
        ({"until_on": ""}, "Choose the day."),
        ({"until_on": "1203-01-01"}, "Check the year: it is far from today."),
        ({"reason": " "}, "Write why. Those who get more time read it, too."),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_given(
    visitor: Visitor,
    people: People,
    trainee: Enrolment,
    change: dict[str, object],
    sentence: str,
) -> None:
    form = {"task": "paper:bagru", "until_on": "2026-12-31", "reason": WHY, "people": [trainee.id]}
    visitor.signed_in(people.trainer)
    visitor.post(pages(people.edition)["more"], form | change, status=422)
    assert sentence in visitor.text()
    assert db.session.query(Extension).count() == 0


@pytest.mark.parametrize("later", [0, -1])
def test_a_day_that_is_no_later_than_that_of_all_is_no_more_time(
    visitor: Visitor, people: People, trainee: Enrolment, later: int
) -> None:
    all_have, address = today() + timedelta(days=4), pages(people.edition)["more"]
    due(people.edition, people, all_have, PAPER)
    day = all_have + timedelta(days=later)
    form = {"task": "paper:bagru", "until_on": day.isoformat(), "reason": WHY}

    visitor.signed_in(people.trainer).get(address)
    assert f"Case papers: The village that would not meet (due {shown(all_have)})" in visitor.text()
    visitor.post(address, form | {"people": [trainee.id]}, status=422)

    assert f"Everybody has until {shown(all_have)}. Choose a later day." in visitor.text()
    assert db.session.query(Extension).count() == 0


def test_nobody_of_another_edition_gets_more_time_here(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    stranger = enrolment_of(people.outsider, people.other_edition)
    form = {"task": "paper:bagru", "until_on": "2026-12-31", "reason": WHY}
    visitor.signed_in(people.trainer)
    visitor.post(pages(people.edition)["more"], form | {"people": [stranger.id]}, status=422)
    assert db.session.query(Extension).count() == 0


def test_the_personal_date_stands_on_every_page_that_shows_a_date(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    enrolment_of(people.classmate, people.edition)
    usual, later = today() + timedelta(days=2), today() + timedelta(days=6)
    due(people.edition, people, usual, QUIZ, PAPER)
    more(people, later, QUIZ, trainee)
    more(people, later, PAPER, trainee)
    a_paper(people.trainee, people.edition, state="draft")
    a_paper(people.classmate, people.edition, state="draft")
    edition = f"/editions/{people.edition.id}"
    where = [
        f"{edition}/dates",
        f"{edition}/case-studies",
        f"{edition}/case-studies/bagru/paper",
        "/courses/cluster-broker/days/a1/quiz",
    ]
    mine, theirs = Visitor(app).signed_in(people.trainee), Visitor(app).signed_in(people.classmate)
    for path in where:
        mine.get(path)
        assert f"Due {shown(later)} More time for you: {WHY}" in mine.text(), path
        theirs.get(path)
        assert f"Due {shown(usual)}" in theirs.text(), path
        assert WHY not in theirs.text(), path


def test_calendar_and_feed_hold_the_personal_date(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    usual, later = today() + timedelta(days=2), today() + timedelta(days=6)
    due(people.edition, people, usual, PAPER)
    row = more(people, later, PAPER, trainee)
    token = feeds.make(people.trainee, Purpose.CALENDAR, at=datetime.now(UTC))
    visitor = Visitor(app).signed_in(people.trainee)

    def days_in_feed() -> list[str]:
        lines = (
            visitor.get(f"/calendar/{token}.ics").text.replace("\r\n ", "").split("BEGIN:VEVENT")
        )
        found = [event for event in lines if "Due: The village that would not meet" in event]
        return [line for event in found for line in event.split() if "DTSTART" in line]

    visitor.get("/calendar")
    assert "Due: The village that would not meet" in visitor.text()
    assert f"more time for you; for the others until {shown(usual)}" in visitor.text()
    assert days_in_feed() == [f"DTSTART;VALUE=DATE:{later:%Y%m%d}"]

    actions.end(people.edition, row.id, by=people.trainer, at=datetime.now(UTC))
    assert days_in_feed() == [f"DTSTART;VALUE=DATE:{usual:%Y%m%d}"]


def test_who_grades_sees_what_came_late_and_not_what_had_more_time(
    visitor: Visitor, people: People, trainee: Enrolment
) -> None:
    paper = a_paper(people.trainee, people.edition)
    yesterday = today() - timedelta(days=3)
    due(people.edition, people, yesterday, PAPER)
    papers = f"/editions/{people.edition.id}/case-papers"
    visitor.signed_in(people.trainer)
    for path in (papers, f"{papers}/{paper.id}"):
        visitor.get(path)
        assert f"Late: due {shown(yesterday)}" in visitor.text()

    more(people, today() + timedelta(days=1), PAPER, trainee)

    for path in (papers, f"{papers}/{paper.id}"):
        visitor.get(path)
        assert "Late" not in visitor.text()


@pytest.mark.parametrize("count", [1, 3, 40])
def test_the_list_takes_few_statements(visitor: Visitor, people: People, count: int) -> None:
    class_ = a_class(people.edition, count)
    for row in class_:
        more(people, today(), PAPER, *class_[:2], row) if row not in class_[:2] else more(
            people, today(), PAPER, row
        )
    visitor.signed_in(people.trainer).get(pages(people.edition)["more"])
    assert visitor.statements == 7


def test_only_those_who_teach_there_set_dates_and_give_time(
    app: Flask, people: People, trainee: Enrolment
) -> None:
    row = more(people, today(), PAPER, trainee)
    address = pages(people.edition)
    for person, status in [
        (people.trainee, 403),
        (people.supervisor, 403),
        (people.assessor, 403),
        (people.outsider, 404),
        (people.other_coordinator, 404),
    ]:
        visitor = Visitor(app).signed_in(person)
        visitor.post(address["dates"], {"paper:bagru": "2026-12-31"}, status=status)
        visitor.post(address["more"], {}, status=status)
        visitor.post(f"{address['more']}/{row.id}/ending", status=status)
    other = pages(people.other_edition)["more"]
    visitor = Visitor(app).signed_in(people.other_coordinator)
    visitor.post(f"{other}/{row.id}/ending", status=404)
    db.session.refresh(row)
    assert row.ended_at is None
