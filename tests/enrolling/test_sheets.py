"""Lists as spreadsheets save them in several countries, read the same."""

import pytest
from flask import Flask

from lms.editions.vocabulary import ROLES
from lms.enrolling.sheets import Entry, UnreadableListError, read_list, role_called
from lms.i18n import in_language

ANA = Entry(2, "ana@people.example", "Ana Peña", "trainee", "sofia@people.example")


@pytest.mark.parametrize(
    "text",
    [
        "Email,Name,Role,Supervisor\nana@people.example,Ana Peña,trainee,sofia@people.example",
        "E-mail;Name;Role;Supervisor\r\n"
        "Ana@People.example;Ana Peña;trainee;sofia@people.example\r\n",
        "Role\tSupervisor\tE-mail address\tFull name\n"
        "trainee\tsofia@people.example\tana@people.example\tAna  Peña",
        'Correo electrónico;Nombres;Apellidos;Rol;Supervisora\n"ana@people.example";Ana;"Peña";'
        "trainee;sofia@people.example",
        "Nom;Prénom;Courriel;Rôle;Superviseur\nPeña;Ana;ana@people.example;trainee;"
        "sofia@people.example",
    ],
    ids=["en", "excel", "pasted", "es", "fr"],
)
def test_titles_and_separators_of_three_languages_are_understood(text: str) -> None:
    (entry,) = read_list(text)

    assert (entry.email, entry.name) == (ANA.email, ANA.name)
    assert (entry.line, entry.role, entry.supervisor) == (2, "trainee", "sofia@people.example")


def test_without_titles_what_a_cell_looks_like_says_what_it_is() -> None:
    found = read_list("Ana Peña;ana@people.example;sofia@people.example;participante\nbo@x.example")

    assert found == [
        Entry(1, "ana@people.example", "Ana Peña", "participante", "sofia@people.example"),
        Entry(2, "bo@x.example"),
    ]


def test_lines_keep_the_number_they_have_in_the_file() -> None:
    text = 'email;name\n\na@x.example;"Ana\nPeña"\n;;\nb@x.example;Bo\n'

    assert [(row.line, row.name) for row in read_list(text)] == [(4, "Ana Peña"), (6, "Bo")]


def test_a_line_without_an_address_stays_to_be_refused() -> None:
    assert read_list("email;name\n;Ana")[0] == Entry(2, "", "Ana")


@pytest.mark.parametrize("text", ["", "\n;;\n", " "])
def test_nothing_is_no_list(text: str) -> None:
    with pytest.raises(UnreadableListError):
        read_list(text)


def test_titles_alone_name_nobody() -> None:
    assert read_list("email;name") == []


@pytest.mark.parametrize("language", ["en", "es", "fr"])
def test_roles_are_understood_as_our_pages_call_them(app: Flask, language: str) -> None:
    with app.test_request_context(), in_language(language):
        called = {role: role_called(str(name)) for role, name in ROLES.items()}

    assert called == {role: role for role in ROLES}
