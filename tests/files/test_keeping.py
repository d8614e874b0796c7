"""Rows and bytes: one of each, within the room of an edition, swept when nothing points to them."""

import os
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image
from sqlalchemy import func, select

from lms.config import Settings
from lms.db import commit, db
from lms.files import actions, pictures
from lms.files.kinds import Refusal, RefusedError
from lms.files.models import StoredFile
from lms.files.storage import storage
from tests.files.factories import PDF, a_drawing, a_photo, sent
from tests.people import People


def a_file(people: People, now: datetime, data: bytes = PDF, name: str = "plan.pdf") -> StoredFile:
    received = actions.receive(sent(data, name))
    return actions.keep(received, people.edition, by=people.trainer, at=now)


def rows() -> int:
    return db.session.scalar(select(func.count()).select_from(StoredFile)) or 0


def path_of(settings: Settings, digest: str) -> Path:
    return settings.data_dir / "files" / digest[:2] / digest


def test_a_file_lies_under_its_digest_for_its_owner_alone(
    people: People, now: datetime, settings: Settings
) -> None:
    row = a_file(people, now)
    path = path_of(settings, row.digest)
    assert path.read_bytes() == PDF
    assert path.stat().st_mode & 0o777 == 0o600
    assert (row.name, row.size, row.media_type) == ("plan.pdf", len(PDF), "application/pdf")
    assert (row.by_id, row.is_picture) == (people.trainer.id, False)


def test_a_second_click_keeps_nothing_twice(people: People, now: datetime) -> None:
    assert a_file(people, now).id == a_file(people, now).id
    assert rows() == 1


def test_two_people_may_send_the_same_bytes_which_lie_there_once(
    people: People, now: datetime
) -> None:
    mine = a_file(people, now)
    theirs = actions.keep(
        actions.receive(sent(PDF, "plan.pdf")), people.edition, by=people.trainee, at=now
    )
    assert mine.id != theirs.id
    assert mine.digest == theirs.digest


def test_an_edition_that_is_full_takes_no_more_and_another_one_does(
    people: People, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actions, "room_of_an_edition", lambda: len(PDF) + 5)
    a_file(people, now)
    received = actions.receive(sent(PDF + b"other", "other.pdf"))

    with pytest.raises(RefusedError) as refused:
        actions.keep(received, people.edition, by=people.trainer, at=now)

    assert refused.value.why is Refusal.EDITION_FULL
    assert actions.keep(received, people.other_edition, by=people.trainer, at=now).id
    assert actions.used_by(people.edition) == len(PDF)


def test_the_room_of_an_edition_is_a_setting(app: Flask) -> None:
    assert actions.room_of_an_edition() == 500 * 1024 * 1024


def test_bytes_without_a_row_are_swept_after_a_day(
    people: People, now: datetime, settings: Settings
) -> None:
    row = a_file(people, now)
    left = actions.receive(sent(PDF + b"left behind")).kept.digest
    for digest in (row.digest, left):
        old = (now - timedelta(hours=25)).timestamp()
        os.utime(path_of(settings, digest), (old, old))
    fresh = actions.receive(sent(PDF + b"on its way")).kept.digest

    actions.sweep(at=now)

    assert not path_of(settings, left).exists()
    assert path_of(settings, fresh).exists()
    with storage().open(row.digest) as file:
        assert file.read() == PDF


def test_bytes_that_are_sent_again_are_young_again(
    people: People, now: datetime, settings: Settings
) -> None:
    digest = actions.receive(sent(PDF)).kept.digest
    old = (now - timedelta(hours=25)).timestamp()
    os.utime(path_of(settings, digest), (old, old))

    actions.receive(sent(PDF))
    actions.sweep(at=now)

    assert path_of(settings, digest).exists()


def test_a_small_copy_is_the_same_whenever_it_is_made_and_goes_with_its_picture(
    people: People, now: datetime, settings: Settings
) -> None:
    row = a_file(people, now, a_photo(1400, 1050), "yard.jpg")
    small = settings.data_dir / "thumbnails" / row.digest[:2] / f"{row.digest}.jpg"
    on_arrival = small.read_bytes()
    small.unlink()

    assert pictures.small(row.digest) == on_arrival == small.read_bytes()
    with Image.open(small) as picture:
        assert picture.size == (600, 450)

    actions.erase(row.id)
    commit()
    assert not small.exists()


def test_what_is_clear_in_a_drawing_is_white_in_its_small_copy(
    people: People, now: datetime
) -> None:
    row = a_file(people, now, a_drawing(1000, 500, clear=True), "plan.png")
    with Image.open(BytesIO(pictures.small(row.digest))) as picture:
        red, green, blue = picture.convert("RGB").getpixel((5, 5))
    assert (red > 220, 150 < green < 200, 150 < blue < 200) == (True, True, True)
