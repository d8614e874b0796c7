import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts import throttle
from lms.accounts.models import SignIn
from lms.db import db
from tests.people import PASSWORD, People
from tests.visitor import Visitor

PROFILE = {
    "name": "Ana María Ejemplo",
    "organisation": "Cámara de Industria",
    "country": "NI",
    "language": "es",
    "time_zone": "America/Managua",
    "saves_data": "y",
}


def test_a_profile_is_kept(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).post("/settings", PROFILE)

    person = people.trainee
    assert (person.name, person.country, person.language, person.time_zone, person.saves_data) == (
        "Ana María Ejemplo",
        "NI",
        "es",
        "America/Managua",
        True,
    )
    visitor.get("/settings")
    assert visitor.page.query("html")[0].attrs["lang"] == "es"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 121),
        ("country", "XX"),
        ("language", "de"),
        ("time_zone", "Mars"),
    ],
)
def test_a_wrong_profile_is_refused_and_nothing_changes(
    visitor: Visitor, people: People, field: str, value: str
) -> None:
    before = people.trainee.name

    visitor.signed_in(people.trainee).post("/settings", PROFILE | {field: value}, status=422)

    assert people.trainee.name == before
    assert 'value="Cámara de Industria"' in visitor.page.to_html()


def test_no_field_of_the_form_makes_an_administrator(visitor: Visitor, people: People) -> None:
    extra = {"site_role": "administrator", "email": "x@x.example", "id": "1"}
    visitor.signed_in(people.trainee).post("/settings", PROFILE | extra)

    assert (people.trainee.site_role, people.trainee.email) == (None, "ana@people.example")


def test_changing_the_password_needs_the_present_one(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    form = {"current_password": "wrong words in a row", "new_password": "other words in a line"}

    visitor.post("/settings/password", form, status=422)
    assert "That is not the password you use now." in visitor.text()

    visitor.post("/settings/password", form | {"current_password": PASSWORD})


def test_the_present_password_cannot_be_tried_for_ever(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    form = {"current_password": "wrong words in a row", "new_password": "seven blue boats at dawn"}
    for _ in range(throttle.PER_ACCOUNT):
        visitor.post("/settings/password", form, status=422)

    visitor.post("/settings/password", form | {"current_password": PASSWORD}, status=429)


def test_a_changed_password_signs_other_devices_out_and_this_one_stays(
    visitor: Visitor, people: People, app: Flask
) -> None:
    other = Visitor(app).signed_in(people.trainee)
    form = {"current_password": PASSWORD, "new_password": "other words in a line"}

    visitor.signed_in(people.trainee).post("/settings/password", form)

    visitor.get("/settings")
    other.get("/settings", status=303)


def test_one_sees_and_ends_one_s_own_devices(visitor: Visitor, people: People, app: Flask) -> None:
    phone = Visitor(app).signed_in(people.trainee)
    visitor.signed_in(people.trainee).get("/settings/sign-ins")
    assert len(visitor.all("ul.rows > li")) == 2
    first = db.session.scalars(select(SignIn.id).order_by(SignIn.id)).first()

    visitor.post(f"/settings/sign-ins/{first}/closure")

    phone.get("/settings", status=303)
    visitor.get("/settings")


def test_nobody_ends_the_sign_in_of_someone_else(
    visitor: Visitor, people: People, app: Flask
) -> None:
    other = Visitor(app).signed_in(people.classmate)
    number = db.session.scalars(select(SignIn.id)).one()

    visitor.signed_in(people.trainee).post(f"/settings/sign-ins/{number}/closure", status=404)

    other.get("/settings")


def test_all_other_devices_end_at_once(visitor: Visitor, people: People, app: Flask) -> None:
    others = [Visitor(app).signed_in(people.trainee) for _ in range(2)]
    stranger = Visitor(app).signed_in(people.classmate)

    visitor.signed_in(people.trainee).post("/settings/sign-ins/others/closure")

    for other in others:
        other.get("/settings", status=303)
    visitor.get("/settings")
    stranger.get("/settings")


def test_a_visitor_chooses_a_language_for_this_browser(visitor: Visitor) -> None:
    visitor.post("/language", {"language": "fr", "next": "/login"})
    visitor.get("/login")
    assert visitor.page.query("html")[0].attrs["lang"] == "fr"


def test_an_unknown_language_changes_nothing(visitor: Visitor) -> None:
    visitor.post("/language", {"language": "../../etc", "next": "/login"})
    visitor.get("/login")
    assert visitor.page.query("html")[0].attrs["lang"] == "en"


def test_a_page_that_says_no_speaks_the_language_of_the_account(
    visitor: Visitor, people: People
) -> None:
    """Whatever the browser asks for; nobody is asked who reads a page of errors."""
    people.trainee.language = "fr"
    visitor.signed_in(people.trainee)
    visitor.get(f"/editions/{people.edition.id}/progress", status=403)
    assert "Ceci ne vous est pas ouvert" in visitor.text()
    visitor.get("/no/such/page", status=404)
    assert "Cette page n’existe pas" in visitor.text()
