"""A place on the map is nobody's duty, and never kept finer than about a kilometre."""

from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select
from wtforms.validators import ValidationError

from lms.db import db
from lms.logbook.models import LogEntryVersion
from lms.placements.models import Placement
from lms.rough_places import roughly
from tests.api.sending import an_entry_of, at
from tests.fieldwork.factories import a_placement, form_of, writing
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def placement(people: People) -> Placement:
    return a_placement(people)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("27.176670, 78.008075", "27.18, 78.01"),
        ("-12.0464,-77.0428", "-12.05, -77.04"),
        ("0 0", "0.00, 0.00"),
        ("90; 180", "90.00, 180.00"),
    ],
)
def test_what_is_typed_is_rounded(typed: str, kept: str) -> None:
    assert roughly(typed) == kept


@pytest.mark.parametrize("typed", ["Kesarpur", "91, 0", "0, 181", "27.18", "1, 2, 3", "1e3, 0"])
def test_what_is_no_place_on_the_map_is_said(app: Flask, typed: str) -> None:
    with app.test_request_context(), pytest.raises(ValidationError, match="latitude and longitude"):
        roughly(typed)


def test_it_is_empty_unless_somebody_fills_it_in_and_its_supervisor_sees_it(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    entry = uuid4()
    path = f"/placements/{placement.id}/entries/{entry}"
    visitor.signed_in(people.trainee).get(f"/placements/{placement.id}/entries/new")
    (box,) = visitor.all("main input[name=rough_place]")
    assert not box.attrs.get("value")
    fine = form_of(rough_place="27.176670, 78.008075")
    visitor.post(f"{path}/submission", fine)

    visitor.signed_in(people.supervisor).get(path)
    assert "27.18, 78.01" in visitor.text()
    assert "27.1766" not in visitor.text()


def test_a_phone_cannot_send_it_finer(
    visitor: Visitor, people: People, placement: Placement
) -> None:
    sent = an_entry_of(placement, form_of(rough_place="27.176670, 78.008075"))
    visitor.signed_in(people.trainee).put(at("entries"), sent)
    assert db.session.scalars(select(LogEntryVersion.rough_place)).all() == ["27.18, 78.01"]


def test_an_entry_without_one_has_the_digest_it_had_before(app: Flask) -> None:
    """So that what phones send again is known, and records of before still hold."""
    plain, placed = writing(), writing(rough_place="27.18, 78.01")
    assert plain.digest != placed.digest
    assert plain.digest == writing(rough_place="").digest
