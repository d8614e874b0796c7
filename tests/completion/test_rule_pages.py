"""A coordinator says what the certificate asks in one edition."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from lms.accounts.models import SignIn
from lms.audit.models import AuditEvent
from lms.catalog.find import course_or_404
from lms.completion import actions
from lms.completion.models import CompletionRule
from lms.completion.requirements import requirements_for, titles_in
from lms.completion.rules import Group, Rule
from lms.content.course import Course
from lms.db import db
from lms.learning.models import Enrolment
from tests.people import PASSWORD, People
from tests.visitor import Visitor

KEYS = ("lessons", "quizzes", "hours", "log")


def sent(*, based_on: int = 0, enough_a: str = "", **places: str) -> dict[str, str]:
    chosen = {f"place_{key}": places.get(key, "always") for key in KEYS}
    return {"based_on": str(based_on), "enough_a": enough_a, "enough_b": "", **chosen}


def kept() -> list[Rule]:
    rows = db.session.scalars(select(CompletionRule).order_by(CompletionRule.id))
    return [Rule.read(row.tree) for row in rows]


@pytest.fixture
def page(people: People) -> str:
    return f"/editions/{people.edition.id}/completion"


def test_every_requirement_is_needed_until_a_rule_is_saved(
    visitor: Visitor, people: People, page: str
) -> None:
    visitor.signed_in(people.coordinator).get(page)

    chosen = [node.attrs["value"] for node in visitor.all("select option[selected]")]
    assert chosen == ["always"] * len(KEYS)
    assert "This edition asks for all that its course asks." in visitor.text()


def test_a_rule_is_saved_shown_and_put_on_record(
    visitor: Visitor, people: People, page: str
) -> None:
    fields = sent(hours="a", log="a", quizzes="off", enough_a="1")

    answer = visitor.signed_in(people.coordinator).post(f"{page}/rules", fields)

    assert answer.location == page
    assert kept() == [Rule(("lessons",), (Group(1, ("hours", "log")),))]
    event = db.session.scalars(select(AuditEvent)).one()
    assert (event.act, event.thing) == ("rule.saved", f"edition {people.edition.id}")
    visitor.get(page)
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
    ],
)
def test_what_cannot_be_is_said_beside_the_field(
    visitor: Visitor, people: People, page: str, wrong: dict[str, str], sentence: str
) -> None:
    visitor.signed_in(people.coordinator).post(f"{page}/rules", sent(**wrong), status=422)

    assert sentence in visitor.text()
    assert kept() == []


def test_a_second_click_adds_no_second_rule(visitor: Visitor, people: People, page: str) -> None:
    visitor.signed_in(people.coordinator)
    for _click in range(2):
        visitor.post(f"{page}/rules", sent(log="off"))

    assert kept() == [Rule(("lessons", "quizzes", "hours"))]


def test_what_somebody_else_saved_meanwhile_is_not_replaced_unseen(
    visitor: Visitor, people: People, page: str, now: datetime
) -> None:
    actions.save_rule(people.edition, Rule(("lessons",)), by=people.administrator, at=now)
    db.session.commit()
    visitor.signed_in(people.coordinator).post(f"{page}/rules", sent(), status=422)

    assert "saved another rule meanwhile" in visitor.text()
    assert kept() == [Rule(("lessons",))]
    seen = int(str(visitor.all("#based_on")[0].attrs["value"]))
    visitor.post(f"{page}/rules", sent(based_on=seen))
    assert kept() == [Rule(("lessons",)), Rule(KEYS)]


def test_it_asks_for_the_password_again(visitor: Visitor, people: People, page: str) -> None:
    visitor.signed_in(people.coordinator)
    long_ago = datetime.now(UTC) - timedelta(hours=1)
    db.session.execute(update(SignIn).values(confirmed_at=long_ago))
    db.session.commit()

    visitor.post(f"{page}/rules", sent(log="off"), status=422)
    assert kept() == []
    visitor.post(f"{page}/rules", {**sent(log="off"), "present_password": PASSWORD})
    assert len(kept()) == 1


@pytest.mark.parametrize("name", ["trainee", "trainer", "supervisor", "assessor"])
def test_only_who_runs_the_edition_changes_its_rule(
    visitor: Visitor, people: People, page: str, name: str
) -> None:
    visitor.signed_in(getattr(people, name)).post(f"{page}/rules", sent(), status=403)

    assert kept() == []


def test_the_page_costs_the_same_with_one_rule_as_with_three(
    visitor: Visitor, people: People, page: str, now: datetime
) -> None:
    visitor.signed_in(people.coordinator)
    costs = []
    for keys in (("lessons",), ("hours",), ("log",)):
        actions.save_rule(people.edition, Rule(keys), by=people.coordinator, at=now)
        db.session.commit()
        visitor.get(page)
        costs.append(visitor.statements)

    assert costs == [3, 3, 3]


def test_the_editor_names_all_that_a_trainee_is_asked(
    visitor: Visitor, trainee: Enrolment, now: datetime, course: Course
) -> None:
    with visitor.app.test_request_context("/"):
        asked = {row.key: row.title for row in requirements_for(trainee)}
        assert titles_in(course_or_404(course.id)) == asked
