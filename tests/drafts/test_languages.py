"""Another language for a page whose form was refused: no script runs, and nothing is lost."""

from collections.abc import Callable
from typing import Any, NamedTuple

import pytest
from sqlalchemy import select

from lms.config import LANGUAGES
from lms.db import db
from lms.drafts.models import Draft
from lms.logbook.models import LogEntryVersion
from tests.case_studies.papers import a_paper
from tests.deliverables import factories as deliverables
from tests.drafts.test_interrupted import WORDS, carried, interrupted, sign_in, texts
from tests.fieldwork.factories import a_placement
from tests.notes.factories import a_note
from tests.people import People
from tests.visitor import Visitor


def refused(visitor: Visitor, page: str, to: str, fields: dict[str, str]) -> None:
    visitor.post(to, fields, status=422, headers={"Referer": f"http://localhost{page}"})


def choose(visitor: Visitor, language: str, *, status: int = 303) -> str:
    """Press a language in the footer, with all that its form holds."""
    inputs = [node.attrs for node in visitor.all(".language-choice input")]
    fields: dict[str, Any] = {one["name"]: one["value"] for one in inputs}
    answer = visitor.post("/language", fields | {"language": language}, status=status)
    return str(answer.location)


def test_a_refused_log_entry_is_back_in_its_form_in_the_other_language(
    visitor: Visitor, people: People
) -> None:
    placement = a_placement(people)
    page = f"/placements/{placement.id}/entries/new"
    visitor.signed_in(people.trainee).get(page)
    form = str(visitor.all("draft-keeper form")[0].attrs["action"])
    fields = {"activity": "visit", "activity_date": "2026-11-20", "hours": "x", "facts": WORDS}
    refused(visitor, page, form, fields)

    back = choose(visitor, "es")
    assert back == f"{page}?typed=1"
    visitor.get(back)
    assert visitor.all("html")[0].attrs["lang"] == "es"
    assert "Lo que escribió está otra vez en su formulario" in visitor.text()
    assert WORDS in texts(visitor)
    assert visitor.all("input[name=hours]")[0].attrs["value"] == "x"

    came_from = {"Referer": f"http://localhost{back}"}
    visitor.post(form, fields | {"hours": "2,5"}, headers=came_from)
    (version,) = db.session.scalars(select(LogEntryVersion).where(LogEntryVersion.facts == WORDS))
    assert version.minutes == 150
    assert db.session.scalars(select(Draft)).all() == []


def test_a_form_that_was_refused_twice_still_knows_its_page(
    visitor: Visitor, people: People
) -> None:
    note = a_note(people.trainee, body="First.")
    page, to = f"/my-notes/{note.id}/edit", f"/my-notes/{note.id}/changes"
    visitor.signed_in(people.trainee).get(page)
    refused(visitor, page, to, {"note-body": "", "note-base": "1"})
    refused(visitor, to, to, {"note-body": WORDS * 200, "note-base": "1"})

    back = choose(visitor, "fr")
    assert back == f"{page}?typed=1"
    visitor.get(back)
    assert texts(visitor) == [WORDS * 200]


def test_refused_settings_are_back_and_only_for_who_typed_them(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainee).get("/settings")
    refused(visitor, "/settings", "/settings", {"name": "", "organisation": WORDS})
    back = choose(visitor, "es")
    visitor.get(back)
    assert visitor.all("input[name=organisation]")[0].attrs["value"] == WORDS

    visitor.signed_in(people.classmate).get(back)
    assert visitor.all("input[name=organisation]")[0].attrs["value"] != WORDS


def test_a_refused_password_is_never_carried(visitor: Visitor, people: People) -> None:
    page = "/settings/password"
    visitor.signed_in(people.trainee).get(page)
    fields = {"current_password": "not this one", "new_password": "new secret words"}
    refused(visitor, page, page, fields)
    choose(visitor, "es")
    (draft,) = db.session.scalars(select(Draft))
    assert draft.fields == {}


def test_a_visitor_comes_back_to_the_page_of_the_form(visitor: Visitor) -> None:
    visitor.get("/login?next=/my-notes")
    refused(visitor, "/login?next=/my-notes", "/login", {"email": "a@b.example", "password": "x"})
    assert not visitor.all(".language-choice input[name=typed]")
    assert choose(visitor, "fr") == "/login?next=/my-notes"
    visitor.get("/password/forgotten")
    refused(visitor, "/password/forgotten", "/password/forgotten", {"email": "nobody"})
    assert choose(visitor, "es") == "/password/forgotten"


def test_what_waits_for_a_sign_in_still_waits_in_every_language(
    visitor: Visitor, people: People
) -> None:
    note = a_note(people.trainee, body="First.")
    page = f"/my-notes/{note.id}/edit"
    sign_in(visitor, people.trainee)
    interrupted(visitor, page, f"/my-notes/{note.id}/changes", {"note-body": WORDS})
    for language in (*LANGUAGES, "es"):
        choose(visitor, language, status=401)
        assert visitor.all("html")[0].attrs["lang"] == language
    assert "Su sesión terminó. Lo que escribió está guardado" in visitor.text()

    visitor.get(sign_in(visitor, people.trainee, typed=carried(visitor)))
    assert texts(visitor) == [WORDS]


def other_language(visitor: Visitor, form: str, language: str, typed: dict[str, str]) -> str:
    """Press a language below a form that is not sent, in a browser without scripts."""
    buttons = visitor.all(f"#{form} noscript button")
    [button] = [node for node in buttons if node.attrs["value"] == language]
    held = {
        node.attrs["name"]: node.attrs.get("value") or ""
        for node in visitor.all(f"form#{form} input[type=hidden]")
    }
    sent = held | typed | {button.attrs["name"]: language}
    answer = visitor.post(str(button.attrs["formaction"]), sent)
    return str(answer.location)


class Unsent(NamedTuple):
    """A page, its form, what is typed in it, and whether the form takes it in the end."""

    page: str
    form: str
    typed: dict[str, str]


def a_log_entry(people: People) -> Unsent:
    placement = a_placement(people)
    typed = {"activity": "visit", "activity_date": "2026-11-20", "hours": "2:30", "facts": WORDS}
    return Unsent(f"/placements/{placement.id}/entries/new", "entry-form", typed)


def a_reflection(people: People) -> Unsent:
    placement = a_placement(people)
    typed = {"what": WORDS, "so_what": "They share driers.", "now_what": "Ask the dyers."}
    return Unsent(f"/placements/{placement.id}/weeks/1", "reflection-form", typed)


def a_case_paper_in_hand(people: People) -> Unsent:
    a_paper(people.trainee, people.edition, state="draft")
    page = f"/editions/{people.edition.id}/case-studies/bagru/paper"
    return Unsent(page, "paper-form", {"would_change": WORDS})


def a_note_on_a_page(people: People) -> Unsent:
    note = a_note(people.trainee, body="First.")
    return Unsent(f"/my-notes/{note.id}/edit", "note-form", {"note-body": WORDS})


def a_deliverable(people: People) -> Unsent:
    placement = deliverables.a_placement(people)
    return Unsent(deliverables.address(placement), "work-form", {"body": WORDS})


@pytest.mark.parametrize(
    "build",
    [a_log_entry, a_reflection, a_case_paper_in_hand, a_note_on_a_page, a_deliverable],
    ids=lambda build: build.__name__,
)
def test_a_form_that_was_not_sent_is_back_in_another_language_without_scripts(
    visitor: Visitor, people: People, build: Callable[[People], Unsent]
) -> None:
    page, form, typed = build(people)
    visitor.signed_in(people.trainee).get(page)

    for language in ("es", "fr"):
        back = other_language(visitor, form, language, typed)
        assert back == f"{page}?typed=1"
        visitor.get(back)
        assert visitor.all("html")[0].attrs["lang"] == language
        assert holds(visitor, form, typed)

    visitor.signed_in(people.classmate)
    if visitor.status_of(back) == 200:
        visitor.get(back)
        assert WORDS not in visitor.text()


def holds(visitor: Visitor, form: str, typed: dict[str, str]) -> bool:
    controls = visitor.all(f"form#{form} :is(input, textarea, select)")
    texts_in = {
        node.attrs.get("name"): node.to_text().strip()
        for node in controls
        if node.name == "textarea"
    }
    values = {
        node.attrs.get("name"): node.attrs.get("value")
        for node in controls
        if node.name == "input"
        and (node.attrs.get("type") not in {"radio", "checkbox"} or "checked" in node.attrs)
    }
    return all((texts_in | values).get(name) == value for name, value in typed.items())


def test_a_file_is_left_out_and_a_visitor_keeps_nothing(visitor: Visitor, people: People) -> None:
    page, form, _typed = a_deliverable(people)
    visitor.signed_in(people.trainee).get(page)
    [button, _other] = visitor.all(f"#{form} noscript button")
    assert button.attrs["formenctype"] == "application/x-www-form-urlencoded"
    stranger = Visitor(visitor.app)
    stranger.post(str(button.attrs["formaction"]), {"body": WORDS}, status=401)
    assert db.session.scalars(select(Draft)).all() == []
