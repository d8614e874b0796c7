"""A form sent after the session has ended: sign in again, and nothing is lost. No script runs."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select, update

from lms.accounts.models import SignIn, User
from lms.db import db
from lms.drafts.models import Draft
from lms.logbook.models import LogEntryVersion
from tests.fieldwork.factories import a_placement, an_entry
from tests.notes.factories import a_note
from tests.people import PASSWORD, People
from tests.visitor import Visitor

WORDS = "We counted the looms: 14 in the street, and <b>three</b> behind the mill."


def sign_in(visitor: Visitor, person: User, **more: Any) -> str:
    fields = {"email": person.email, "password": PASSWORD} | more
    return str(visitor.post("/login", fields).location)


def end_sessions() -> None:
    past = datetime.now(UTC) - timedelta(minutes=1)
    db.session.execute(update(SignIn).values(idle_until=past))
    db.session.commit()


def token_of(visitor: Visitor) -> str:
    return str(visitor.all("input[name=csrf_token]")[0].attrs["value"])


def carried(visitor: Visitor) -> str:
    return str(visitor.all("input[name=typed]")[0].attrs["value"])


def interrupted(visitor: Visitor, page: str, to: str, fields: dict[str, str]) -> None:
    """Open the page, lose the session while typing, send."""
    visitor.get(page)
    token = token_of(visitor)
    end_sessions()
    came_from = {"Referer": f"http://localhost{page}"}
    visitor.post(to, fields, status=401, token=token, headers=came_from)


def texts(visitor: Visitor) -> list[str]:
    return [node.to_text().strip() for node in visitor.all("main textarea")]


def drafts() -> list[tuple[str, int]]:
    return [(row.key, row.owner_id) for row in db.session.scalars(select(Draft))]


def test_a_log_entry_is_back_in_its_form_and_can_be_sent(
    visitor: Visitor, people: People, now: datetime
) -> None:
    placement = a_placement(people)
    page = f"/placements/{placement.id}/entries/new"
    sign_in(visitor, people.trainee)
    visitor.get(page)
    form = visitor.all("draft-keeper form")[0].attrs["action"]
    fields = {"activity": "visit", "activity_date": "2026-11-20", "hours": "2:30", "facts": WORDS}
    interrupted(visitor, page, str(form), fields)
    assert "Your session has ended. What you typed is kept" in visitor.text()
    assert WORDS not in visitor.text()

    back = sign_in(visitor, people.trainee, typed=carried(visitor))
    assert back == f"{page}?typed=1"
    visitor.get(back)
    assert "What you typed is back in its form; it is not sent yet." in visitor.text()
    assert WORDS in texts(visitor)
    assert visitor.all("input[name=hours]")[0].attrs["value"] == "2:30"

    came_from = {"Referer": f"http://localhost{back}"}
    visitor.post(str(form), fields, token=token_of(visitor), headers=came_from)
    (version,) = db.session.scalars(select(LogEntryVersion).where(LogEntryVersion.facts == WORDS))
    assert version.minutes == 150
    assert drafts() == []


def test_a_change_is_back_above_what_stands_in_the_database(
    visitor: Visitor, people: People
) -> None:
    note = a_note(people.trainee, body="First.")
    sign_in(visitor, people.trainee)
    page = f"/my-notes/{note.id}/edit"
    fields = {"note-body": WORDS, "note-base": "1"}
    interrupted(visitor, page, f"/my-notes/{note.id}/changes", fields)

    visitor.get(sign_in(visitor, people.trainee, typed=carried(visitor)))
    assert texts(visitor) == [WORDS]
    assert visitor.all("input[name=note-base]")[0].attrs["value"] == "1"


def test_another_person_on_the_same_phone_gets_nothing_of_it(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people)
    page = f"/placements/{placement.id}/entries/new"
    assert people.classmate
    sign_in(visitor, people.trainee)
    interrupted(
        visitor, page, f"/placements/{placement.id}/entries/{uuid4()}/versions", {"facts": WORDS}
    )

    assert sign_in(visitor, people.classmate, typed=carried(visitor)) == "/"
    assert drafts() == []


def test_a_wrong_password_loses_nothing(visitor: Visitor, people: People) -> None:
    note = a_note(people.trainee)
    sign_in(visitor, people.trainee)
    page = f"/my-notes/{note.id}/edit"
    interrupted(visitor, page, f"/my-notes/{note.id}/changes", {"note-body": WORDS})
    typed = carried(visitor)
    fields = {"email": people.trainee.email, "password": "not this one", "typed": typed}
    visitor.post("/login", fields, status=422)

    visitor.get(sign_in(visitor, people.trainee, typed=carried(visitor)))
    assert texts(visitor) == [WORDS]


@pytest.mark.parametrize("forged", ["x", "eyJvd25lciI6MX0.aaaa.bbbb", ""])
def test_a_forged_text_is_no_text(visitor: Visitor, people: People, forged: str) -> None:
    assert people.trainee
    assert sign_in(visitor, people.trainee, typed=forged) == "/"
    assert drafts() == []


def test_a_password_is_never_kept(visitor: Visitor, people: People) -> None:
    sign_in(visitor, people.trainee)
    fields = {"current_password": "old secret words", "new_password": "new secret words", "x": "y"}
    interrupted(visitor, "/settings/password", "/settings/password", fields)
    sign_in(visitor, people.trainee, typed=carried(visitor))

    (draft,) = db.session.scalars(select(Draft))
    assert draft.fields == {"x": ["y"]}


def test_a_page_that_cannot_be_opened_again_gives_the_form_back_on_one_of_its_own(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, facts="First.")
    to = f"/placements/{placement.id}/entries/{entry.id}/versions"
    sign_in(visitor, people.trainee)
    visitor.get("/")
    token = token_of(visitor)
    end_sessions()
    came_from = {"Referer": f"http://localhost{to}"}
    visitor.post(to, {"facts": WORDS}, status=401, token=token, headers=came_from)
    visitor.get(sign_in(visitor, people.trainee, typed=carried(visitor)))

    assert texts(visitor) == [WORDS]
    assert visitor.all("main form")[0].attrs["action"] == to


def test_without_a_known_owner_what_was_typed_is_shown_to_be_copied(visitor: Visitor) -> None:
    visitor.post("/my-notes/00000000-0000-0000-0000-000000000001/changes", {"x": WORDS}, status=401)
    assert WORDS in visitor.text()


def test_a_suspended_person_gets_nothing(app: Flask, visitor: Visitor, people: People) -> None:
    note = a_note(people.trainee)
    sign_in(visitor, people.trainee)
    page = f"/my-notes/{note.id}/edit"
    interrupted(visitor, page, f"/my-notes/{note.id}/changes", {"note-body": WORDS})
    people.trainee.suspended_at = datetime.now(UTC)
    fields = {"email": people.trainee.email, "password": PASSWORD, "typed": carried(visitor)}
    visitor.post("/login", fields, status=422)

    assert drafts() == []
