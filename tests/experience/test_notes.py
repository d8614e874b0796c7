from dataclasses import replace
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import select
from sqlalchemy.exc import DatabaseError

from lms.db import db
from lms.experience import actions as notes
from lms.experience.models import ExperienceNote, NoteReuse, NoteText, Use
from lms.experience.views import notes as listing
from tests.experience.factories import NOW, SENT, WRITTEN, a_project_in, an_experience, says
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People
from tests.visitor import Visitor


def test_a_draft_may_lack_anything_and_is_its_authors_alone(
    visitor: Visitor, people: People
) -> None:
    empty = dict.fromkeys(("context", "problem", "action", "result", "transfer", "consent"), "")
    sent = {**SENT, **empty, "key": str(uuid4()), "country": "", "title": "Half"}
    place = visitor.signed_in(people.trainee).post("/notes", {**sent, "act": "keep"}).location
    visitor.get(place)
    assert "This is a draft: only you see it." in visitor.text()
    visitor.signed_in(people.classmate).get(place, status=404)
    visitor.get("/notes")
    assert "Half" not in visitor.text()


def test_publishing_names_what_others_need(visitor: Visitor, people: People) -> None:
    sent = {**SENT, "key": str(uuid4()), "act": "publish", "transfer": "", "consent": ""}
    visitor.signed_in(people.trainee).post("/notes", sent, status=422)
    assert "Others need this to judge whether to try it." in visitor.text()
    assert "Ask them first" in visitor.text()
    assert "Ten paid a week ahead." in visitor.text()
    assert db.session.scalars(select(ExperienceNote)).all() == []


def test_sent_twice_it_is_one_note_with_one_text(visitor: Visitor, people: People) -> None:
    sent = {**SENT, "key": str(uuid4()), "act": "publish"}
    visitor.signed_in(people.trainee)
    first, second = (visitor.post("/notes", sent).location for _ in range(2))
    assert first == second
    assert len(db.session.scalars(select(NoteText)).all()) == 1


def test_visitors_read_and_find_what_is_public_and_nothing_else(
    visitor: Visitor, people: People
) -> None:
    public = an_experience(people.trainee, public=True, title="Zinnwald thread is for all")
    closed = an_experience(people.trainee, title="Zinnwald thread is for members")
    for page in ("/notes", "/search?q=zinnwald"):
        visitor.get(page)
        assert "is for all" in visitor.text()
        assert "is for members" not in visitor.text()
    visitor.get(f"/notes/{public.id}")
    visitor.get(f"/notes/{closed.id}", status=303)
    visitor.signed_in(people.classmate).get(f"/notes/{closed.id}")
    assert "Ten paid a week ahead." in visitor.text()


def test_a_new_text_is_private_until_published_and_then_readable_as_changes(
    visitor: Visitor, people: People
) -> None:
    note = an_experience(people.trainee)
    sent = {**SENT, "result": "The price fell by a fifth."}
    visitor.signed_in(people.trainee).post(f"/notes/{note.id}", {**sent, "act": "keep"})
    visitor.signed_in(people.classmate).get(f"/notes/{note.id}")
    assert "by a tenth" in visitor.text()
    assert "by a fifth" not in visitor.text()

    visitor.signed_in(people.trainee).post(f"/notes/{note.id}", {**sent, "act": "publish"})
    visitor.signed_in(people.classmate).get(f"/notes/{note.id}/texts/2")
    assert [tag.to_text().strip() for tag in visitor.all("ins")] == ["fifth."]
    assert [tag.to_text().strip() for tag in visitor.all("del")] == ["tenth."]


def test_what_is_taken_back_is_gone_from_everywhere(visitor: Visitor, people: People) -> None:
    note = an_experience(people.trainee, public=True, title="Zinnwald thread")
    visitor.signed_in(people.classmate).post(f"/notes/{note.id}/withdrawal", status=403)
    visitor.signed_in(people.trainee).post(f"/notes/{note.id}/withdrawal")
    visitor.signed_in(people.classmate)
    for page in ("/notes", "/search?q=zinnwald"):
        visitor.get(page)
        assert "Zinnwald thread" not in visitor.text()
    visitor.get(f"/notes/{note.id}", status=404)
    visitor.get(f"/notes/{note.id}.md", status=404)


def test_an_approved_entry_of_ones_own_fills_the_form(visitor: Visitor, people: People) -> None:
    placement = a_placement(people)
    entry = an_entry(placement, state="submitted", facts="Nine dyers came.")
    entry.state = "approved"
    db.session.commit()
    waiting = an_entry(placement, state="submitted", facts="Not read yet.")
    visitor.signed_in(people.trainee).get(f"/placements/{placement.id}/entries/{entry.id}")
    assert "Make an experience note of this" in visitor.text()
    visitor.get(f"/notes/new?entry={entry.id}")
    assert "Nine dyers came." in visitor.text()
    visitor.get(f"/notes/new?entry={waiting.id}", status=404)
    visitor.signed_in(people.supervisor).get(f"/notes/new?entry={entry.id}", status=404)


def test_the_last_word_of_each_project_makes_the_maturity(visitor: Visitor, people: People) -> None:
    note = an_experience(people.trainee)
    india, senegal = a_project_in("IN"), a_project_in("SN", "Weavers")
    says(note, india, Use.WORKED, people.classmate)
    says(note, senegal, Use.WORKED, people.classmate)
    visitor.signed_in(people.classmate).get("/notes")
    assert "Good practice" in visitor.text()
    assert "It worked in 2 other projects, in 2 countries." in visitor.text()
    says(note, senegal, Use.DID_NOT_WORK, people.classmate)
    visitor.get(f"/notes/{note.id}")
    assert "1 other project uses it. In 1 project it did not work." in visitor.text()


def test_why_it_did_not_work_has_to_be_said(visitor: Visitor, people: People) -> None:
    note, project = an_experience(people.trainee), a_project_in("SN")
    sent = {
        "key": str(uuid4()),
        "project_id": str(project.id),
        "state": "did_not_work",
        "since": "2026-01-05",
    }
    visitor.signed_in(people.classmate).post(f"/notes/{note.id}/uses", sent, status=422)
    assert "this is what others learn most from" in visitor.text()
    for _ in range(2):
        visitor.post(f"/notes/{note.id}/uses", {**sent, "what_changed": "Nobody held the money."})
    assert len(db.session.scalars(select(NoteReuse)).all()) == 1
    visitor.get(f"/notes/{note.id}")
    assert "Nobody held the money." in visitor.text()


def test_what_a_project_said_stays(people: People) -> None:
    line = says(an_experience(people.trainee), a_project_in("SN"), Use.WORKED, people.classmate)
    line.state = Use.TRYING.value
    with pytest.raises(DatabaseError, match="stays"):
        db.session.flush()
    db.session.rollback()


@pytest.mark.parametrize("wanted", ["idea", "promising", "good"])
def test_notes_are_found_by_how_far_they_have_come(
    visitor: Visitor, people: People, wanted: str
) -> None:
    notes = {
        name: an_experience(people.trainee, title=name) for name in ("idea", "promising", "good")
    }
    here, there = a_project_in("NI"), a_project_in("SN")
    says(notes["idea"], here, Use.WORKED, people.classmate)
    says(notes["idea"], here, Use.DID_NOT_WORK, people.classmate)
    says(notes["promising"], here, Use.ADAPTED, people.classmate)
    for project in (here, there):
        says(notes["good"], project, Use.WORKED, people.classmate)
    visitor.signed_in(people.stranger).get(f"/notes?maturity={wanted}&country=IN")
    assert [node.to_text() for node in visitor.all("a.row-link")] == [wanted]
    assert visitor.all(f"#maturity option[value={wanted}][selected]")
    visitor.get("/notes?maturity=made-up")
    assert len(visitor.all("a.row-link")) == 3


def test_the_key_of_somebody_else_overwrites_nothing(visitor: Visitor, people: People) -> None:
    note, there = an_experience(people.trainee), a_project_in("NI")
    line = says(note, there, Use.WORKED, people.classmate)
    sent = {"key": str(line.key), "project_id": str(there.id), "state": "trying"}
    sent |= {"since": "2026-01-05", "what_changed": ""}
    visitor.signed_in(people.stranger).post(f"/notes/{note.id}/uses", sent, status=409)
    assert "This has changed meanwhile" in visitor.text()
    visitor.get(f"/notes/{note.id}")
    assert len(visitor.all("#uses ~ ol > li")) == 1


def test_a_draft_of_long_ago_stands_where_it_was_published(
    visitor: Visitor, people: People
) -> None:
    old = an_experience(people.trainee, public=True, published=False)
    an_experience(people.trainee, public=True, title="Between")
    notes.publish(old, replace(WRITTEN, public=True, title="At last"), at=NOW + timedelta(days=1))
    db.session.commit()
    visitor.get("/notes")
    assert shown(visitor) == ["At last", "Between"]


def test_pages_of_notes_follow_each_other_in_the_order_of_publishing(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing, "PAGE", 2)
    drafts = [an_experience(people.trainee, public=True, published=False) for _each in range(5)]
    for minutes, number in ((1, 3), (2, 0), (2, 4), (3, 1), (4, 2)):
        text = replace(WRITTEN, public=True, title=f"Note {number}")
        notes.publish(drafts[number], text, at=NOW + timedelta(minutes=minutes))
    db.session.commit()

    seen, page = [], "/notes"
    for _page in range(3):
        visitor.get(page)
        seen += shown(visitor)
        older = visitor.all("nav.pagination a[rel=next]")
        page = older[0].attrs["href"] if older else ""
    assert (seen, page) == ([f"Note {number}" for number in (2, 1, 4, 0, 3)], "")


def test_the_page_after_a_note_that_is_no_longer_there_still_follows(
    visitor: Visitor, people: People
) -> None:
    an_experience(people.trainee, public=True, title="Older")
    newer = an_experience(people.trainee, public=True, title="Newer")
    edge = newer.current_id
    notes.withdraw(newer, at=NOW)
    db.session.commit()
    visitor.get(f"/notes?before={edge}")
    assert shown(visitor) == ["Older"]
    visitor.get(f"/notes?before={10**30}", status=404)
    visitor.get("/notes?before=x", status=404)


def shown(visitor: Visitor) -> list[str]:
    return [node.to_text() for node in visitor.all("a.row-link")]
