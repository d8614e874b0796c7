"""A coordinator enrols twenty people from a list: a look at what would be done, then just that."""

import re
from io import BytesIO
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import aliased

from lms.accounts.models import OneTimeLink, User
from lms.db import db
from lms.editions.models import Enrolment, Role
from lms.enrolling.models import SupervisorMatch
from lms.jobs.models import Job
from tests.people import People, a_person, enrol, enrolment_of
from tests.visitor import Visitor

WHO = {"coordinator": 200, "administrator": 200, "trainer": 403, "trainee": 403, "outsider": 404}


def here(people: People) -> str:
    return f"/editions/{people.edition.id}/enrolment-lists"


def enrolled(people: People) -> dict[tuple[str, str], bool]:
    """(address, role) of whoever is or was in Ana's edition, and whether they are now."""
    rows = db.session.execute(
        select(User.email, Enrolment.role, Enrolment.ended_at)
        .join(User, User.id == Enrolment.user_id)
        .where(Enrolment.edition_id == people.edition.id)
    )
    return {(email, role): ended is None for email, role, ended in rows}


def letters() -> list[dict[str, Any]]:
    return [row.payload for row in db.session.scalars(select(Job).order_by(Job.id))]


def matches() -> dict[str, str]:
    """Addresses of supervisors by those of their trainees."""
    trainee, supervisor = aliased(User), aliased(User)
    rows = db.session.execute(
        select(trainee.email, supervisor.email)
        .select_from(SupervisorMatch)
        .join(Enrolment, Enrolment.id == SupervisorMatch.enrolment_id)
        .join(trainee, trainee.id == Enrolment.user_id)
        .join(supervisor, supervisor.id == SupervisorMatch.supervisor_id)
    )
    return {row[0]: row[1] for row in rows}


def shown(visitor: Visitor) -> dict[str, str]:
    """The hidden part of the page with the trial, as a browser would send it back."""
    return {
        "text": visitor.all("textarea[name=text]")[0].typed(),
        "shown": visitor.all("input[name=shown]")[0].attrs["value"],
    }


def try_and_confirm(visitor: Visitor, people: People, text: str) -> None:
    visitor.post(f"{here(people)}/trial", {"text": text}, status=200)
    visitor.post(here(people), shown(visitor))


def test_the_trial_says_line_by_line_what_would_be_done(visitor: Visitor, people: People) -> None:
    known = a_person("petra")
    lines = f"""Correo;Nombre;Rol;Supervisora
nueva@people.example;Nueva Persona;participante;{people.supervisor.email}
{known.email};Petra Example;formadora;
{people.trainee.email};Ana Example;;
;Sin Correo;;
no-address;Nadie;;
nueva@people.example;Otra vez;;
jefe@people.example;Jefe;jefe;
solo@people.example;Solo;;nadie@people.example
solo2@people.example;Solo;;solo2@people.example
asesor@people.example;Asesor;evaluador;{people.supervisor.email}"""
    visitor.signed_in(people.coordinator)

    visitor.post(f"{here(people)}/trial", {"text": lines}, status=200)

    text = visitor.text()
    for sentence in (
        "2 to be enrolled, with a letter",
        "1 here already, unchanged",
        "7 refused",
        "Line 2 Nueva Persona nueva@people.example · Trainee · Supervisor: sofia@people.example",
        "Line 3 Petra Example petra@people.example · Trainer",
        "Line 5 Sin Correo",
        "There is no e-mail address in this line.",
        "That is not an e-mail address.",
        "The same as line 2.",
        "“jefe” is no role here.",
        "“nadie@people.example” is no supervisor of this edition, nor of this list.",
        "Only trainees have a supervisor.",
    ):
        assert sentence in text, sentence
    assert ("nueva@people.example", "trainee") not in enrolled(people)
    assert letters() == []


def test_confirming_does_just_what_was_shown(visitor: Visitor, people: People) -> None:
    known, supervisor = a_person("petra"), people.supervisor
    visitor.signed_in(people.coordinator)

    try_and_confirm(
        visitor,
        people,
        f"nueva@people.example,Nueva Persona,{supervisor.email}\n{known.email}\nnot-an-address,X",
    )

    assert enrolled(people) == {
        ("nueva@people.example", "trainee"): True,
        ("petra@people.example", "trainee"): True,
        (supervisor.email, "supervisor"): True,
        (people.coordinator.email, "coordinator"): True,
    }
    assert matches() == {"nueva@people.example": supervisor.email}
    new = db.session.scalars(select(User).filter_by(email="nueva@people.example")).one()
    assert (new.name, new.language) == ("Nueva Persona", people.edition.language)
    invitation, welcome = letters()
    assert (invitation["to"], welcome["to"]) == ("nueva@people.example", known.email)
    link = re.search(r"/invitations/\S+", invitation["body"])
    assert link is not None
    Visitor(visitor.app).get(link[0])
    visitor.get(f"/editions/{people.edition.id}/people")
    assert "2 people are in the edition. A letter goes out to each." in visitor.text()


def test_the_same_list_again_changes_nothing(visitor: Visitor, people: People) -> None:
    text = f"nueva@people.example;Nueva;{people.supervisor.email}\notra@people.example;Otra"
    visitor.signed_in(people.coordinator)
    try_and_confirm(visitor, people, text)
    before, sent, links = enrolled(people), letters(), db.session.scalars(select(OneTimeLink)).all()

    visitor.post(f"{here(people)}/trial", {"text": text}, status=200)
    assert "2 here already, unchanged" in visitor.text()
    assert not visitor.all("main form button"), "there is nothing to confirm"
    visitor.post(here(people), shown(visitor))

    assert (enrolled(people), letters()) == (before, sent)
    assert len(db.session.scalars(select(OneTimeLink)).all()) == len(links)
    assert matches() == {"nueva@people.example": people.supervisor.email}


def test_a_later_list_may_say_another_supervisor(visitor: Visitor, people: People) -> None:
    names = [people.supervisor.email, people.other_supervisor.email]
    visitor.signed_in(people.coordinator)
    for supervisor in names:
        try_and_confirm(visitor, people, f"{people.trainee.email};Ana;{supervisor}")

    assert matches() == {people.trainee.email: names[1]}
    assert letters() == []


def test_who_sets_up_fieldwork_is_reminded_of_the_supervisor(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.coordinator)
    try_and_confirm(visitor, people, f"{people.trainee.email};{people.supervisor.email}")

    visitor.get(f"/editions/{people.edition.id}/placements/new")

    assert "Ana Example (supervisor: Sofia Example)" in visitor.text()


def test_a_supervisor_may_come_with_the_list_and_be_called_by_name(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.coordinator)

    try_and_confirm(
        visitor,
        people,
        "email;name;role;supervisor\nnueva@people.example;Nueva;;inés mena\n"
        "ines@people.example;Inés Mena;supervisor;",
    )

    assert matches() == {"nueva@people.example": "ines@people.example"}


def test_who_left_is_in_it_again(visitor: Visitor, people: People, now: Any) -> None:
    enrolment_of(people.trainee, people.edition).ended_at = now
    visitor.signed_in(people.coordinator)

    try_and_confirm(visitor, people, people.trainee.email)

    assert enrolled(people)[people.trainee.email, "trainee"] is True
    assert len(letters()) == 1


def test_what_changed_meanwhile_is_shown_again(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.coordinator)
    text = "nueva@people.example\notra@people.example"
    visitor.post(f"{here(people)}/trial", {"text": text}, status=200)
    fields = shown(visitor)
    enrol(a_person("nueva"), people.edition, Role.TRAINEE)

    visitor.post(here(people), fields, status=409)

    assert "The edition has changed since this page was shown." in visitor.text()
    assert ("otra@people.example", "trainee") not in enrolled(people)
    visitor.post(here(people), shown(visitor))
    assert ("otra@people.example", "trainee") in enrolled(people)


def test_who_has_an_account_cannot_be_told_from_who_has_none(
    visitor: Visitor, people: People
) -> None:
    known, suspended = a_person("petra"), a_person("pablo", suspended=True)
    visitor.signed_in(people.coordinator)
    pages = []
    for email in (known.email, suspended.email, "nobody@people.example"):
        visitor.post(f"{here(people)}/trial", {"text": email}, status=200)
        pages.append(visitor.text().replace(email, "-"))

    assert pages[0] == pages[1] == pages[2]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_a_file_of_excel_is_read_with_its_accents(
    visitor: Visitor, people: People, encoding: str
) -> None:
    source = "Correo;Nombre\r\nnueva@people.example;Íñigo Peña\r\n".encode(encoding)
    visitor.signed_in(people.coordinator)

    visitor.post(
        f"{here(people)}/trial", {"file": (BytesIO(source), "lista.csv"), "text": ""}, status=200
    )

    assert "Line 2 Íñigo Peña nueva@people.example" in visitor.text()


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"text": ""}, "Choose a file, or paste the list here."),
        ({"text": "email;name\n"}, "There is nobody in this list."),
        ({"text": ";;;\n"}, "There is nobody in this list."),
        ({"text": "a@x.example\n" * 301}, "The list has more than 300 lines. Split it."),
        ({"text": "x" * 70_000}, "Shorten this to 65536 characters."),
        ({"file": (b"\x89PNG\0\0", "photo.png")}, "That is no list in text form."),
        ({"file": (b"", "empty.csv")}, "There is nobody in this list."),
        ({"file": (b"x" * 70_000, "big.csv")}, "The file is larger than 64 KB. Split it."),
    ],
)
def test_what_is_no_list_is_answered_in_a_sentence(
    visitor: Visitor, people: People, sent: dict[str, Any], sentence: str
) -> None:
    fields = {
        name: (BytesIO(value[0]), value[1]) if isinstance(value, tuple) else value
        for name, value in sent.items()
    }
    visitor.signed_in(people.coordinator)

    visitor.post(f"{here(people)}/trial", fields, status=422)

    assert sentence in visitor.text()


def test_two_hundred_cost_as_much_as_one_and_fit_on_the_page(
    visitor: Visitor, people: People
) -> None:
    supervisor = people.supervisor.email
    visitor.signed_in(people.coordinator)
    for count in (1, 200):
        lines = [
            f"person{count}x{n:03}@institute{n}.example;Person Number{n * 7919};{supervisor}"
            for n in range(count)
        ]
        try_and_confirm(visitor, people, "\n".join(lines))

    assert len(matches()) == 201
    assert len(letters()) == 201


@pytest.mark.parametrize(("name", "status"), WHO.items())
def test_only_who_runs_the_edition_enrols(
    visitor: Visitor, people: People, name: str, status: int
) -> None:
    visitor.signed_in(getattr(people, name))

    visitor.get(f"{here(people)}/new", status=status)
    visitor.post(f"{here(people)}/trial", {"text": "x@y.example"}, status=status)
    visitor.post(
        here(people), {"text": "x@y.example", "shown": ""}, status=status if status != 200 else 409
    )

    assert ("x@y.example", "trainee") not in enrolled(people)


@pytest.mark.parametrize(
    ("titles", "told"),
    [
        (
            "Correo;Superviosra;Idioma",
            "Not used, for lack of a title that is known here: Superviosra, Idioma.",
        ),
        ("Correo;Supervisora;Rol", ""),
    ],
)
def test_columns_that_say_nothing_here_are_named(
    visitor: Visitor, people: People, titles: str, told: str
) -> None:
    visitor.signed_in(people.coordinator)
    text = f"{titles}\nana@new.example;;"
    visitor.post(f"{here(people)}/trial", {"text": text}, status=200)
    assert "1 to be enrolled" in visitor.text()
    assert told in visitor.text()
    assert ("Not used" in visitor.text()) is bool(told)
