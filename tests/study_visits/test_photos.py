"""Photos of what was seen: kept with the words, and gone when somebody who is shown wants it."""

from datetime import timedelta
from io import BytesIO
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms import clock
from lms.accounts.models import User
from lms.attachments import forms
from lms.db import db
from lms.files.room import bytes_of
from lms.files.storage import storage
from lms.files.upkeep import tidy
from lms.programmes.models import Programme
from lms.study_visits import photos
from lms.study_visits.models import StudyVisit
from lms.study_visits.photo_models import Photo, PhotoFile
from tests.attachments.factories import a_file_in_hand, a_form
from tests.files.factories import PDF, a_photo
from tests.forum.factories import a_space, a_topic
from tests.people import People
from tests.programmes.factories import NOW
from tests.study_visits.factories import (
    PHOTO,
    a_participant,
    a_photo_of,
    allowed,
    an_observation,
    page_of,
    photos_page,
)
from tests.visitor import Visitor


def rows() -> list[Photo]:
    return list(db.session.scalars(select(Photo).order_by(Photo.id)))


def test_without_javascript_a_photo_is_added_on_its_own_page(
    visitor: Visitor, people: People, programme: Programme, visit: StudyVisit, ines: User
) -> None:
    row, juan = an_observation(visit, ines), a_participant(programme, "juan")
    place = photos_page(row.id, visit)
    form = {"caption": "The drain", "consent": "spoken"}
    visitor.signed_in(ines).get(place)
    visitor.post(place, form | {"file": (BytesIO(PDF), "x.pdf")}, status=422)
    assert "This kind of file is not taken" in visitor.text()
    visitor.post(place, {"file": (BytesIO(PHOTO), "x.jpg"), "caption": "x"}, status=422)
    assert "Say whether the people in it agreed." in visitor.text()
    for number in range(3):
        picture = a_photo(300 + number, 200)
        visitor.post(place, form | {"file": (BytesIO(picture), f"{number}.jpg")})
    visitor.get(place)
    assert visitor.all("input[type=file]") == []
    visitor.post(place, form | {"file": (BytesIO(PHOTO), "4.jpg")}, status=422)
    assert "An observation holds 3 photos." in visitor.text()
    assert len(rows()) == 3

    visitor.signed_in(juan).get(place, status=403)
    visitor.signed_in(people.stranger).get(place, status=404)
    visitor.signed_in(people.coordinator).get(place)
    visitor.post(place, form | {"file": (BytesIO(PHOTO), "4.jpg")}, status=403)


def is_in_the_store(digest: str) -> bool:
    try:
        storage().open(digest).close()
    except FileNotFoundError:
        return False
    return True


def test_who_sent_it_withdraws_it_and_its_bytes_go(
    visitor: Visitor, people: People, visit: StudyVisit, ines: User
) -> None:
    row = an_observation(visit, ines)
    photo = a_photo_of(row, visit)
    digest, place = db.session.scalars(select(PhotoFile.digest)).one(), photos_page(row.id, visit)
    assert is_in_the_store(digest)
    visitor.signed_in(ines).post(f"{place}/{photo.id}/withdrawal", {}, status=422)
    assert "Choose a reason." in visitor.text()
    visitor.post(f"{place}/{photo.id}/withdrawal", {"reason": "consent"})
    assert not is_in_the_store(digest)
    visitor.get(place)
    assert "Somebody in it no longer agrees" in visitor.text()
    visitor.get(page_of(visit))
    assert visitor.all("#observations ~ ol img") == []


def test_a_photo_that_was_withdrawn_does_not_come_back_and_nobody_is_told_it_did(
    visitor: Visitor, visit: StudyVisit, ines: User
) -> None:
    row = an_observation(visit, ines)
    photo, place = a_photo_of(row, visit), photos_page(row.id, visit)
    visitor.signed_in(ines).post(f"{place}/{photo.id}/withdrawal", {"reason": "consent"})
    sent = {"file": (BytesIO(PHOTO), "looms.jpg"), "caption": "Two looms", "consent": "spoken"}
    visitor.post(place, sent, status=422)
    assert "This file was withdrawn from here, so it is not taken again." in visitor.text()
    assert visitor.all("#caption")[0].attrs["value"] == "Two looms"
    assert [one.state for one in rows()] == ["withdrawn"]


def test_an_observation_that_is_taken_back_takes_its_photos_with_it(
    visitor: Visitor, visit: StudyVisit, ines: User
) -> None:
    row = an_observation(visit, ines)
    photo = a_photo_of(row, visit)
    visitor.signed_in(ines).get(f"{page_of(visit)}/photos/{photo.id}")
    visitor.post(f"{page_of(visit)}/observations/{row.id}/withdrawal")
    for path in ("", "/thumbnail"):
        visitor.get(f"{page_of(visit)}/photos/{photo.id}{path}", status=404)
    assert [one.state for one in rows()] == ["withdrawn"]
    assert db.session.scalars(select(PhotoFile)).all() == []


def test_a_browser_that_kept_a_photo_is_told_that_it_may_not_show_it_any_more(
    visitor: Visitor, people: People, visit: StudyVisit, ines: User
) -> None:
    photo = a_photo_of(an_observation(visit, ines), visit)
    file = f"{page_of(visit)}/photos/{photo.id}"
    visitor.signed_in(ines)
    marks = {path: visitor.get(path).headers["ETag"] for path in (file, f"{file}/thumbnail")}
    for path, mark in marks.items():
        visitor.get(path, status=304, headers={"If-None-Match": mark})
    allowed(visit, people.coordinator, photos=False)
    for path, mark in marks.items():
        visitor.get(path, status=404, headers={"If-None-Match": mark})


@pytest.mark.parametrize(("days", "left"), [(29, 1), (31, 0)])
def test_what_a_host_refused_is_deleted_after_a_month(
    people: People, visit: StudyVisit, ines: User, days: int, left: int
) -> None:
    a_photo_of(an_observation(visit, ines), visit)
    allowed(visit, people.coordinator, photos=False, at=clock.now() - timedelta(days=days))
    tidy(clock.now())
    assert len(db.session.scalars(select(PhotoFile)).all()) == left


def test_who_has_used_up_their_room_is_told(
    visitor: Visitor, visit: StudyVisit, ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = an_observation(visit, ines)
    monkeypatch.setattr(photos, "room", lambda: 100)
    sent = {"file": (BytesIO(PHOTO), "x.jpg"), "caption": "", "consent": "none"}
    visitor.signed_in(ines).post(photos_page(row.id, visit), sent, status=422)
    assert "Your files have used up their room." in visitor.text()


def test_files_of_posts_and_photos_of_visits_share_one_room(
    visitor: Visitor, visit: StudyVisit, ines: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    a_photo_of(an_observation(visit, ines), visit)
    taken = db.session.scalars(select(PhotoFile.size)).one()
    assert db.session.scalar(select(bytes_of(ines))) == taken
    a_file_in_hand(ines, key=uuid4(), at=NOW)
    assert db.session.scalar(select(bytes_of(ines))) == taken + len(PDF)

    monkeypatch.setattr(forms, "room", lambda: taken + 2 * len(PDF) - 1)
    topic = a_topic(a_space(at=NOW), ines, at=NOW)
    sent = a_form((PDF + b"more", "more.pdf", ""))
    visitor.signed_in(ines).post(f"/topics/{topic.id}/posts", sent, status=422)
    assert "more.pdf: Your files have used up their room." in visitor.text()
