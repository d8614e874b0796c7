import re
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from lms.accounts.models import User
from lms.content import library
from lms.db import db
from lms.notes import actions, anchoring
from lms.notes.models import Note
from tests.notes.factories import a_note
from tests.people import People
from tests.visitor import Visitor

LESSON = "/courses/cluster-broker/a1-1"
ON_LESSON = "/my-notes/on/cluster-broker/lesson/a1-1"


def passage(number: int) -> anchoring.Passage:
    lesson = library().courses["cluster-broker"].lesson("a1-1")
    return anchoring.passages(str(lesson.body.html))[number - 1]


def notes_of(owner: User) -> list[Note]:
    query = select(Note).where(Note.owner_id == owner.id).order_by(Note.created_at)
    return list(db.session.scalars(query))


def marks(visitor: Visitor) -> str:
    return " ".join(node.to_text() for node in visitor.all("mark.kept"))


def letters(text: str) -> str:
    return re.sub(r"\W", "", text)


def form_of(visitor: Visitor) -> str:
    return str(visitor.all(".note-new form")[0].attrs["action"])


def test_a_note_on_the_whole_page_is_kept_and_shown_beside_it(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee).get(LESSON)
    answer = visitor.post(form_of(visitor), {"note-body": "Ask Amina.\n\nOn Monday."})
    visitor.get(LESSON)

    (note,) = notes_of(people.trainee)
    assert answer.location == f"{LESSON}#note-{note.id}"
    assert (note.body, note.quote, note.language) == ("Ask Amina.\n\nOn Monday.", "", "en")
    assert "Ask Amina. On Monday." in visitor.text()
    assert marks(visitor) == ""


def test_without_script_a_paragraph_is_marked_by_choosing_it(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee).get(LESSON)
    visitor.post(form_of(visitor), {"note-paragraph": "2"})
    visitor.get(LESSON)

    (note,) = notes_of(people.trainee)
    assert (note.quote, note.before, note.after) == passage(2)
    assert letters(marks(visitor)) == letters(passage(2).quote)
    assert visitor.all(f"a[id='passage-{note.id}']")[0].attrs["href"] == f"#note-{note.id}"


def test_words_that_were_selected_are_marked(visitor: Visitor, people: People) -> None:
    words = " ".join(passage(1).quote.split()[2:6])
    fields = {"note-quote": f" {words}\n", "note-before": "x" * 90, "note-body": "True?"}
    visitor.signed_in(people.trainee).post(f"{ON_LESSON}/{uuid4()}", fields)
    visitor.get(LESSON)

    (note,) = notes_of(people.trainee)
    assert (note.quote, note.before, note.body) == (words, "x" * 64, "True?")
    assert letters(marks(visitor)) == letters(words)


def test_the_same_form_sent_twice_makes_one_note(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get(LESSON)
    address = form_of(visitor)
    for _ in range(2):
        visitor.post(address, {"note-body": "Once."})

    assert [note.body for note in notes_of(people.trainee)] == ["Once."]
    visitor.get(LESSON)
    assert form_of(visitor) != address


def test_the_same_form_with_other_words_shows_both(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get(LESSON)
    address = form_of(visitor)
    visitor.post(address, {"note-body": "First."})
    visitor.post(address, {"note-body": "Second."}, status=409)

    assert "This note was changed on another device" in visitor.text()
    assert "First." in visitor.text()
    assert visitor.all("textarea")[0].to_text().strip() == "Second."
    assert [note.body for note in notes_of(people.trainee)] == ["First."]


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({}, "Write something, or choose a passage to mark."),
        ({"note-body": "x" * 4001}, "Shorten this to 4000 characters."),
        ({"note-quote": "x" * 2001}, "The passage is too long: mark at most 2000 characters."),
        ({"note-body": "Mine.", "note-paragraph": "900"}, "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_beside_the_field_and_nothing_typed_is_lost(
    visitor: Visitor, people: People, typed: dict[str, str], said: str
) -> None:
    visitor.signed_in(people.trainee).post(f"{ON_LESSON}/{uuid4()}", typed, status=422)

    assert said in visitor.text()
    kept = " ".join(node.to_text() for node in visitor.all("textarea"))
    assert typed.get("note-body", "") in kept
    assert notes_of(people.trainee) == []


def test_a_note_is_changed_from_the_version_that_was_seen(visitor: Visitor, people: People) -> None:
    note = a_note(people.trainee, body="First.", quote=passage(1).quote)
    visitor.signed_in(people.trainee).get(f"/my-notes/{note.id}/edit")
    fields = {"note-body": "Second.", "note-base": "1"}
    answer = visitor.post(f"/my-notes/{note.id}/changes", fields)

    assert answer.location == f"{LESSON}#passage-{note.id}"
    (kept,) = notes_of(people.trainee)
    assert (kept.body, kept.quote, kept.version) == ("Second.", passage(1).quote, 2)


@pytest.mark.parametrize("base", ["1", "", "nine"])
def test_a_change_from_an_old_page_shows_what_stands_now(
    visitor: Visitor, people: People, now: datetime, base: str
) -> None:
    note = a_note(people.trainee, body="First.")
    phone = actions.with_body(note, "From the phone.")
    actions.keep(note.id, phone, owner=people.trainee, base=1, at=now)
    fields = {"note-body": "From the desk.", "note-base": base}
    visitor.signed_in(people.trainee).post(f"/my-notes/{note.id}/changes", fields, status=409)

    assert "From the phone." in visitor.text()
    newest = {
        node.attrs["name"]: node.attrs.get("value") for node in visitor.all("form.form input")
    }
    assert newest["note-base"] == "2"
    visitor.post(f"/my-notes/{note.id}/changes", fields | {"note-base": "2"})
    assert [row.body for row in notes_of(people.trainee)] == ["From the desk."]


def test_a_mark_needs_no_words_but_a_note_does(visitor: Visitor, people: People) -> None:
    mark, note = a_note(people.trainee, body="", quote="A mark."), a_note(people.trainee)
    fields = {"note-body": "", "note-base": "1"}
    visitor.signed_in(people.trainee).post(f"/my-notes/{mark.id}/changes", fields)
    visitor.post(f"/my-notes/{note.id}/changes", fields, status=422)

    assert "Write something, or remove the note." in visitor.text()


def test_a_removed_note_leaves_a_way_back_for_a_while(
    visitor: Visitor, people: People, now: datetime
) -> None:
    note = a_note(people.trainee, body="Not needed.", quote=passage(1).quote)
    answer = visitor.signed_in(people.trainee).post(f"/my-notes/{note.id}/removal")
    visitor.get(LESSON)
    assert answer.location == f"{LESSON}#notes"
    assert "Removed: Not needed." in visitor.text()
    assert marks(visitor) == ""

    visitor.post(f"/my-notes/{note.id}/restoration")
    visitor.get(LESSON)
    assert letters(marks(visitor)) == letters(passage(1).quote)


def test_an_older_removal_is_taken_back_among_all_notes(
    visitor: Visitor, people: People, now: datetime
) -> None:
    note = a_note(people.trainee, body="Gone since yesterday.")
    actions.remove(note, owner=people.trainee, at=now - timedelta(days=1))
    visitor.signed_in(people.trainee).get(LESSON)
    assert "Gone since yesterday." not in visitor.text()

    visitor.get("/my-notes")
    assert "Removed: Gone since yesterday." in visitor.text()


def test_a_passage_that_is_gone_stands_beside_the_page(visitor: Visitor, people: People) -> None:
    a_note(people.trainee, body="Remember.", quote="This was taken out of the lesson.")
    a_note(people.trainee, body="En español.", quote="Un texto.", language="es")
    visitor.signed_in(people.trainee).get(LESSON)

    assert "The text has changed: this passage is no longer in it." in visitor.text()
    assert "This was taken out of the lesson." in visitor.text()
    assert "You marked this in the Spanish text." in visitor.text()
    assert marks(visitor) == ""


@pytest.mark.parametrize("address", ["days/a1", "electives/el1", "fieldwork/w1", "a1-1", "el1-1"])
def test_every_page_of_a_course_takes_notes(visitor: Visitor, people: People, address: str) -> None:
    page = f"/courses/cluster-broker/{address}"
    visitor.signed_in(people.trainee).get(page)
    visitor.post(form_of(visitor), {"note-paragraph": "1", "note-body": "Here."})
    visitor.get(page)

    assert "Here." in visitor.text()
    assert marks(visitor) != ""


@pytest.mark.parametrize("many", [1, 3])
def test_my_notes_stand_in_the_order_of_the_course(
    visitor: Visitor, people: People, many: int
) -> None:
    for place in [("lesson", "a2-1"), ("day", "a1"), ("lesson", "a1-1"), ("fieldwork", "w1")]:
        for number in range(many):
            kind, name = place
            a_note(people.trainee, kind=kind, ref=f"cluster-broker/{name}", body=f"{name}.{number}")
    visitor.signed_in(people.trainee).get("/my-notes")

    said = re.findall(r"\b(a2-1|a1-1|a1|w1)\.(\d)", visitor.text())
    ordered = [(name, str(n)) for name in ("a1", "a1-1", "a2-1", "w1") for n in range(many)]
    assert said == ordered
    assert visitor.statements == 5
    assert visitor.text().count("Day 1 ·") == 2


def test_many_notes_are_read_page_by_page(visitor: Visitor, people: People) -> None:
    for number in range(30):
        a_note(people.trainee, body=f"Thought {number}.")
    seen = []
    for page in (1, 2):
        visitor.signed_in(people.trainee).get(f"/my-notes?page={page}")
        seen += re.findall(r"Thought (\d+)\.", visitor.text())

    assert seen == [str(number) for number in range(30)]
    assert visitor.status_of("/my-notes?page=3") == 404
    assert visitor.status_of("/my-notes?page=x") == 404


def test_a_change_made_from_the_list_leads_back_to_its_page(
    visitor: Visitor, people: People
) -> None:
    note = a_note(people.trainee)
    fields = {"note-body": "New.", "note-base": "1"}
    answer = visitor.signed_in(people.trainee).post(f"/my-notes/{note.id}/changes?from=2", fields)
    assert answer.location == f"/my-notes?page=2#note-{note.id}"


def test_notes_are_taken_along_as_markdown(visitor: Visitor, people: People) -> None:
    a_note(people.trainee, body="First line.\nSecond line.", quote="A broker listens.")
    a_note(people.classmate, body="Not Ana's.")
    answer = visitor.signed_in(people.trainee).get("/my-notes.md")

    assert answer.headers["Content-Disposition"] == "attachment; filename=my-notes.md"
    title = library().courses["cluster-broker"].title.get("en")
    lesson = library().courses["cluster-broker"].lesson("a1-1").title
    assert answer.text.startswith(f"# My notes\n\n## {title}\n\n### Day 1 · {lesson}\n")
    assert "\n> A broker listens.\n\nFirst line.\nSecond line.\n" in answer.text
    assert "Not Ana's." not in answer.text


def test_without_notes_the_page_says_what_to_do(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.stranger).get("/my-notes")
    assert "You have no notes yet" in visitor.text()


@pytest.mark.parametrize(
    "address",
    [
        f"/my-notes/on/cluster-broker/lesson/none/{UUID(int=1)}",
        f"/my-notes/on/cluster-broker/page/a1-1/{UUID(int=1)}",
        f"/my-notes/on/none/lesson/a1-1/{UUID(int=1)}",
        f"/my-notes/{UUID(int=1)}/changes",
    ],
)
def test_what_is_not_there_is_not_found(visitor: Visitor, people: People, address: str) -> None:
    visitor.signed_in(people.trainee).post(address, {"note-body": "Lost."}, status=404)
    assert notes_of(people.trainee) == []
