"""Phrases at the desk, without any script: put into the comment, filled in, kept for later."""

import pytest
from sqlalchemy import select

from lms.db import db
from lms.logbook.models import LogEntry, Review
from lms.phrases.models import Phrase
from tests.fieldwork.factories import a_placement, an_entry
from tests.people import People
from tests.phrases.factories import SAID, a_phrase
from tests.visitor import Visitor


def an_open_entry(visitor: Visitor, people: People) -> LogEntry:
    entry = an_entry(a_placement(people), state="submitted")
    visitor.signed_in(people.supervisor)
    return entry


def typed(visitor: Visitor) -> str:
    """What stands in the comment now."""
    return str(visitor.all("textarea[name=comment]")[0].typed()).strip()


def offered(visitor: Visitor) -> list[str]:
    return [node.typed().strip() for node in visitor.all("button[name=phrase]")]


def decisions() -> list[str]:
    return list(db.session.scalars(select(Review.decision)))


def test_own_phrases_stand_before_the_shared_ones(visitor: Visitor, people: People) -> None:
    entry = an_open_entry(visitor, people)
    a_phrase(people)
    a_phrase(people, "Newer: {what}.")
    visitor.get(f"/reviews/{entry.id}")
    assert visitor.statements <= 8
    found = offered(visitor)
    assert found[0].startswith("You write {the figure}."), "the one about this step stands first"
    assert found[1:3] == ["Newer: {what}.", SAID]


def test_shared_phrases_speak_the_language_of_the_edition(visitor: Visitor, people: People) -> None:
    entry = an_open_entry(visitor, people)
    people.edition.language = "fr"
    db.session.commit()
    visitor.get(f"/reviews/{entry.id}")
    assert offered(visitor)[0].startswith("Vous écrivez {le chiffre}.")
    assert visitor.all("button[name=phrase]")[0].attrs["lang"] == "fr"


@pytest.mark.parametrize("own", [True, False])
def test_a_phrase_joins_what_is_written(visitor: Visitor, people: People, own: bool) -> None:
    entry = an_open_entry(visitor, people)
    key = str(a_phrase(people).id) if own else "second-source"
    form = {"version": entry.current_id, "comment": "Good.", "hours": "1:00", "phrase": key}

    visitor.post(f"/reviews/{entry.id}/wording", form, status=200)

    begins = SAID if own else "You write {the figure}."
    assert typed(visitor).startswith(f"Good.\n{begins}")
    assert visitor.all("input[name=hours]")[0].attrs["value"] == "1:00"
    assert visitor.all("input[name=version]")[0].attrs["value"] == str(entry.current_id)
    assert decisions() == []


@pytest.mark.parametrize("act", ["approval", "return", "query"])
def test_no_decision_leaves_with_a_blank(visitor: Visitor, people: People, act: str) -> None:
    entry = an_open_entry(visitor, people)
    form = {"version": entry.current_id, "comment": SAID}

    visitor.post(f"/reviews/{entry.id}/{act}", form, status=422)

    assert "Fill in the blank, or take it out: {what}" in visitor.all("#comment-error")[0].to_text()
    assert typed(visitor) == SAID
    assert decisions() == []
    visitor.post(f"/reviews/{entry.id}/{act}", form | {"comment": SAID.replace("{what}", "looms")})
    assert len(decisions()) == 1


def test_a_comment_is_kept_as_a_phrase(visitor: Visitor, people: People) -> None:
    entry = an_open_entry(visitor, people)
    form = {"version": entry.current_id, "comment": SAID}
    for _ in range(2):
        visitor.post(f"/reviews/{entry.id}/phrases", form, status=200)

    assert typed(visitor) == SAID
    assert offered(visitor)[1] == SAID
    assert db.session.scalars(select(Phrase.text)).all() == [SAID]
    assert decisions() == []


@pytest.mark.parametrize("comment", ["", "Long. " * 60])
def test_nothing_and_too_much_is_no_phrase(visitor: Visitor, people: People, comment: str) -> None:
    entry = an_open_entry(visitor, people)
    form = {"version": entry.current_id, "comment": comment}
    visitor.post(f"/reviews/{entry.id}/phrases", form, status=422)
    assert "A phrase has up to 300 characters." in visitor.all("#comment-error")[0].to_text()
    assert typed(visitor) == comment.strip()


def test_phrases_of_others_are_not_put_in(visitor: Visitor, people: People) -> None:
    entry, theirs = an_open_entry(visitor, people), a_phrase(people)
    theirs.owner_id = people.other_supervisor.id
    db.session.commit()
    for key in (str(theirs.id), "no-such", ""):
        form = {"version": entry.current_id, "phrase": key}
        visitor.post(f"/reviews/{entry.id}/wording", form, status=404)


@pytest.mark.parametrize("path", ["wording", "phrases"])
def test_a_stranger_puts_in_nothing(visitor: Visitor, people: People, path: str) -> None:
    entry = an_open_entry(visitor, people)
    form = {"version": entry.current_id, "comment": SAID, "phrase": "second-source"}
    for who in (people.classmate, people.other_supervisor, people.coordinator):
        visitor.signed_in(who).post(f"/reviews/{entry.id}/{path}", form, status=404)
