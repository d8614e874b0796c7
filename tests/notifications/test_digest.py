"""At most one mail a day, in the morning where each person lives, and only of what is not done."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.jobs.models import Job
from lms.notifications import digest
from lms.notifications.actions import choose, tell
from lms.notifications.lines import says
from lms.notifications.models import Category, Digest, How, Notice
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People, a_person
from tests.visitor import Visitor

MONDAY = datetime(2027, 3, 1, 12, tzinfo=UTC)


@says("test")
def _worded(about: Any) -> str:
    return f"Something about {about['what']}"


def letters() -> list[dict[str, Any]]:
    return [row.payload for row in db.session.scalars(select(Job).order_by(Job.id))]


def told(user: User, what: str, at: datetime, *, urgent: bool = False) -> None:
    tell(
        [user],
        "test",
        category=Category.DATES,
        about={"what": what},
        href="/calendar",
        at=at,
        urgent=urgent,
    )
    db.session.commit()


def test_a_hundred_notices_are_one_mail(app: Flask) -> None:
    ana = a_person("ana")
    for number in range(100):
        told(ana, f"thing {number}", MONDAY)

    assert digest.send(MONDAY) == 1

    (letter,) = letters()
    assert letter["to"] == ana.email
    assert letter["subject"].endswith("100 things for today")
    assert letter["body"].count("- Something about thing") == 100


@pytest.mark.parametrize(
    ("language", "counted"),
    [("es", "2 asuntos para hoy"), ("fr", "2 points pour aujourd’hui")],
)
def test_it_counts_in_the_language_of_its_reader(app: Flask, language: str, counted: str) -> None:
    ana = a_person("ana", language=language)
    told(ana, "rooms", MONDAY)
    told(ana, "hours", MONDAY)

    assert digest.send(MONDAY) == 1

    assert letters()[0]["subject"].endswith(counted)


def test_run_again_it_sends_nothing_and_later_news_wait(app: Flask) -> None:
    ana = a_person("ana")
    told(ana, "rooms", MONDAY)
    assert digest.send(MONDAY) == 1
    told(ana, "hours", MONDAY)

    assert digest.send(MONDAY + timedelta(hours=3)) == 0
    assert digest.send(MONDAY + timedelta(days=1)) == 1
    assert "hours" in letters()[1]["body"]
    assert "rooms" not in letters()[1]["body"]


@pytest.mark.parametrize(("hour", "mails"), [(0, 0), (1, 0), (2, 1), (12, 1)])
def test_it_comes_from_seven_on_where_the_person_lives(app: Flask, hour: int, mails: int) -> None:
    """Kolkata is five and a half hours ahead."""
    ana = a_person("ana")
    ana.time_zone = "Asia/Kolkata"
    at = MONDAY.replace(hour=hour)
    told(ana, "rooms", at)

    assert digest.send(at) == mails


def test_each_category_comes_as_was_chosen(app: Flask) -> None:
    wishes = {How.AT_ONCE: "ana", How.DAILY: "bo", How.WEEKLY: "cy", How.NEVER: "di"}
    people = {how: a_person(name) for how, name in wishes.items()}
    tuesday = MONDAY + timedelta(days=1)
    for how, person in people.items():
        choose(person, {Category.DATES: how})
        told(person, "rooms", tuesday)

    assert [letter["to"] for letter in letters()] == [people[How.AT_ONCE].email]
    digest.send(tuesday)
    assert [letter["to"] for letter in letters()][1:] == [people[How.DAILY].email]
    digest.send(MONDAY + timedelta(days=7))
    assert [letter["to"] for letter in letters()][2:] == [people[How.WEEKLY].email]


def test_what_is_urgent_comes_at_once_and_not_again(app: Flask) -> None:
    ana, di = a_person("ana"), a_person("di")
    choose(di, {Category.DATES: How.NEVER})
    for person in (ana, di):
        told(person, "rooms", MONDAY, urgent=True)

    assert [letter["to"] for letter in letters()] == [ana.email]
    assert digest.send(MONDAY) == 0


def test_nobody_suspended_or_not_here_yet_gets_one(app: Flask) -> None:
    invited, gone = a_person("ivo"), a_person("gil", suspended=True)
    invited.password_hash = None
    for person in (invited, gone):
        told(person, "rooms", MONDAY, urgent=True)

    assert digest.send(MONDAY) == 0
    assert letters() == []


def test_an_interrupted_run_is_taken_up_where_it_ended(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(digest, "AT_A_TIME", 2)
    for name in ("ana", "bo", "cy", "di", "ed"):
        told(a_person(name), "rooms", MONDAY)

    def stop(done: int, _mails: int) -> None:
        if done == 4:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        digest.send(MONDAY, say=stop)
    assert digest.send(MONDAY) == 1
    assert len({letter["to"] for letter in letters()}) == len(letters()) == 5


def test_the_command_says_what_it_did(app: Flask) -> None:
    told(a_person("ana"), "rooms", datetime.now(UTC))
    a_person("bo").time_zone = "UTC"
    db.session.commit()

    result = app.test_cli_runner().invoke(args=["digest", "send"])

    assert result.exit_code == 0
    assert re.search(r"\d mails are on their way", result.output)


def test_a_mail_of_the_day_can_be_ended_with_one_click(app: Flask, visitor: Visitor) -> None:
    ana = a_person("ana")
    told(ana, "rooms", MONDAY)
    digest.send(MONDAY)
    address = letters()[0]["unsubscribe"]
    path = address.partition("//")[2].partition("/")[2]

    visitor.get(f"/{path}")
    assert "End these mails?" in visitor.text()
    told(ana, "hours", MONDAY)
    visitor.post(f"/{path}", {"List-Unsubscribe": "One-Click"}, status=200, token=None)

    assert digest.send(MONDAY + timedelta(days=1)) == 0
    visitor.get("/unsubscribe/forged", status=404)
    visitor.post("/unsubscribe/forged", status=404, token=None)


def test_the_settings_are_kept(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get("/settings/notifications")
    checked = [n.attrs["value"] for n in visitor.all("input[type=radio]") if "checked" in n.attrs]
    assert checked == ["at_once", "daily", "daily", "daily"]
    wanted = {"messages": "weekly", "dates": "at_once", "work": "never", "others": "daily"}

    visitor.post("/settings/notifications", wanted)

    visitor.get("/settings/notifications")
    checked = [n.attrs["value"] for n in visitor.all("input[type=radio]") if "checked" in n.attrs]
    assert checked == ["weekly", "at_once", "never", "daily"]
    visitor.post("/settings/notifications", wanted | {"work": "at_once"}, status=422)
    assert "Not a valid choice" in visitor.text()


def test_reminders_name_what_is_open_and_stop_when_it_is_done(
    people: People, now: datetime
) -> None:
    """Ana is silent, Sofia has an old entry waiting, Carlos coordinates."""
    placement = a_placement(people, days_ago=30)
    entry = an_entry(placement, state="submitted")
    entry.submitted_at = now - timedelta(days=9)
    assert people.coordinator
    db.session.commit()
    morning = now.replace(hour=12) + timedelta(days=1)

    digest.send(morning)

    by_name = {letter["to"].partition("@")[0]: letter["body"] for letter in letters()}
    assert "You have handed in no log entry for a week." in by_name["ana"]
    assert "1 log entry waits for you" in by_name["sofia"]
    assert "1 trainee has handed in no log for a week" in by_name["carlos"]
    assert f"/editions/{people.edition.id}/progress?show=silent" in by_name["carlos"]
    entry.state, entry.submitted_at = "approved", morning
    count = len(letters())
    db.session.commit()

    digest.send(morning + timedelta(days=1))

    later = "\n".join(letter["body"] for letter in letters()[count:])
    assert "log entry" not in later
    assert "no log" not in later


@pytest.mark.parametrize(("days", "told_once"), [(8, False), (7, True), (3, True), (2, True)])
def test_the_end_of_fieldwork_is_brought_to_mind(
    people: People, now: datetime, days: int, told_once: bool
) -> None:
    placement = a_placement(people, days_ago=1, days_long=10 + days)
    morning = now.replace(hour=12) + timedelta(days=1)
    placement.ends_on = (morning + timedelta(days=days)).date()
    db.session.commit()

    digest.send(morning)
    digest.send(morning)

    text = "\n".join(letter["body"] for letter in letters())
    assert ("Your fieldwork ends on" in text) is told_once
    assert text.count("Your fieldwork ends on") <= 1


def test_every_person_costs_no_statement_more(
    people: People, statements: list[str], now: datetime
) -> None:
    morning, costs = now.replace(hour=12), []
    for count in (2, 20):
        for number in range(count):
            told(a_person(f"p{count}x{number}"), "rooms", morning)
        statements.clear()
        digest.send(morning)
        costs.append(len(statements))

    assert costs[0] == costs[1]
    assert len(db.session.scalars(select(Digest)).all()) == 22
    assert db.session.scalars(select(Notice).where(Notice.mailed_at.is_(None))).all() == []
