"""How much of the class one attended and how many posts one wrote: as much as the edition says."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from lms import content
from lms.case_studies import discussing
from lms.class_sessions import actions as timetable
from lms.completion import actions
from lms.completion.awards import standing_of
from lms.completion.requirements import asked_by, titles_in
from lms.completion.rules import Group, Rule
from lms.db import db
from lms.editions.models import Enrolment
from lms.forum.actions import remove
from tests.case_studies.posts import a_post as a_case_post
from tests.class_sessions.factories import a_session, marked
from tests.completion.test_rule_pages import chosen, kept, look, sent_back
from tests.forum.factories import a_post, a_topic, space_of
from tests.people import People
from tests.visitor import Visitor

ROOT = content.root()
KINDS = ("attendance", "hours", "log", "quizzes", "cases", "posts", "word")
ONLY = {"lessons": "off", "quizzes": "off", "hours": "off", "log": "off"}


@pytest.fixture
def page(people: People) -> str:
    return f"/editions/{people.edition.id}/completion"


def asks(people: People, rule: Rule) -> None:
    at = datetime.now(UTC) - timedelta(days=1)
    actions.save_rule(people.edition, rule, why="We ask.", by=people.coordinator, at=at)
    db.session.commit()


def said(app: Flask, trainee: Enrolment) -> list[tuple[str, bool, str]]:
    with app.test_request_context("/"):
        return [(row.title, row.met, row.detail) for row in standing_of(trainee).asked]


def nine_of_ten_units(people: People, trainee: Enrolment) -> None:
    for minutes, units in ((360, 6), (240, 3)):
        session = a_session(people.edition, minutes=minutes, title=f"{units} units")
        marked(session, trainee, "present", by=people.trainer, units=units)


@pytest.mark.parametrize("course_id", sorted(content.library().courses))
def test_every_course_lets_its_editions_ask_for_all_kinds(app: Flask, course_id: str) -> None:
    content.configure(ROOT)  # the fixture puts its own back
    course = content.library().courses[course_id]
    with app.test_request_context("/"):
        assert titles_in(course).keys() >= set(KINDS)
        assert {"attendance", "posts"}.isdisjoint(asked_by(course))


@pytest.mark.parametrize(("percent", "needed"), [(80, 8), (90, 9), (91, 10)])
def test_a_rule_says_how_much_of_the_class_is_enough(
    app: Flask, people: People, trainee: Enrolment, percent: int, needed: int
) -> None:
    nine_of_ten_units(people, trainee)
    asks(people, Rule(("attendance",), least={"attendance": percent}))

    title, detail = f"Attend at least {percent}% of the class", "9 of 10 units attended, "
    assert said(app, trainee) == [(title, needed <= 9, f"{detail}{needed} needed")]


def test_posts_are_counted_in_cases_and_in_the_space_of_the_edition_unless_removed(
    app: Flask, people: People, trainee: Enrolment, now: datetime
) -> None:
    asks(people, Rule(("posts",), least={"posts": 2}))
    topic = a_topic(space_of(people.edition, at=now), people.trainer, at=now)
    title = "Write 2 posts in the discussions of your edition"
    assert said(app, trainee) == [(title, False, "0 of 2 so far")]

    case_post = a_case_post(people)
    forum_post = a_post(topic, people.trainee, at=now)
    a_case_post(people, by=people.trainer)
    assert said(app, trainee) == [(title, True, "2 of 2 so far")]

    discussing.remove(case_post, reason="Off the subject.", by=people.trainer, at=now)
    remove(forum_post, reason="Off the subject.", by=people.trainer, at=now)
    db.session.commit()
    assert said(app, trainee) == [(title, False, "0 of 2 so far")]


def test_what_is_written_elsewhere_is_no_post_of_the_edition(
    app: Flask, people: People, trainee: Enrolment, now: datetime
) -> None:
    asks(people, Rule(("posts",), least={"posts": 1}))
    a_topic(space_of(people.other_edition, at=now), people.trainee, at=now)

    assert [row[1] for row in said(app, trainee)] == [False]


def test_one_of_attendance_and_posts_may_be_enough(
    app: Flask, people: People, trainee: Enrolment, now: datetime
) -> None:
    a_case_post(people)
    either = Group(1, ("attendance", "posts"))
    asks(people, Rule((), (either,), {"attendance": 75, "posts": 1}))

    with app.test_request_context("/"):
        assert standing_of(trainee).met


def test_a_higher_share_names_who_would_lose_before_it_is_saved_and_says_so_after(
    visitor: Visitor, people: People, page: str, trainee: Enrolment, now: datetime
) -> None:
    nine_of_ten_units(people, trainee)
    asks(people, Rule(("attendance",), least={"attendance": 80}))
    visitor.signed_in(people.coordinator).get(page)
    assert visitor.all("#least_attendance")[0].attrs["value"] == "80"

    look(visitor, page, chosen(**ONLY, attendance="always", least={"attendance": "95"}))
    text = visitor.text()
    assert "Asked in another way: Attend at least 95% of the class." in text
    assert "1 would lose 0 would gain" in text
    asked = "Still to be met with the new rule: Attend at least 95% of the class."
    assert f"Ana Example {asked}" in text

    visitor.post(f"{page}/rules", sent_back(visitor))
    assert [rule.least for rule in kept()] == [{"attendance": 80}, {"attendance": 95}]
    visitor.get(page)
    assert "The whole rule Always needed: Attend at least 80% of the class." in visitor.text()


def test_less_of_it_frees_who_could_not_have_it(
    visitor: Visitor, people: People, page: str, trainee: Enrolment, now: datetime
) -> None:
    nine_of_ten_units(people, trainee)
    asks(people, Rule(("attendance",), least={"attendance": 95}))

    look(
        visitor.signed_in(people.coordinator),
        page,
        chosen(**ONLY, attendance="always", least={"attendance": "90"}),
    )

    assert "0 would lose 1 would gain" in visitor.text()
    assert "No longer in the way: Attend at least 95% of the class." in visitor.text()


def test_an_amount_that_nobody_asks_for_is_not_kept(
    visitor: Visitor, people: People, page: str
) -> None:
    visitor.signed_in(people.coordinator)
    look(visitor, page, chosen(log="off", least={"posts": "7", "attendance": "50"}))

    visitor.post(f"{page}/rules", sent_back(visitor))

    assert kept() == [Rule(("lessons", "quizzes", "hours"))]


def test_the_timetable_of_another_edition_counts_nowhere_else(
    app: Flask, people: People, trainee: Enrolment, now: datetime
) -> None:
    a_session(people.other_edition, minutes=600)
    off = a_session(people.edition, minutes=600)
    timetable.cancel(off, why="Strike.", at=now)
    asks(people, Rule(("attendance",), least={"attendance": 50}))

    assert [row[2] for row in said(app, trainee)] == ["The timetable is not made yet"]
