"""A coordinator moves the last day, names another supervisor, or ends it, with a reason."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEvent
from lms.db import db
from lms.placements.models import Placement, RequirementSet, SupervisorAssignment
from lms.placements.record import chain_of
from lms.placements.steps import Step
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People, today
from tests.visitor import Visitor

WHY = "The rains came three weeks late and the firms were shut."


def at(placement: Placement, what: str = "") -> str:
    return f"/placements/{placement.id}/changes{what}"


def acts_of(placement: Placement) -> list[str]:
    query = select(AuditEvent.act).where(AuditEvent.chain == chain_of(placement.id))
    return list(db.session.scalars(query.order_by(AuditEvent.number)))


def test_another_last_day_lets_the_work_go_on_under_the_rules_it_began_with(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people, state="completing", days_ago=20, days_long=15)
    rules, day = placement.requirement_set_id, today() + timedelta(days=7)
    form = {"ends_on": day.isoformat(), "said": WHY}

    visitor.signed_in(people.coordinator)
    for _ in range(2):
        visitor.post(at(placement, "/extension"), form)

    row = db.session.get_one(Placement, placement.id)
    assert (row.state, row.ends_on, row.requirement_set_id) == ("active", day, rules)
    assert acts_of(placement) == ["placement.extended"]
    assert db.session.scalars(select(Step.said)).one() == WHY


def test_another_supervisor_decides_from_today_on_and_the_first_no_more(
    visitor: Visitor, people: People
) -> None:
    placement, other = a_placement(people), people.other_supervisor
    entry = an_entry(placement, state="submitted")
    visitor.signed_in(other).get(f"/reviews/{entry.id}", status=404)
    visitor.signed_in(people.supervisor).get(f"/reviews/{entry.id}")

    form = {"supervisor": str(other.id), "said": WHY}
    visitor.signed_in(people.coordinator).post(at(placement, "/supervisor"), form)

    visitor.signed_in(other).get(f"/reviews/{entry.id}")
    visitor.signed_in(people.supervisor).get(f"/reviews/{entry.id}", status=404)
    rows = db.session.scalars(select(SupervisorAssignment).order_by(SupervisorAssignment.id)).all()
    assert [(row.user_id, row.until_on is None) for row in rows] == [
        (people.supervisor.id, False),
        (other.id, True),
    ]
    assert acts_of(placement)[-1] == "placement.supervisor_changed"


@pytest.mark.parametrize("how", ["withdrawn", "terminated"])
def test_what_has_ended_is_read_only(visitor: Visitor, people: People, how: str) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted")
    path = f"/placements/{placement.id}/entries/{entry.id}/withdrawal"

    form = {"how": how, "said": WHY}
    visitor.signed_in(people.coordinator).post(at(placement, "/ending"), form)

    assert db.session.get_one(Placement, placement.id).state == how
    visitor.signed_in(people.trainee).post(path, status=409)
    assert "This fieldwork has ended" in visitor.text()
    visitor.get(f"/placements/{placement.id}")


@pytest.mark.parametrize(
    ("what", "form"),
    [
        ("extension", {"ends_on": "", "said": WHY}),
        ("extension", {"ends_on": "9999-01-01", "said": WHY}),
        ("supervisor", {"supervisor": "", "said": WHY}),
        ("ending", {"how": "withdrawn", "said": ""}),
    ],
    ids=["no day", "far away", "nobody", "no reason"],
)
def test_what_is_missing_is_said_and_nothing_is_changed(
    visitor: Visitor, people: People, what: str, form: dict[str, str]
) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.coordinator).post(at(placement, f"/{what}"), form, status=422)

    assert visitor.all(".field-wrong")
    assert form["said"] in visitor.text()
    assert acts_of(placement) == []


def test_nobody_else_changes_it(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    for person in (people.trainee, people.supervisor, people.assessor):
        visitor.signed_in(person).get(at(placement), status=403)
        visitor.post(at(placement, "/ending"), {"how": "withdrawn", "said": WHY}, status=403)
    visitor.signed_in(people.coordinator).get(at(placement))
    assert acts_of(placement) == []


def test_another_rule_of_the_course_leaves_a_running_placement_untouched(people: People) -> None:
    """Its rules are a row of their own: new ones are another row."""
    placement = a_placement(people)
    before = dict(placement.requirement_set.rules)
    new = RequirementSet(
        course_id="cluster-broker",
        digest="another",
        required_minutes=99,
        rules={"periods": [], "grace_days": 1},
        created_at=placement.created_at,
    )
    db.session.add(new)
    db.session.commit()
    db.session.expire_all()

    row = db.session.get_one(Placement, placement.id)
    assert db.session.get_one(RequirementSet, row.requirement_set_id).rules == before
