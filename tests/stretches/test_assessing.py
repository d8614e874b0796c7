from datetime import UTC, datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import joinedload

from lms.content import library
from lms.db import db
from lms.editions.models import Role
from lms.placements.models import SupervisorAssignment
from lms.stretches.models import Assessment
from tests.fieldwork.factories import a_placement
from tests.people import People, enrol, today
from tests.visitor import Visitor


@pytest.fixture
def levels() -> dict[str, str]:
    return {f"level-{row.id}": "3" for row in library().rubrics["log"].criteria}


def test_a_week_is_assessed_with_the_rubric(
    visitor: Visitor, people: People, levels: dict[str, str]
) -> None:
    placement = a_placement(people)
    comment = "You count from two sides. Next week, date each next step."

    visitor.signed_in(people.supervisor).post(
        f"/placements/{placement.id}/weeks/1/assessment", levels | {"comment": comment}
    )

    row = db.session.scalars(select(Assessment)).one()
    assert (row.target, set(row.levels.values()), row.comment) == ("week:1", {3}, comment)
    visitor.signed_in(people.trainee).get(f"/placements/{placement.id}/weeks/1")
    assert comment in visitor.text()


def versions_of_week_1(visitor: Visitor) -> list[str]:
    return [field.attrs["value"] for field in visitor.all("form.form input[name=version]")]


def test_two_supervisors_do_not_overwrite_each_other(
    visitor: Visitor, people: People, levels: dict[str, str]
) -> None:
    placement = a_placement(people)
    cover = SupervisorAssignment(
        placement=placement, user=people.other_supervisor, role="cover", from_on=today()
    )
    db.session.add(cover)
    path = f"/placements/{placement.id}/weeks/1"
    visitor.signed_in(people.supervisor).get(path)
    (opened,) = versions_of_week_1(visitor)
    theirs = levels | {"version": opened, "comment": "You count from two sides. Now date it."}
    mine = levels | {"version": opened, "comment": "Your facts are thin. Next week, ask twice."}
    mine[next(iter(levels))] = "2"

    visitor.signed_in(people.other_supervisor).post(f"{path}/assessment", theirs)
    visitor.post(f"{path}/assessment", theirs)
    visitor.signed_in(people.supervisor).post(f"{path}/assessment", mine, status=409)

    assert "Somebody saved an assessment while you wrote yours" in visitor.text()
    assert theirs["comment"] in visitor.all("[role=alert]")[0].to_text()
    assert mine["comment"] in visitor.all("textarea")[0].to_text()
    assert db.session.scalars(select(Assessment.comment)).all() == [theirs["comment"]]

    mine["version"] = versions_of_week_1(visitor)[0]
    visitor.post(f"{path}/assessment", mine)
    row = db.session.scalars(select(Assessment).options(joinedload(Assessment.assessor))).one()
    assert (row.comment, row.assessor) == (mine["comment"], people.supervisor)


def test_a_refused_assessment_stays_on_the_version_it_began_with(
    visitor: Visitor, people: People, levels: dict[str, str]
) -> None:
    placement = a_placement(people)
    form = levels | {"version": "0", "comment": "You count from two sides. Now date it."}
    path = f"/placements/{placement.id}/weeks/1/assessment"
    visitor.signed_in(people.supervisor).post(path, form)

    visitor.post(path, form | {"comment": "Short."}, status=422)

    assert versions_of_week_1(visitor) == ["0"]


@pytest.mark.parametrize(
    ("week", "changes", "status"),
    [
        (6, {}, 303),
        (7, {}, 404),
        (6, {"comment": "x" * 2000}, 303),
        (6, {"comment": "x" * 2001}, 422),
        (6, {"comment": "x" * 1998 + "\r\nx"}, 303),
        (6, {"version": "mangled"}, 400),
    ],
    ids=["last week", "no such week", "longest", "too long", "line end", "mangled"],
)
def test_an_assessment_has_bounds(  # one row of a table
    visitor: Visitor,
    people: People,
    levels: dict[str, str],
    week: int,
    changes: dict[str, str],
    status: int,
) -> None:
    placement = a_placement(people)
    form = levels | {"comment": "You count from two sides. Now date it."} | changes

    visitor.signed_in(people.supervisor).post(
        f"/placements/{placement.id}/weeks/{week}/assessment", form, status=status
    )


def test_an_unfinished_assessment_says_what_is_missing_and_keeps_the_rest(
    visitor: Visitor, people: People, levels: dict[str, str]
) -> None:
    placement = a_placement(people)
    one = dict(list(levels.items())[:1])

    visitor.signed_in(people.supervisor).post(
        f"/placements/{placement.id}/weeks/1/assessment", one | {"comment": "Good."}, status=422
    )

    assert visitor.text().count("Choose a level.") == 2 * (len(levels) - 1)
    assert "Name one strength and one next step" in visitor.text()
    assert len(visitor.all("input[checked]")) == 1
    assert db.session.scalars(select(Assessment)).all() == []


@pytest.mark.parametrize("who", ["trainee", "coordinator", "assessor", "administrator"])
def test_only_the_supervisor_assesses(
    visitor: Visitor, people: People, who: str, levels: dict[str, str]
) -> None:
    placement = a_placement(people)
    form = levels | {"comment": "A comment that is long enough."}

    visitor.signed_in(getattr(people, who)).post(
        f"/placements/{placement.id}/weeks/1/assessment", form, status=403
    )

    assert db.session.scalars(select(Assessment)).all() == []


def test_a_week_outside_the_placement_does_not_exist(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    visitor.signed_in(people.trainee)
    for number in (0, 7):
        visitor.get(f"/placements/{placement.id}/weeks/{number}", status=404)


@pytest.mark.parametrize(("ended", "status"), [(False, 303), (True, 403)])
def test_a_coordinator_assesses_only_while_a_supervisor_too(
    visitor: Visitor, people: People, ended: bool, status: int, levels: dict[str, str]
) -> None:
    placement = a_placement(people, supervisor=people.coordinator)
    role = enrol(people.coordinator, people.edition, Role.SUPERVISOR)
    role.ended_at = datetime.now(UTC) if ended else None

    visitor.signed_in(people.coordinator).post(
        f"/placements/{placement.id}/weeks/1/assessment",
        levels | {"comment": "You count well. Next week, date each step."},
        status=status,
    )
