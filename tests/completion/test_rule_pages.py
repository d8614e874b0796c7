"""A coordinator changes what the certificate asks: choose, look at whom it touches, save."""

from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from sqlalchemy import select, update

from lms.accounts.models import SignIn
from lms.audit.models import AuditEvent
from lms.catalog.find import course_or_404
from lms.completion import actions
from lms.completion.models import CompletionRule
from lms.completion.requirements import asked_by, requirements_for
from lms.completion.rules import Group, Rule
from lms.content.course import Course
from lms.db import db
from lms.editions.models import Enrolment
from tests.learning.test_progress import DAYS, LESSONS, passed, read
from tests.people import PASSWORD, People
from tests.visitor import Visitor

Fields = dict[str, str]
KEYS = ("lessons", "quizzes", "hours", "log")
OFFERED = ("word", "sign_off", "cases", "deliverables", "defence", "attendance", "posts")


def chosen(*, enough_a: str = "", least: dict[str, str] | None = None, **places: str) -> Fields:
    return {
        **{f"place_{key}": places.get(key, "always") for key in KEYS},
        **{f"place_{key}": places.get(key, "off") for key in OFFERED},
        **{f"least_{key}": number for key, number in (least or {}).items()},
        "enough_a": enough_a,
        "enough_b": "",
    }


def kept() -> list[Rule]:
    rows = db.session.scalars(select(CompletionRule).order_by(CompletionRule.id))
    return [Rule.read(row.tree) for row in rows]


@pytest.fixture
def page(people: People) -> str:
    return f"/editions/{people.edition.id}/completion"


def look(visitor: Visitor, page: str, fields: Fields, *, status: int = 200) -> None:
    visitor.get(f"{page}/preview?{urlencode(fields)}", status=status)


def sent_back(visitor: Visitor, why: str = "The log shows enough.") -> Fields:
    """What the preview's form sends: all it carries, and the reason."""
    form = visitor.all("main form")[0]
    hidden = {
        str(row.attrs["name"]): str(row.attrs.get("value") or "")
        for row in form.query("input[type=hidden]")
    }
    return {**hidden, "why": why}


def places_in(visitor: Visitor) -> dict[str, str]:
    """Where each requirement stands in the form."""
    chosen = {row.attrs["id"]: row.query("option[selected]")[0] for row in visitor.all("select")}
    return {str(key).removeprefix("place_"): row.attrs["value"] for key, row in chosen.items()}


def test_every_requirement_is_needed_until_a_rule_is_saved(
    visitor: Visitor, people: People, page: str
) -> None:
    visitor.signed_in(people.coordinator).get(page)

    assert places_in(visitor) == dict.fromkeys(KEYS, "always") | dict.fromkeys(OFFERED, "off")
    assert "This edition asks for all that its course asks." in visitor.text()


def test_the_preview_names_who_would_gain_and_saves_nothing(
    visitor: Visitor, people: People, page: str, trainee: Enrolment
) -> None:
    read(trainee, *LESSONS)
    people.classmate  # noqa: B018  # is enrolled when first named
    look(visitor.signed_in(people.coordinator), page, chosen(quizzes="off", hours="off", log="off"))

    text = visitor.text()
    assert "0 would lose 1 would gain 1 have other things left 0 see no change" in text
    assert (
        "Would gain: all would be met at once Ana Example No longer in the way: Pass the quiz of "
        "every day; Have your hours of fieldwork approved; Reach “Competent” in your field log "
        "every week. 3 less to do Would have less left Bruno Example"
    ) in text
    assert kept() == []


def test_the_preview_names_who_would_lose(
    visitor: Visitor, people: People, page: str, trainee: Enrolment, now: datetime
) -> None:
    read(trainee, *LESSONS)
    only_lessons = Rule(("lessons",))
    actions.save_rule(people.edition, only_lessons, why="Pilot.", by=people.coordinator, at=now)

    look(visitor.signed_in(people.coordinator), page, chosen(hours="off", log="off"))

    assert (
        "Would lose: all is met now, not with the new rule Ana Example Still to be met with the "
        "new rule: Pass the quiz of every day. 1 more to do"
    ) in visitor.text()


def test_a_rule_is_saved_with_its_reason_shown_and_put_on_record(
    visitor: Visitor, people: People, page: str
) -> None:
    fields = chosen(hours="a", log="a", quizzes="off", enough_a="1")
    look(visitor.signed_in(people.coordinator), page, fields)

    answer = visitor.post(f"{page}/rules", sent_back(visitor))

    assert answer.location == page
    assert kept() == [Rule(("lessons",), (Group(1, ("hours", "log")),))]
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.act, event.thing) == ("rule.saved", f"edition {people.edition.id}")
    visitor.get(page)
    assert (
        "Carlos Example The log shows enough. No longer asked: Pass the quiz of every day. Asked "
        "in another way: Have your hours of fieldwork approved; Reach"
    ) in visitor.text()
    assert "Always needed: Work through every lesson. At least 1 of: Have" in visitor.text()
    assert visitor.all("#enough_a")[0].attrs["value"] == "1"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        (dict.fromkeys(KEYS, "off"), "Nothing is asked now."),
        ({"hours": "a", "log": "a", "enough_a": "3"}, "Write a number from 1 to 2."),
        ({"hours": "a", "log": "a"}, "Write a number from 1 to 2."),
        ({"hours": "a", "enough_a": "0"}, "The group has 1 requirement. Write 1."),
        ({"hours": "a", "enough_a": "some"}, "Not a valid integer value."),
        ({"hours": "somewhere"}, "Not a valid choice."),
        ({"attendance": "always", "least": {"attendance": "101"}}, "Write a number from 1 to 100."),
        ({"attendance": "always", "least": {"attendance": ""}}, "Write a number from 1 to 100."),
        ({"posts": "always", "least": {"posts": "-1"}}, "Write a number from 1 to 100."),
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    visitor: Visitor, people: People, page: str, wrong: dict[str, Any], sentence: str
) -> None:
    visitor.signed_in(people.coordinator)

    look(visitor, page, chosen(**wrong), status=422)
    assert sentence in visitor.text()
    visitor.post(f"{page}/rules", {**chosen(**wrong), "why": "So."}, status=422)
    assert sentence in visitor.text()

    assert kept() == []


def test_a_reason_is_asked_for_and_what_was_chosen_stays(
    visitor: Visitor, people: People, page: str
) -> None:
    look(visitor.signed_in(people.coordinator), page, chosen(log="off"))

    visitor.post(f"{page}/rules", sent_back(visitor, why="  "), status=422)

    assert "Write a reason. It stays in the history of rules." in visitor.text()
    assert kept() == []
    visitor.post(f"{page}/rules", sent_back(visitor))
    assert kept() == [Rule(("lessons", "quizzes", "hours"))]


def test_the_way_back_keeps_what_was_chosen(visitor: Visitor, people: People, page: str) -> None:
    look(visitor.signed_in(people.coordinator), page, chosen(hours="a", log="a", enough_a="2"))

    visitor.get(next(row.attrs["href"] for row in visitor.all(".actions a")))

    found = places_in(visitor)
    assert [found[key] for key in KEYS] == ["always", "always", "a", "a"]
    assert visitor.all("#enough_a")[0].attrs["value"] == "2"


def test_the_rule_that_counts_already_has_nothing_to_save(
    visitor: Visitor, people: People, page: str
) -> None:
    look(visitor.signed_in(people.coordinator), page, chosen())

    assert "This is the rule that counts now: nothing would change." in visitor.text()
    assert visitor.all("main form") == []


def test_without_a_choice_the_preview_leads_to_the_choices(
    visitor: Visitor, people: People, page: str
) -> None:
    answer = visitor.signed_in(people.coordinator).get(f"{page}/preview", status=303)

    assert answer.location == page


def test_a_second_click_adds_no_second_rule(visitor: Visitor, people: People, page: str) -> None:
    look(visitor.signed_in(people.coordinator), page, chosen(log="off"))
    fields = sent_back(visitor)
    for _click in range(2):
        visitor.post(f"{page}/rules", fields)

    assert kept() == [Rule(("lessons", "quizzes", "hours"))]


def test_what_somebody_else_saved_meanwhile_is_not_replaced_unseen(
    visitor: Visitor, people: People, page: str, now: datetime
) -> None:
    look(visitor.signed_in(people.coordinator), page, chosen(log="off"))
    other = Rule(("lessons",))
    actions.save_rule(people.edition, other, why="Pilot.", by=people.administrator, at=now)
    visitor.post(f"{page}/rules", sent_back(visitor), status=422)

    assert "Ada Example saved another rule meanwhile." in visitor.text()
    assert "Now Always needed: Work through every lesson." in visitor.text()
    assert kept() == [other]
    visitor.post(f"{page}/rules", sent_back(visitor))
    assert kept() == [other, Rule(("lessons", "quizzes", "hours"))]


def test_a_preview_that_no_longer_stands_is_shown_again_before_it_is_saved(
    visitor: Visitor, people: People, page: str, trainee: Enrolment
) -> None:
    look(visitor.signed_in(people.coordinator), page, chosen(hours="off", log="off"))
    read(trainee, *LESSONS)
    for day in DAYS:
        passed(trainee, day)

    visitor.post(f"{page}/rules", sent_back(visitor), status=422)

    text = visitor.text()
    assert "Since you looked, something has changed." in text
    assert "1 would gain" in text
    assert kept() == []
    visitor.post(f"{page}/rules", sent_back(visitor))
    assert kept() == [Rule(("lessons", "quizzes"))]


def test_it_asks_for_the_password_again(visitor: Visitor, people: People, page: str) -> None:
    look(visitor.signed_in(people.coordinator), page, chosen(log="off"))
    fields = sent_back(visitor)
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    db.session.execute(update(SignIn).values(confirmed_at=long_ago))
    db.session.commit()

    visitor.post(f"{page}/rules", fields, status=422)
    assert kept() == []
    visitor.post(f"{page}/rules", {**fields, "present_password": PASSWORD})
    assert len(kept()) == 1


@pytest.mark.parametrize("name", ["trainee", "trainer", "supervisor", "assessor"])
def test_only_who_runs_the_edition_sees_a_preview_and_changes_its_rule(
    visitor: Visitor, people: People, page: str, name: str
) -> None:
    visitor.signed_in(getattr(people, name))

    look(visitor, page, chosen(log="off"), status=403)
    visitor.post(f"{page}/rules", {**chosen(log="off"), "why": "So."}, status=403)

    assert kept() == []


def test_the_page_costs_the_same_with_one_rule_as_with_three(
    visitor: Visitor, people: People, page: str, now: datetime
) -> None:
    visitor.signed_in(people.coordinator)
    costs = []
    for keys in (("lessons",), ("hours",), ("log",)):
        actions.save_rule(people.edition, Rule(keys), why="So.", by=people.coordinator, at=now)
        db.session.commit()
        visitor.get(page)
        costs.append(visitor.statements)

    assert costs == [3, 3, 3]


def test_the_editor_names_all_that_a_trainee_is_asked(
    visitor: Visitor, trainee: Enrolment, course: Course
) -> None:
    with visitor.app.test_request_context("/"):
        asked = [row.key for row in requirements_for(trainee) if not row.offered]
        assert asked_by(course_or_404(course.id)) == asked
