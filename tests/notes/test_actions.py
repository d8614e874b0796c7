from dataclasses import asdict, replace
from datetime import datetime, timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from lms.accounts.models import User
from lms.db import db
from lms.notes import actions
from lms.notes.models import Note
from lms.search.actions import rebuild
from lms.search.models import SearchDocument
from tests.notes.factories import a_note, a_writing
from tests.people import People


def kept(owner: User) -> list[tuple[str, int]]:
    rows = db.session.scalars(select(Note).where(Note.owner_id == owner.id).order_by(Note.body))
    return [(row.body, row.version) for row in rows]


def found(note: Note) -> list[tuple[str, str]]:
    query = select(SearchDocument).where(SearchDocument.ref == str(note.id))
    return [(row.body, row.audience) for row in db.session.scalars(query)]


def test_a_note_is_kept_as_it_was_written(people: People, now: datetime) -> None:
    writing = a_writing(quote="a broker listens first", before="In Bagru ", after=" and then")
    note = actions.keep(uuid4(), writing, owner=people.trainee, base=None, at=now)

    assert actions.written(note) == writing
    assert (note.version, note.created_at, note.removed_at) == (1, now, None)


def test_sent_twice_it_is_one_note(people: People, now: datetime) -> None:
    one, writing = uuid4(), a_writing(body="Once.")
    for _ in range(2):
        actions.keep(one, writing, owner=people.trainee, base=None, at=now)

    assert kept(people.trainee) == [("Once.", 1)]


def test_a_change_names_the_version_it_began_from(people: People, now: datetime) -> None:
    note = a_note(people.trainee, body="First.")
    actions.keep(note.id, a_writing(body="Second."), owner=people.trainee, base=1, at=now)

    assert kept(people.trainee) == [("Second.", 2)]


def test_a_change_sent_twice_is_one_change(people: People, now: datetime) -> None:
    note = a_note(people.trainee, body="First.")
    for _ in range(2):
        actions.keep(note.id, a_writing(body="Second."), owner=people.trainee, base=1, at=now)

    assert kept(people.trainee) == [("Second.", 2)]


@pytest.mark.parametrize("base", [None, 1, 3])
def test_two_devices_never_overwrite_each_other(
    people: People, now: datetime, base: int | None
) -> None:
    note = a_note(people.trainee, body="First.")
    actions.keep(note.id, a_writing(body="From the phone."), owner=people.trainee, base=1, at=now)

    with pytest.raises(actions.StaleNoteError) as stale:
        actions.keep(note.id, a_writing(body="At home."), owner=people.trainee, base=base, at=now)
    assert stale.value.current.body == "From the phone."
    assert kept(people.trainee) == [("From the phone.", 2)]


def test_nobody_takes_the_id_of_another_persons_note(people: People, now: datetime) -> None:
    note = a_note(people.trainee, body="Ana's.")
    with pytest.raises(actions.NotThisNoteError):
        actions.keep(note.id, a_writing(body="Mine."), owner=people.classmate, base=1, at=now)

    assert kept(people.trainee) == [("Ana's.", 1)]
    assert kept(people.classmate) == []


def test_a_removed_note_can_be_brought_back(people: People, now: datetime) -> None:
    note = a_note(people.trainee)
    actions.remove(note, owner=people.trainee, at=now)
    assert (note.removed_at, found(note)) == (now, [])

    actions.bring_back(note, owner=people.trainee)
    assert (note.removed_at, note.version) == (None, 3)
    assert found(note) == [(note.body, f"notes:{people.trainee.id}")]


def test_a_device_that_sends_late_does_not_bring_a_removed_note_back(
    people: People, now: datetime
) -> None:
    note = a_note(people.trainee, body="First.")
    actions.remove(note, owner=people.trainee, at=now)

    actions.keep(note.id, a_writing(body="First."), owner=people.trainee, base=None, at=now)
    assert note.removed_at == now
    with pytest.raises(actions.StaleNoteError):
        actions.keep(note.id, a_writing(body="More."), owner=people.trainee, base=1, at=now)


def test_after_thirty_days_what_was_removed_is_gone(people: People, now: datetime) -> None:
    old, young = a_note(people.trainee, body="Old."), a_note(people.trainee, body="Young.")
    others = a_note(people.classmate, body="Another's.")
    actions.remove(others, owner=people.classmate, at=now - timedelta(days=31))
    actions.remove(old, owner=people.trainee, at=now - timedelta(days=31))
    actions.remove(young, owner=people.trainee, at=now)

    assert kept(people.trainee) == [("Young.", 2)]
    assert kept(people.classmate) == [("Another's.", 2)]


def test_the_search_finds_what_the_note_says_now(people: People, now: datetime) -> None:
    note = a_note(people.trainee, body="First.", quote="a passage")
    actions.keep(
        note.id,
        replace(actions.written(note), body="Second."),
        owner=people.trainee,
        base=1,
        at=now,
    )

    assert found(note) == [("Second. a passage", f"notes:{people.trainee.id}")]


def test_a_note_says_something(people: People, now: datetime) -> None:
    silent = a_writing(body="")
    assert silent.is_empty
    db.session.add(
        Note(id=uuid4(), owner=people.trainee, created_at=now, changed_at=now, **asdict(silent))
    )
    with pytest.raises(IntegrityError):
        db.session.flush()


@pytest.mark.long
def test_a_rebuilt_search_finds_the_note_as_before(people: People) -> None:
    note = a_note(people.trainee, quote="a passage")
    before = found(note)
    rebuild()

    assert found(note) == before != []
