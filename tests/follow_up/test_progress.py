"""Who falls behind and who waits for whom: every count is the length of the list behind it."""

import csv
from datetime import UTC, datetime, timedelta
from io import StringIO
from typing import Any

import pytest
from sqlalchemy import select

from lms.db import db
from lms.editions.class_days import ClassDay, days_of
from lms.editions.models import Edition, Role
from lms.follow_up import standings
from lms.follow_up.standings import GROUPS, Progress, progress_in
from lms.i18n import in_language
from lms.learning import actions as learning
from lms.logbook.models import LogEntryVersion, Review
from lms.placements.models import Placement
from lms.quizzes.models import QuizAttempt
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People, a_person, enrol, enrolment_of
from tests.visitor import Visitor

WHO = {
    "coordinator": 200,
    "administrator": 200,
    "trainer": 403,
    "supervisor": 403,
    "assessor": 403,
    "trainee": 403,
    "outsider": 404,
    "other_coordinator": 404,
}


def here(people: People, **asked: Any) -> str:
    query = "&".join(f"{key}={value}" for key, value in asked.items())
    return f"/editions/{people.edition.id}/progress" + (f"?{query}" if query else "")


def found(people: People, at: datetime) -> Progress:
    with in_language("en"):
        return progress_in(people.edition, at)


def in_group(people: People, name: str, at: datetime) -> list[str]:
    return [row.enrolment.user.name for row in found(people, at).of(name)]


def class_days(edition: Edition) -> list[ClassDay]:
    with in_language("en"):
        return days_of(edition)


def has_done_the_class(people: People, at: datetime) -> None:
    """Ana noted every lesson and passed every quiz."""
    enrolment = enrolment_of(people.trainee, people.edition)
    for number, day in enumerate(class_days(people.edition), 1):
        for lesson in day.day.lessons:
            learning.complete(enrolment, lesson.ref, at=at)
        attempt = QuizAttempt(
            enrolment_id=enrolment.id,
            day=day.day.ref,
            number=number,
            started_at=at,
            finished_at=at,
            score=10,
            most=10,
            passed=True,
        )
        db.session.add(attempt)
    db.session.commit()


def waits(placement: Placement, days: int) -> None:
    """An entry that was handed in so many days ago."""
    entry = an_entry(placement, state="submitted")
    entry.submitted_at = datetime.now(UTC) - timedelta(days=days)
    db.session.commit()


def numbers(visitor: Visitor) -> dict[str, int]:
    """The counts of the page by the address of their lists."""
    return {
        link.attrs["href"].partition("#")[0]: int(link.query("strong")[0].to_text())
        for link in visitor.all(".count a")
    }


def test_every_count_is_the_length_of_its_list(
    visitor: Visitor, people: People, now: datetime
) -> None:
    has_done_the_class(people, now)
    waits(a_placement(people, days_ago=20), days=9)
    enrol(a_person("dora"), people.edition, Role.TRAINEE)
    invited = a_person("elsa")
    invited.password_hash = None
    enrol(invited, people.edition, Role.TRAINEE)

    visitor.signed_in(people.coordinator).get(here(people))
    counted = numbers(visitor)

    assert list(counted.values()) == [2, 1, 1, 1, 2, 1]
    for address, count in counted.items():
        visitor.get(address)
        assert len(visitor.all("li.follow-row")) == count, address
        assert visitor.all("#list")[0].to_text().startswith(f"{count} trainee")


def test_class_work_counts_some_days_after_the_class_day(people: People, now: datetime) -> None:
    assert people.trainee
    first = class_days(people.edition)[0].date
    evening = datetime.combine(first, now.time(), UTC)

    assert in_group(people, "behind-in-class", evening + timedelta(days=2)) == []
    assert in_group(people, "behind-in-class", evening + timedelta(days=4)) == ["Ana Example"]
    has_done_the_class(people, now)
    assert in_group(people, "behind-in-class", now) == []


def test_who_is_silent_has_handed_in_nothing_for_a_week(people: People, now: datetime) -> None:
    placement = a_placement(people, days_ago=8)
    assert in_group(people, "silent", now) == ["Ana Example"]

    waits(placement, days=6)
    assert in_group(people, "silent", now) == []

    assert in_group(people, "silent", now + timedelta(days=3)) == ["Ana Example"]
    today = now.date()
    placement.pauses_on = [[str(today), str(today + timedelta(days=2))]]
    assert in_group(people, "silent", now + timedelta(days=3)) == [], "the plan waits"


def test_a_draft_is_nothing_handed_in(people: People, now: datetime) -> None:
    an_entry(a_placement(people, days_ago=8))

    assert in_group(people, "silent", now) == ["Ana Example"]
    assert in_group(people, "waiting", now) == []


def test_who_left_or_gave_up_is_not_counted(people: People, now: datetime) -> None:
    a_placement(people, days_ago=30, state="withdrawn")
    placement = a_placement(people, days_ago=8)
    assert len(found(people, now).standings) == 1
    assert found(people, now).standings[0].fieldwork is not None

    placement.enrolment.ended_at = now
    assert found(people, now).standings == []


def test_supervisors_stand_with_what_waits_for_them(
    visitor: Visitor, people: People, now: datetime
) -> None:
    first = a_placement(people)
    waits(first, days=9)
    waits(first, days=3)
    second = a_placement(people, trainee=people.classmate, supervisor=people.other_supervisor)
    waits(second, days=4)

    visitor.signed_in(people.coordinator).get(here(people))

    rows = [" ".join(row.to_text().split()) for row in visitor.all("tbody tr")]
    assert rows[0].startswith("Sofia Example 2 ")
    assert rows[0].endswith("(9 days) – 1 1")
    assert rows[1].startswith("Sergio Example 1 ")
    visitor.get(here(people, show="waiting", supervisor=people.supervisor.id))
    assert [name.to_text() for name in visitor.all("li.follow-row .row-title")] == ["Ana Example"]
    assert "2 entries wait" in visitor.text()


@pytest.mark.parametrize(("hours", "said"), [([2], 2), ([2, 50, 30], 30), ([2, 4, 30, 90], 17)])
def test_the_usual_time_to_reply_is_the_one_in_the_middle(
    people: People, now: datetime, hours: list[int], said: int
) -> None:
    placement = a_placement(people)
    for taken in hours:
        entry = an_entry(placement, state="submitted")
        version = db.session.scalars(select(LogEntryVersion).filter_by(entry_id=entry.id)).one()
        review = Review(
            entry_id=entry.id,
            version_id=version.id,
            number=1,
            reviewer_id=people.supervisor.id,
            decision="approved",
            minutes_allowed=60,
            decided_at=version.received_at + timedelta(hours=taken),
        )
        db.session.add(review)
    db.session.commit()

    (desk,) = found(people, now + timedelta(days=5)).desks

    assert desk.reply == pytest.approx(said * 3600, abs=2)


def test_it_costs_the_same_for_many_and_is_paged(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    visitor.signed_in(people.coordinator)
    costs = set()
    for count in (1, 60):
        for number in range(count):
            enrol(a_person(f"learner{count}x{number:02}"), people.edition, Role.TRAINEE)
        waits(a_placement(people), days=3)
        visitor.get(here(people))
        costs.add(visitor.statements)
    shown = [row.to_text() for row in visitor.all("li.follow-row .row-title")]
    visitor.get(visitor.all(".pagination a")[0].attrs["href"].partition("#")[0])
    shown += [row.to_text() for row in visitor.all("li.follow-row .row-title")]

    assert costs == {7}
    assert len(shown) == len(set(shown)) == 62


def test_an_edition_without_trainees_says_what_to_do(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.coordinator).get(here(people))

    assert "Enrol trainees first." in visitor.text()


@pytest.mark.parametrize("asked", ["show=all", "supervisor=7", "supervisor=x", "from=50", "from=x"])
def test_what_names_nothing_here_is_no_page(visitor: Visitor, people: People, asked: str) -> None:
    a_placement(people)

    visitor.signed_in(people.coordinator).get(f"{here(people)}?{asked}", status=404)


@pytest.mark.parametrize(("name", "status"), WHO.items())
@pytest.mark.parametrize("ending", ["", ".csv"])
def test_only_who_runs_the_edition_sees_it(
    visitor: Visitor, people: People, name: str, status: int, ending: str
) -> None:
    a_placement(people)

    visitor.signed_in(getattr(people, name)).get(here(people) + ending, status=status)


@pytest.mark.parametrize(
    ("language", "separator", "hours"), [("en", ",", "1.5"), ("es", ";", "1,5"), ("fr", ";", "1,5")]
)
def test_the_list_opens_right_in_a_spreadsheet(
    visitor: Visitor, people: People, language: str, separator: str, hours: str
) -> None:
    people.coordinator.language = language
    people.trainee.name = "=1+1"
    waits(a_placement(people), days=3)

    response = visitor.signed_in(people.coordinator).get(here(people) + ".csv")

    assert response.data.startswith(b"\xef\xbb\xbf"), "the mark by which Excel knows UTF-8"
    rows = list(csv.reader(StringIO(response.data.decode("utf-8-sig")), delimiter=separator))
    assert len(rows) == 2
    cells = dict(zip(range(14), rows[1], strict=True))
    assert cells[0] == "'=1+1", "no formula"
    assert (cells[1], cells[6], cells[11], cells[13]) == (
        people.trainee.email,
        hours,
        "1",
        "Sofia Example",
    )


def test_groups_have_names(people: People) -> None:
    from lms.follow_up.vocabulary import GROUP_NAMES, GROUP_NOTES

    assert GROUPS.keys() == GROUP_NAMES.keys() == GROUP_NOTES.keys()
    assert set(standings.BEHIND) <= GROUPS.keys()
