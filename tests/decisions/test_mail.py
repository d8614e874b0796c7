"""Who is told by mail and calendars: the undecided before it closes, all to look at it again."""

from datetime import date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.accounts.models import User
from lms.db import db
from lms.decisions import actions, concluding
from lms.decisions.actions import Proposed
from lms.decisions.closing import closing_for
from lms.decisions.models import Decision
from lms.decisions.reminders import dates, to_review, to_speak
from lms.editions import actions as editions
from lms.forum import actions as forum
from lms.forum import noting
from lms.forum.models import Post, Topic
from lms.forum.reading import Span
from lms.notifications import digest
from lms.notifications.models import Reminder
from tests.decisions.factories import DAY, a_decision, a_voice
from tests.forum.factories import a_space, space_of
from tests.people import People, enrolment_of

pytestmark = pytest.mark.usefixtures("app")
HOUR = timedelta(hours=1)


@pytest.fixture(params=[False, True], ids=["named", "anonymous"])
def decision(people: People, now: datetime, request: pytest.FixtureRequest) -> Decision:
    space = space_of(people.edition, at=now)
    return a_decision(space, people.trainee, anonymous=request.param, at=now)


def told(at: datetime, *people: User) -> list[int]:
    return sorted(number for number, _line in to_speak(people, at))


def test_only_the_undecided_are_told_and_on_the_last_day_only(
    people: People, decision: Decision, now: datetime
) -> None:
    everybody = (people.trainee, people.classmate, people.trainer, people.outsider)
    a_voice(decision, people.classmate, "agree", at=now)
    undecided = [people.trainee.id, people.trainer.id]
    assert told(decision.closes_at - DAY - HOUR, *everybody) == []
    assert told(decision.closes_at - DAY + HOUR, *everybody) == sorted(undecided)
    assert told(decision.closes_at, *everybody) == []


def test_nobody_is_told_twice(
    app: Flask, people: People, decision: Decision, now: datetime
) -> None:
    person = people.classmate
    for hours in range(30, 0, -1):
        digest.send(decision.closes_at - hours * HOUR)
    keys = db.session.scalars(select(Reminder.key).where(Reminder.user_id == person.id)).all()
    assert [key for key in keys if key.startswith("decision:")] == [
        f"decision:{decision.topic_id}:closing"
    ]


@pytest.mark.parametrize("because", ["left", "withdrawn", "closed"])
def test_rights_are_those_of_the_moment_of_the_mail(
    people: People, decision: Decision, now: datetime, because: str
) -> None:
    late = decision.closes_at - HOUR
    assert told(late, people.classmate) == [people.classmate.id]
    if because == "left":
        editions.end(enrolment_of(people.classmate, people.edition), at=now)
    elif because == "withdrawn":
        query = select(Post).options(joinedload(Post.topic).joinedload(Topic.space))
        first = db.session.scalars(query).one()
        forum.remove(first, reason="No.", by=people.trainee, at=now)
    else:
        actions.move_closing(decision, now + HOUR, "All are here.", by=people.trainee, at=now)
    db.session.flush()
    assert told(late, people.classmate) == []


def test_of_what_stands_in_a_theme_only_who_has_opened_it_is_reminded(
    people: People, now: datetime
) -> None:
    decision = a_decision(a_space(at=now), people.trainee, at=now)
    late = decision.closes_at - HOUR
    assert told(late, people.classmate, people.stranger) == []
    noting.note_first_seen(people.stranger, decision.topic_id, Span(1, 1))
    assert told(late, people.classmate, people.stranger) == [people.stranger.id]


def test_who_spoke_before_it_was_amended_is_asked_again(people: People, now: datetime) -> None:
    decision = a_decision(space_of(people.edition, at=now), people.trainee, at=now)
    a_voice(decision, people.classmate, "object", reason="No money.", at=now)
    assert told(now, people.classmate, people.trainer) == []
    actions.amend(decision, 1, Proposed("A third."), "Cheaper.", by=people.trainee, at=now)
    assert told(now, people.classmate, people.trainer) == [people.classmate.id]
    a_voice(decision, people.classmate, "agree", at=now)
    assert told(now, people.classmate, people.trainer) == []


def test_a_mail_says_when_it_closes_on_the_clock_and_in_the_language_of_its_reader(
    app: Flask, people: People, now: datetime
) -> None:
    decision = a_decision(space_of(people.edition, at=now), people.trainee, at=now)
    people.classmate.time_zone = "Asia/Kolkata"
    with app.test_request_context():
        ((_number, line),) = to_speak([people.classmate], decision.closes_at - HOUR)
        said = line.say()
    assert said.startswith("“Who pays for the first visit?” closes ")
    assert "UTC+05:30" in said


def test_a_review_is_due_once_on_its_day(
    app: Flask, people: People, decision: Decision, now: datetime
) -> None:
    late = decision.closes_at
    day = (late + 9 * DAY).date()
    concluding.conclude(decision, 0, "Half.", day, by=people.trainee, at=late)

    def reviews(on: date) -> int:
        at = datetime.combine(on, now.timetz()).replace(hour=12)
        return len(list(to_review([people.trainee, people.classmate, people.outsider], at)))

    assert [reviews(day + offset * DAY) for offset in (-1, 0, 14, 15)] == [0, 2, 2, 0]
    keys = {line.key for _number, line in to_review([people.classmate], late + 9 * DAY)}
    assert keys == {f"decision:{decision.topic_id}:review-{day}"}


def test_calendars_show_the_closing_on_the_day_of_the_reader_and_the_review(
    app: Flask, people: People, decision: Decision
) -> None:
    late = decision.closes_at
    day = (late + 9 * DAY).date()
    concluding.conclude(decision, 0, "Half.", day, by=people.trainee, at=late)
    with app.test_request_context():
        mine = enrolment_of(people.classmate, people.edition)
        found = list(dates([mine], late.date() - DAY, day + DAY))
        other = enrolment_of(people.outsider, people.other_edition)
        assert list(dates([other], late.date() - DAY, day + DAY)) == []
    number = decision.topic_id
    assert [(row.key, row.on) for row in found] == [
        (f"decision-closing-{number}", late.date()),
        (f"decision-review-{number}", day),
    ]


def test_what_closes_soon_waits_until_somebody_has_spoken(
    app: Flask, people: People, decision: Decision, now: datetime
) -> None:
    def waiting(person: User, at: datetime) -> list[int]:
        with app.test_request_context():
            return [topic.id for topic, _when in closing_for(person, at)]

    assert waiting(people.classmate, now - DAY) == []
    assert waiting(people.classmate, now) == [decision.topic_id]
    a_voice(decision, people.trainer, "agree", at=now)
    assert waiting(people.classmate, now) == [decision.topic_id]
    a_voice(decision, people.classmate, "agree", at=now)
    assert waiting(people.classmate, now) == []
    assert waiting(people.trainee, decision.closes_at) == []
    assert waiting(people.outsider, now) == []
