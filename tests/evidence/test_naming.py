"""An entry names in full what follows it, or it is not understood."""

from typing import Any

import pytest

from lms.evidence.models import MOST
from lms.files import actions as files
from lms.placements.models import Placement
from tests.api.sending import an_entry_of, at
from tests.evidence.factories import expected, rows
from tests.evidence.sending import manifest
from tests.fieldwork.factories import a_placement, an_entry, form_of
from tests.files.factories import PDF
from tests.people import People
from tests.visitor import Visitor

PHOTO = b"a photo"


@pytest.fixture
def placement(people: People) -> Placement:
    return a_placement(people)


@pytest.fixture
def ana(visitor: Visitor, people: People) -> Visitor:
    return visitor.signed_in(people.trainee)


@pytest.mark.parametrize(
    "wrong",
    [
        {"sha256": "A" * 64},
        {"sha256": "a" * 63},
        {"bytes": 0},
        {"bytes": files.LARGEST + 1},
        {"consent": "perhaps"},
        {"name": ""},
        {"more": 1},
    ],
)
def test_a_photo_is_named_in_full_or_the_entry_is_not_understood(
    ana: Visitor, placement: Placement, wrong: dict[str, Any]
) -> None:
    for said, status in ((manifest(PHOTO, **wrong), 400), (manifest(PHOTO), 201)):
        ana.put(at("entries"), an_entry_of(placement, form_of(), evidence=[said]), status=status)
    assert len(rows()) == 1


def test_an_entry_with_more_photos_than_it_holds_is_not_taken(
    ana: Visitor, placement: Placement
) -> None:
    draft = an_entry(placement)
    for number in range(MOST):
        expected(draft, PDF + bytes([number]))
    sent = an_entry_of(placement, form_of(), base=str(draft.current_id), evidence=[manifest(PHOTO)])
    told = ana.put(at("entries", draft.id), sent, status=422)
    assert told["fields"]["evidence"] == [f"An entry holds {MOST} photos or papers."]
