from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from flask import Flask
from markupsafe import Markup

from lms.content.course import Course
from lms.editions import class_days as module
from lms.editions import occasions
from lms.editions.class_days import ClassDay, class_days, dated_by, days_of, days_of_each
from lms.editions.models import Edition, Enrolment
from lms.editions.occasions import Occasion
from lms.learning import panels
from tests.people import People
from tests.visitor import Visitor

FRIDAY, SATURDAY, MONDAY, TUESDAY = (date(2026, 11, day) for day in (20, 21, 23, 24))


@pytest.fixture(autouse=True)
def nothing_above(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_sources", [])
    monkeypatch.setattr(panels, "_panels", [])
    monkeypatch.setattr(occasions, "_providers", [])


def test_class_days_leave_the_weekend_out(course: Course) -> None:
    one, two = course.days

    assert class_days(course, FRIDAY) == [ClassDay(1, FRIDAY, one), ClassDay(2, MONDAY, two)]


def test_a_course_that_starts_on_a_weekend_begins_on_monday(course: Course) -> None:
    assert [day.date for day in class_days(course, SATURDAY)] == [MONDAY, TUESDAY]


def test_a_date_that_was_set_counts_and_the_others_stay(
    app: Flask, people: People, course: Course
) -> None:
    one, two = course.days
    people.edition.starts_on = FRIDAY
    asked: list[Sequence[Edition]] = []

    def timetable(editions: Sequence[Edition]) -> Mapping[int, Mapping[str, date]]:
        asked.append(editions)
        return {people.edition.id: {two.ref: TUESDAY}, 987654: {one.ref: TUESDAY}}

    dated_by(timetable)
    dated_by(timetable)

    with app.test_request_context("/"):
        found = days_of(people.edition)

    assert found == [ClassDay(1, FRIDAY, one), ClassDay(2, TUESDAY, two)]
    assert asked == [[people.edition]]


def test_many_editions_are_asked_for_at_once(app: Flask, people: People) -> None:
    asked: list[Sequence[Edition]] = []

    def timetable(editions: Sequence[Edition]) -> Mapping[int, Mapping[str, date]]:
        asked.append(editions)
        return {}

    dated_by(timetable)
    both = [people.edition, people.other_edition]

    with app.test_request_context("/"):
        found, none = days_of_each(both), days_of_each([])

    assert (list(found), none) == ([edition.id for edition in both], {})
    assert asked == [both]


def test_a_class_day_shows_what_features_above_put_there(
    visitor: Visitor, people: People, course: Course
) -> None:
    people.edition.starts_on = FRIDAY
    people.edition.ends_on = FRIDAY + timedelta(days=90)
    asked: list[tuple[int, ClassDay]] = []

    def register(edition: Edition, when: ClassDay) -> Markup:
        asked.append((edition.id, when))
        return Markup("<p>The <em>register</em> of the day</p>")

    panels.on_class_day(register)
    panels.on_class_day(lambda _edition, _when: None)

    visitor.signed_in(people.trainee).get(f"/editions/{people.edition.id}/days/2")

    assert "The register of the day" in visitor.text()
    assert asked == [(people.edition.id, ClassDay(2, MONDAY, course.days[1]))]


def test_a_day_outside_of_an_edition_has_no_such_part(visitor: Visitor, people: People) -> None:
    panels.on_class_day(lambda _edition, _when: Markup("<p>The register</p>"))

    visitor.signed_in(people.trainee).get("/courses/cluster-broker/days/a1")

    assert "The register" not in visitor.text()


def test_a_feature_adds_its_dates_once(app: Flask, trainee: Enrolment) -> None:
    end = Occasion("week-1", FRIDAY, "Week 1 ends", "", "/placements/1/weeks/1")

    def of_fieldwork(enrolments: Sequence[Enrolment], first: date, last: date) -> list[Occasion]:
        assert (enrolments, first, last) == ([trainee], FRIDAY, MONDAY)
        return [end]

    occasions.remember(of_fieldwork)
    occasions.remember(of_fieldwork)

    assert occasions.occasions_of([trainee], FRIDAY, MONDAY) == [end]
