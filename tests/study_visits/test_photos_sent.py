"""Photos that follow what was seen: their device names them with the words and sends them later."""

import json
import shutil
from collections.abc import Iterator
from io import BytesIO
from uuid import UUID, uuid4

import pytest
from PIL import Image
from sqlalchemy import select
from sqlalchemy.orm.attributes import set_committed_value

from lms.accounts.models import User
from lms.config import Settings
from lms.db import db
from lms.files.actions import receive
from lms.programmes.models import Programme
from lms.study_visits import photo_queries, photos
from lms.study_visits.models import Observation, StudyVisit
from lms.study_visits.photo_models import Photo, PhotoFile
from tests.api.sending import at, in_lists
from tests.evidence.factories import expected
from tests.evidence.sending import digest_of, manifest, send, standing
from tests.fieldwork.factories import a_placement, an_entry
from tests.files import factories as files
from tests.files.factories import PDF, a_photo
from tests.people import People
from tests.programmes.factories import NOW
from tests.study_visits.factories import (
    PHOTO,
    a_visit,
    allowed,
    page_of,
    photos_page,
)
from tests.visitor import Visitor

SAID = {"question_id": "", "seen": "Two looms stand still.", "heard": "", "doubt": ""}


@pytest.fixture(autouse=True)
def _nothing_on_its_way(settings: Settings) -> Iterator[None]:
    """The tables of a test are rolled back; these files are not."""
    yield
    shutil.rmtree(settings.data_dir / ".parts", ignore_errors=True)


def rows() -> list[Photo]:
    return list(db.session.scalars(select(Photo).order_by(Photo.id)))


def seen_on_a_phone(visit: StudyVisit, data: bytes = PHOTO) -> dict[str, object]:
    return {
        "programme": visit.programme_id,
        "visit": visit.id,
        "fields": in_lists(SAID | {"language": "en"}),
        "written_at": NOW.isoformat(),
        "evidence": [manifest(data, caption="Two looms")],
    }


def test_words_come_first_and_the_photo_follows_in_parts(
    visitor: Visitor, visit: StudyVisit, ines: User
) -> None:
    number = uuid4()
    visitor.signed_in(ines).put(at("observations", number), seen_on_a_phone(visit))
    assert [(row.state, row.observation_id) for row in rows()] == [("expected", number)]
    visitor.get(page_of(visit))
    assert "Two looms stand still." in visitor.text()
    assert visitor.all("#observations ~ ol img") == []

    told = send(visitor, PHOTO)
    assert (told["state"], told["href"]) == ("received", f"{page_of(visit)}#seen-{number}")
    assert standing(visitor, PHOTO)["state"] == "received"
    visitor.get(page_of(visit))
    (picture,) = visitor.all("#observations ~ ol img")
    assert picture.attrs["alt"] == "Two looms"
    answer = visitor.get(picture.attrs["src"].removesuffix("/thumbnail"))
    with Image.open(BytesIO(answer.data)) as kept:
        assert (kept.size, dict(kept.getexif())) == ((320, 240), {})
    assert b"taken at her home" not in answer.data

    sync = visitor.get("/api/v1/sync?since=2026-01-01T00:00:00Z").get_json()
    assert [(row["sha256"], row["state"]) for row in sync["photos"]] == [
        (digest_of(PHOTO), "received")
    ]


def test_a_form_names_what_its_device_sends_afterwards(
    visitor: Visitor, visit: StudyVisit, ines: User
) -> None:
    visitor.signed_in(ines).get(f"{page_of(visit)}/observations/new")
    (box,) = visitor.all("photo-box")
    path = visitor.all("form[action*=observations]")[0].attrs["action"]
    assert box.attrs["entry"] in path
    named = f'[{{"sha256": "{digest_of(PHOTO)}", "bytes": 9, "name": "a.jpg", "consent": "none"}}]'
    for _twice in range(2):
        visitor.post(path, SAID | {"author_id": ines.id, "language": "en", "evidence": named})
    assert [row.state for row in rows()] == ["expected"]


def by_form(visitor: Visitor, visit: StudyVisit, number: UUID, *pictures: bytes) -> None:
    named = json.dumps([manifest(data) for data in pictures])
    visitor.get(f"{page_of(visit)}/observations/new")
    visitor.post(
        f"{page_of(visit)}/observations/{number}", SAID | {"language": "en", "evidence": named}
    )


def test_more_than_an_observation_holds_is_told_and_the_words_stay(
    visitor: Visitor, visit: StudyVisit, ines: User
) -> None:
    number, more = uuid4(), [a_photo(300 + edge, 200) for edge in range(3)]
    by_form(visitor.signed_in(ines), visit, number, PHOTO)
    by_form(visitor, visit, number, *more)
    visitor.get(page_of(visit))
    assert "An observation holds 3 photos." in visitor.text()
    assert "Two looms stand still." in visitor.text()
    said = seen_on_a_phone(visit) | {"evidence": [manifest(data) for data in more]}
    told = visitor.put(at("observations", number), said, status=422)
    assert told["fields"] == {"evidence": ["An observation holds 3 photos."]}
    assert [row.digest for row in rows()] == [digest_of(PHOTO)]


def test_what_comes_after_its_observation_was_taken_back_is_not_kept(
    visitor: Visitor, visit: StudyVisit, ines: User
) -> None:
    number, late = uuid4(), a_photo(300, 200)
    by_form(visitor.signed_in(ines), visit, number, PHOTO)
    visitor.post(f"{page_of(visit)}/observations/{number}/withdrawal")
    assert send(visitor, PHOTO)["state"] == "withdrawn"
    visitor.put(at("observations", number), seen_on_a_phone(visit, late))
    told = standing(visitor, late)
    assert told["state"] == "refused"
    assert told["told"] == "What it belonged to was taken back, so it is not kept."
    assert db.session.scalars(select(PhotoFile)).all() == []


def test_bytes_that_come_twice_at_once_are_kept_once(
    visitor: Visitor, visit: StudyVisit, ines: User
) -> None:
    """Else a row would speak of them for ever, whatever is withdrawn."""
    number = uuid4()
    visitor.signed_in(ines).put(at("observations", number), seen_on_a_phone(visit))
    (slow,) = db.session.scalars(photo_queries.sent_by(ines, digest_of(PHOTO))).all()
    assert slow.state == "expected"
    received = receive(files.sent(PHOTO, "looms.jpg"))
    send(visitor, PHOTO)
    set_committed_value(slow, "state", "uploading")
    photos.arrived([slow], received, by=ines, at=NOW)
    assert len(db.session.scalars(select(PhotoFile)).all()) == 1


@pytest.mark.parametrize("asked", [True, False])
def test_without_the_word_of_the_host_the_words_stay_and_no_photo_is_taken(
    visitor: Visitor, people: People, programme: Programme, ines: User, asked: bool
) -> None:
    visit = a_visit(programme)
    if asked:
        allowed(visit, people.coordinator, photos=False)
    visitor.signed_in(ines).get(f"{page_of(visit)}/observations/new")
    assert visitor.all("photo-box") == []
    assert "The host has not agreed that photos are taken" in visitor.text()

    visitor.put(at("observations", uuid4()), seen_on_a_phone(visit))
    told = standing(visitor, PHOTO)
    assert told["state"] == "refused"
    assert told["told"] == "No photo may be shown of this place, so this one is not kept."
    row = db.session.scalars(select(Observation)).one()
    sent = {"file": (BytesIO(PHOTO), "x.jpg"), "caption": "", "consent": "none"}
    visitor.post(photos_page(row.id, visit), sent, status=403)
    assert db.session.scalars(select(PhotoFile)).all() == []


def test_a_host_who_says_no_meanwhile_is_heard_before_the_last_part(
    visitor: Visitor, people: People, visit: StudyVisit, ines: User
) -> None:
    visitor.signed_in(ines).put(at("observations", uuid4()), seen_on_a_phone(visit))
    allowed(visit, people.coordinator, photos=False)
    assert send(visitor, PHOTO)["state"] == "refused"
    assert db.session.scalars(select(PhotoFile)).all() == []


def test_the_same_picture_may_prove_an_entry_and_stand_with_what_was_seen(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit
) -> None:
    """It is sent once."""
    entry = an_entry(a_placement(people, trainee=people.coordinator), state="submitted")
    expected(entry, PHOTO)
    visitor.signed_in(people.coordinator)
    visitor.put(at("observations", uuid4()), seen_on_a_phone(visit))
    send(visitor, PHOTO)
    assert [row.state for row in rows()] == ["received"]
    visitor.get(f"/placements/{entry.placement_id}/entries/{entry.id}")
    assert len(visitor.all(".evidence img")) == 1


def test_what_is_no_picture_is_refused(visitor: Visitor, visit: StudyVisit, ines: User) -> None:
    visitor.signed_in(ines).put(at("observations", uuid4()), seen_on_a_phone(visit, PDF))
    assert send(visitor, PDF)["state"] == "refused"
