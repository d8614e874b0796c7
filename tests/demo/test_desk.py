"""What lies on the desks of the demo world."""

from sqlalchemy import select

from lms.db import db
from lms.editions.models import Enrolment
from lms.placements.models import Placement
from tests.demo.conftest import someone
from tests.visitor import Visitor


def placement_of(name: str) -> int:
    query = select(Placement.id).join(Placement.enrolment)
    return db.session.scalars(query.where(Enrolment.user_id == someone(name).id)).one()


def test_a_desk_shows_what_supervisors_meet(visitor: Visitor) -> None:
    """A flagged entry, one of somebody stood in for, phrases, a ladder, a week without work."""
    visitor.signed_in(someone("supervisor")).get("/reviews?show=flagged")
    assert "written long after" in visitor.text()
    visitor.get("/phrases")
    assert len(visitor.all("section[aria-labelledby=own] li")) == 4
    visitor.get(f"/placements/{placement_of('trainee')}/entrustment")
    assert len(visitor.all(".rung-marks li")) == 2

    visitor.signed_in(someone("supervisor2")).get("/reviews?show=covering")
    assert {node.to_text().partition(" · ")[0] for node in visitor.all(".row-link")} == {
        someone("hajar").name
    }
    visitor.get(f"/placements/{placement_of('suyapa')}/weeks/1")
    assert "La crecida se llevó el vado" in visitor.text()
