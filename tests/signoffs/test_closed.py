"""Once it is signed off, every address that changes something answers that it cannot."""

import re
import shutil
from datetime import UTC, datetime
from io import BytesIO
from uuid import UUID

import pytest
from flask import Flask, current_app
from pypdf import PageObject, PdfReader
from sqlalchemy import select

from lms import clock, pdf
from lms.config import Settings
from lms.db import db
from lms.i18n import in_language
from lms.logbook.models import LogEntry
from lms.logbooks import drawing
from lms.logbooks.contents import logbook_of, outline_of
from lms.logbooks.queries import head as head_of
from lms.logbooks.queries import placement_to_draw
from tests.api.sending import an_entry_of as sent
from tests.api.sending import at
from tests.evidence.factories import received
from tests.fieldwork.factories import a_placement, an_entry, form_of
from tests.files.factories import a_photo
from tests.people import People
from tests.signoffs.factories import ORDER, STEPS, to_be_closed
from tests.visitor import Visitor

STILL_OPEN = {"signoffs.correct", "logbooks.draw", "evidence.withdraw_evidence"}
"""A correction adds; drawing the document changes nothing of what it shows; and whoever is in a
photo may change their mind at any time."""
SAMPLES = {
    "units": "weeks",
    "number": "1",
    "name": "a-w1-site-note",
    "milestone": "m1",
    "digest": "0" * 64,
    "evidence_id": "1",
    "pause_id": "1",
    "appeal_id": "1",
    "file_id": "1",
}


def changing(app: Flask) -> list[tuple[str, str, str]]:
    """(endpoint, method, rule) of all below a placement or a review that takes more than a look."""
    return [
        (rule.endpoint, method, rule.rule)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/placements/<", "/reviews/<"))
        for method in (rule.methods or set()) & {"POST", "PUT", "DELETE"}
    ]


def filled(rule: str, names: dict[str, str]) -> str:
    """What has no name of its own here need not exist."""
    nothing = {"uuid": str(UUID(int=7)), "int": "1"}

    def value(found: re.Match[str]) -> str:
        kind, name = found.groups()
        return names.get(name) or nothing.get(kind, "none")

    return re.sub(r"<(?:([^:<>]+):)?(\w+)>", value, rule)


@pytest.mark.parametrize("who", ["trainee", "supervisor", "coordinator"])
def test_every_change_of_what_is_signed_off_is_refused_with_a_reason(
    app: Flask, visitor: Visitor, people: People, who: str
) -> None:
    placement = to_be_closed(people, state="signed_off")
    entry = an_entry_of(placement.id)
    names = SAMPLES | {"placement_id": str(placement.id), "entry_id": entry}
    visitor.signed_in(getattr(people, who))
    before, found = outline_of(placement).fingerprint, changing(app)

    for endpoint, method, rule in found:
        if endpoint not in STILL_OPEN:
            path = filled(rule, names)
            answer = visitor._send(  # any method, any answer
                method, path, data={"csrf_token": visitor.token()}
            )
            assert answer.status_code in {303, 403, 404, 409}, (endpoint, answer.status_code)
            if answer.status_code == 303:
                assert endpoint in {"signoffs.sign", "agreements.sign_as_host"}
            if answer.status_code == 409 and "signoffs" not in endpoint:
                assert "This fieldwork is signed off" in answer.text, endpoint

    assert outline_of(placement).fingerprint == before
    assert len(found) > 15


def an_entry_of(placement_id: int) -> str:
    return str(db.session.query(LogEntry).filter_by(placement_id=placement_id).one().id)


def test_the_same_addresses_are_open_before(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted")
    path = f"/placements/{placement.id}/entries/{entry.id}/withdrawal"
    visitor.signed_in(people.trainee).post(path)


def test_the_phone_is_told_why_as_well(visitor: Visitor, people: People) -> None:
    placement = to_be_closed(people, state="signed_off")

    answer = visitor.signed_in(people.trainee).put(
        at("entries"), sent(placement, form_of()), status=409
    )

    assert "This fieldwork is signed off" in answer["told"]


@pytest.mark.skipif(not pdf.is_on(), reason="the programs that draw PDF are not installed")
@pytest.mark.long
def test_the_logbook_drawn_again_from_its_data_is_the_same_to_the_last_byte(
    people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    placement = to_be_closed(people, state="active")
    entry = db.session.scalars(select(LogEntry)).one()
    received(entry, a_photo(900, 700), consent="written")
    for step in ORDER[1:]:
        STEPS[step](placement, people)
    db.session.commit()

    before = drawn(placement.id)
    shutil.rmtree(settings_of_app().data_dir / "thumbnails")
    monkeypatch.setattr(clock, "now", lambda: datetime(2031, 5, 1, tzinfo=UTC))
    again = drawn(placement.id)

    assert before == again
    assert [image.image.size for page in pages_of(again) for image in page.images if image.image]
    once = "\n".join(page.extract_text() for page in pages_of(again))
    assert once.count("I declare that this is as it was.") == 3
    head = db.session.scalars(head_of(placement)).one()
    assert head.digest in once.replace("\n", "")
    assert head.act == "placement.signed_off"


@pytest.mark.skipif(not pdf.is_on(), reason="the programs that draw PDF are not installed")
@pytest.mark.long
def test_whoever_is_in_a_photo_may_change_their_mind_after_the_signatures(
    visitor: Visitor, people: People
) -> None:
    placement = to_be_closed(people, state="active")
    entry = db.session.scalars(select(LogEntry)).one()
    row = received(entry, a_photo(900, 700), consent="written")
    for step in ORDER[1:]:
        STEPS[step](placement, people)
    db.session.commit()
    path = f"/placements/{placement.id}/entries/{entry.id}/evidence/{row.digest}/withdrawal"

    visitor.signed_in(people.trainee).post(path, {"reason": "consent"})

    document = drawn(placement.id)
    assert [image for page in pages_of(document) for image in page.images] == []
    said = " ".join(" ".join(page.extract_text() for page in pages_of(document)).split())
    assert "Somebody in it no longer agrees" in said
    assert said.count("I declare that this is as it was.") == 3


def drawn(placement_id: int) -> bytes:
    placement = db.session.scalars(placement_to_draw(placement_id)).unique().one()
    with in_language("en"):
        return drawing.drawn(logbook_of(placement))


def pages_of(document: bytes) -> list[PageObject]:
    return list(PdfReader(BytesIO(document)).pages)


def settings_of_app() -> Settings:
    settings: Settings = current_app.extensions["settings"]
    return settings
