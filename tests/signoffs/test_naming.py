"""A coordinator names who looks at a fieldwork, and that person can, wherever they stand."""

import pytest
from sqlalchemy import select

from lms.audit.models import AuditEvent
from lms.db import db
from lms.placements.models import Placement
from tests.fieldwork.factories import a_placement
from tests.people import People
from tests.signoffs.factories import to_be_closed
from tests.visitor import Visitor


def at(placement: Placement, role: str = "") -> str:
    return f"/placements/{placement.id}/second-people{role}"


def test_whoever_is_named_opens_it_and_looks_at_it(visitor: Visitor, people: People) -> None:
    """A trainer sees no fieldwork otherwise."""
    placement, trainer = to_be_closed(people, state="assessed"), people.trainer
    page = f"/placements/{placement.id}/sign-off"
    visitor.signed_in(trainer).get(page, status=404)

    visitor.signed_in(people.coordinator).post(
        at(placement, "/moderator"), {"person": str(trainer.id)}
    )

    visitor.get(at(placement))
    (chosen,) = visitor.all("#moderator-person option[selected]")
    assert chosen.to_text() == trainer.name
    visitor.signed_in(trainer).get(page)
    visitor.post(f"{page}/moderation")
    assert db.session.get_one(Placement, placement.id).state == "moderated"


def test_who_is_not_named_any_more_sees_it_no_more(visitor: Visitor, people: People) -> None:
    placement = to_be_closed(people, state="assessed")
    page = f"/placements/{placement.id}/sign-off"
    for person in (people.trainer.id, ""):
        visitor.signed_in(people.coordinator).post(
            at(placement, "/moderator"), {"person": str(person)}
        )

    visitor.signed_in(people.trainer).get(page, status=404)


def test_the_record_holds_who_was_named(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    form = {"person": str(people.assessor.id)}
    visitor.signed_in(people.coordinator)
    for _ in range(2):
        visitor.post(at(placement, "/second-marker"), form)

    (event,) = db.session.scalars(select(AuditEvent).where(AuditEvent.act == "placement.named"))
    assert event.details == {"role": "second_marker", "person": people.assessor.id}


@pytest.mark.parametrize("who", ["supervisor", "trainee", "outsider"])
def test_no_party_and_no_stranger_can_be_named(visitor: Visitor, people: People, who: str) -> None:
    placement = a_placement(people)
    form = {"person": str(getattr(people, who).id)}

    visitor.signed_in(people.coordinator).post(at(placement, "/moderator"), form, status=422)


@pytest.mark.parametrize("who", ["supervisor", "assessor", "trainee"])
def test_only_who_runs_the_edition_names(visitor: Visitor, people: People, who: str) -> None:
    placement = a_placement(people)
    form = {"person": str(people.assessor.id)}

    visitor.signed_in(getattr(people, who)).post(at(placement, "/moderator"), form, status=403)


def test_after_the_signatures_nobody_is_named(visitor: Visitor, people: People) -> None:
    placement = to_be_closed(people, state="signed_off")
    form = {"person": str(people.assessor.id)}

    visitor.signed_in(people.coordinator).post(at(placement, "/moderator"), form, status=403)
