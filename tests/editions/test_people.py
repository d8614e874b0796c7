from datetime import datetime
from typing import Any

import pytest
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.editions import actions
from lms.editions.models import Enrolment, Role
from lms.editions.views import people as views
from lms.jobs.models import Job
from tests.people import People, a_person, enrol, enrolment_of
from tests.visitor import Visitor


def path(people: People) -> str:
    return f"/editions/{people.edition.id}/people"


def roles(person: User) -> list[tuple[str, bool]]:
    """(role, open) of everything the person is or was."""
    rows = db.session.scalars(
        select(Enrolment).where(Enrolment.user_id == person.id).order_by(Enrolment.id)
    )
    return [(row.role, row.ended_at is None) for row in rows]


def letters() -> list[dict[str, Any]]:
    return [row.payload for row in db.session.scalars(select(Job).order_by(Job.id))]


def by_email(email: str) -> User:
    return db.session.scalars(select(User).where(User.email == email)).one()


def test_people_see_names_countries_and_roles_but_no_addresses(
    visitor: Visitor, people: People
) -> None:
    people.trainee.country = "SN"
    for name in ("coordinator", "supervisor"):
        getattr(people, name)

    visitor.signed_in(people.classmate).get(path(people))

    text = visitor.text()
    assert "Coordinators CE Carlos Example" in text
    assert "Ana Example Senegal" in text
    assert "@people.example" not in text
    assert "Enrol someone" not in text


@pytest.mark.parametrize("name", ["coordinator", "administrator"])
def test_who_runs_the_edition_sees_addresses(visitor: Visitor, people: People, name: str) -> None:
    address = people.trainee.email

    visitor.signed_in(getattr(people, name)).get(path(people))

    assert address in visitor.text()
    assert "Enrol someone" in visitor.text()


def test_who_has_not_come_yet_is_not_shown_by_address(visitor: Visitor, people: People) -> None:
    invited = a_person("")
    invited.email, invited.name, invited.password_hash = "secret@people.example", "", None
    enrol(invited, people.edition, Role.TRAINEE)

    visitor.signed_in(people.classmate).get(path(people))
    assert "secret@people.example" not in visitor.text()
    assert "Invited, not here yet" in visitor.text()

    visitor.signed_in(people.coordinator).get(path(people))
    assert "secret@people.example" in visitor.text()


def test_nobody_of_another_edition_is_shown(visitor: Visitor, people: People) -> None:
    name = people.outsider.name

    visitor.signed_in(people.coordinator).get(path(people))

    assert name not in visitor.text()


def test_somebody_new_is_invited_and_enrolled(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.coordinator)
    people.edition.language = "es"

    response = visitor.post(
        path(people), {"email": "New@People.example", "name": "Nadia", "role": "trainee"}
    )

    assert response.location == path(people)
    person = by_email("new@people.example")
    assert (person.name, person.language, person.password_hash) == ("Nadia", "es", None)
    assert roles(person) == [("trainee", True)]
    (letter,) = letters()
    assert letter["to"] == "new@people.example"
    assert "/invitations/" in letter["body"]


def test_somebody_known_is_enrolled_at_once_and_told(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.coordinator)

    visitor.post(path(people), {"email": people.stranger.email, "role": "trainer"})

    assert roles(people.stranger) == [("trainer", True)]
    (letter,) = letters()
    assert letter["to"] == people.stranger.email
    assert people.edition.name in letter["subject"]
    assert "Trainer" in letter["body"]
    assert f"/editions/{people.edition.id}" in letter["body"]
    visitor.get(path(people))
    assert "rosa@people.example is in the edition and gets a letter." in visitor.text()


def test_an_invited_person_gets_a_fresh_invitation(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.coordinator)
    form = {"email": "new@people.example", "role": "trainee"}

    visitor.post(path(people), form)
    visitor.post(path(people), form)

    assert roles(by_email("new@people.example")) == [("trainee", True)]
    assert len(letters()) == 2


def test_a_role_somebody_has_is_not_given_twice(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.coordinator)
    form = {"email": people.trainee.email, "role": "trainee"}

    visitor.post(path(people), form)

    assert roles(people.trainee) == [("trainee", True)]
    assert letters() == []
    visitor.get(path(people))
    assert "ana@people.example has this role already." in visitor.text()


def test_one_person_may_be_several_things(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.coordinator)

    visitor.post(path(people), {"email": people.trainer.email, "role": "assessor"})

    assert roles(people.trainer) == [("trainer", True), ("assessor", True)]


def test_two_enrolments_at_the_same_moment_leave_one(people: People, now: datetime) -> None:
    first, news = actions.enrol(people.stranger, people.edition, Role.TRAINEE, at=now)
    twin = Enrolment(
        edition_id=people.edition.id, user_id=people.stranger.id, role="trainee", created_at=now
    )
    looked = select(Enrolment).where(Enrolment.user_id == people.stranger.id)

    assert db.keep_once(twin, looked) is first
    assert news


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"email": "", "role": "trainee"}, "Write an e-mail address."),
        ({"email": "nobody", "role": "trainee"}, "That is not an e-mail address."),
        ({"email": "first-administrator@localhost", "role": "trainee"}, "not an e-mail address"),
        ({"email": "a@people.example", "role": "administrator"}, "Role: "),
        ({"email": "a@people.example", "name": "n" * 121, "role": "trainee"}, "Name: "),
    ],
)
def test_a_form_that_fails_enrols_nobody_and_keeps_what_was_typed(
    visitor: Visitor, people: People, form: dict[str, str], sentence: str
) -> None:
    visitor.signed_in(people.coordinator)

    visitor.post(path(people), form, status=422)

    assert sentence in visitor.text()
    assert visitor.all("#email")[0].attrs["value"] == form["email"]
    assert letters() == []


@pytest.mark.parametrize(
    ("name", "status"),
    [
        ("trainee", 403),
        ("trainer", 403),
        ("supervisor", 403),
        ("assessor", 403),
        ("stranger", 404),
        ("outsider", 404),
        ("other_coordinator", 404),
    ],
)
def test_nobody_else_enrols_or_ends(
    visitor: Visitor, people: People, name: str, status: int
) -> None:
    row = enrolment_of(people.classmate, people.edition)
    visitor.signed_in(getattr(people, name))

    visitor.post(path(people), {"email": "x@people.example", "role": "trainee"}, status=status)
    visitor.post(f"{path(people)}/{row.id}/ending", status=status)

    assert roles(people.classmate) == [("trainee", True)]
    assert letters() == []


def test_a_role_is_ended_and_can_be_given_again(visitor: Visitor, people: People) -> None:
    row = enrolment_of(people.trainee, people.edition)
    visitor.signed_in(people.coordinator)

    visitor.post(f"{path(people)}/{row.id}/ending")
    assert roles(people.trainee) == [("trainee", False)]
    visitor.get(path(people))
    assert "Ana Example no longer has this role here." in visitor.text()

    visitor.post(path(people), {"email": people.trainee.email, "role": "trainee"})
    assert roles(people.trainee) == [("trainee", True)]


def test_ending_twice_finds_nothing(visitor: Visitor, people: People) -> None:
    row = enrolment_of(people.trainee, people.edition)
    visitor.signed_in(people.coordinator).post(f"{path(people)}/{row.id}/ending")

    visitor.post(f"{path(people)}/{row.id}/ending", status=404)


def test_a_role_of_another_edition_is_not_ended(visitor: Visitor, people: People) -> None:
    row = enrolment_of(people.outsider, people.other_edition)

    visitor.signed_in(people.coordinator).post(f"{path(people)}/{row.id}/ending", status=404)

    assert roles(people.outsider) == [("trainee", True)]


def test_coordinators_do_not_lock_themselves_out(visitor: Visitor, people: People) -> None:
    row = enrolment_of(people.coordinator, people.edition)

    visitor.signed_in(people.coordinator).post(f"{path(people)}/{row.id}/ending", status=403)

    assert roles(people.coordinator) == [("coordinator", True)]
    visitor.get(path(people))
    assert not visitor.all(f"#end-{row.id}")


def test_an_administrator_ends_a_coordinator(visitor: Visitor, people: People) -> None:
    row = enrolment_of(people.coordinator, people.edition)

    visitor.signed_in(people.administrator).post(f"{path(people)}/{row.id}/ending")

    assert roles(people.coordinator) == [("coordinator", False)]


def test_without_the_forms_token_nobody_is_enrolled(visitor: Visitor, people: People) -> None:
    form = {"email": "x@people.example", "role": "trainee"}

    visitor.signed_in(people.coordinator).post(path(people), form, token=None, status=400)

    assert letters() == []


def test_people_are_paged_by_role_and_name_and_cost_the_same_for_many(
    visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "PAGE", 2)
    visitor.signed_in(people.coordinator)
    for name in ("supervisor", "trainee"):
        getattr(people, name)
    address, pages, costs = path(people), [], set()
    enrol(a_person("bela"), people.edition, Role.TRAINEE)
    while address:
        visitor.get(address)
        costs.add(visitor.statements)
        pages.append([line.to_text().strip() for line in visitor.all(".row-title")])
        older = visitor.all("a[rel=next]")
        address = older[0].attrs["href"] if older else ""

    assert pages == [["Carlos Example", "Sofia Example"], ["Ana Example", "Bela Example"]]
    assert costs == {3}


@pytest.mark.parametrize("mark", ["x", "trainee_x_Ana", "trainee_99999999999_Ana"])
def test_a_forged_page_mark_is_not_found(visitor: Visitor, people: People, mark: str) -> None:
    visitor.signed_in(people.coordinator).get(
        path(people), query_string={"after": mark}, status=404
    )


def test_a_full_page_stays_light(visitor: Visitor, people: People) -> None:
    """Fifty people with a form and a question for each; the visitor weighs the page."""
    visitor.signed_in(people.coordinator)
    for number in range(60):
        enrol(a_person(f"person{number:02}"), people.edition, Role.TRAINEE)

    visitor.get(path(people))
    assert len(visitor.all(".row-title")) == 50
    visitor.get(f"/editions/{people.edition.id}")
    assert len(visitor.all("tbody tr")) == 50


def test_people_of_an_edition_are_found_by_name_and_by_name_alone(
    visitor: Visitor, people: People
) -> None:
    """Not by their address, which not everybody may know."""
    for name in ("trainee", "classmate", "coordinator"):
        assert getattr(people, name)
    visitor.signed_in(people.trainee)

    for called, count in (("bruno", 1), ("EXAMPLE ana", 1), ("people.example", 0), ("example", 3)):
        visitor.get(f"{path(people)}?q={called}")
        assert len(visitor.all("ul.people > li")) == count, called
