"""One programme from an invitation to what came of it after ninety days, with three countries."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes, policy
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from lms import create_app
from lms.config import Settings
from lms.db import db
from lms.jobs import actions as jobs
from lms.notifications import digest
from tests.journeys.conftest import Person, _made_once, serving
from tests.journeys.three_countries import HOME, build
from tests.prepared import drop

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
FIRST_DAY = date.today() + timedelta(days=30)  # noqa: DTZ011  # the form is filled in by the wall
TITLE = "One order book for two networks"


@pytest.fixture
def database(tmp_path: Path, database_url: str) -> Iterator[str]:
    made = _made_once(database_url, build).copied(tmp_path)
    yield made
    drop(made)


@pytest.fixture
def site(tmp_path: Path, database: str) -> Iterator[str]:
    with serving(tmp_path, database) as address:
        yield address


@pytest.mark.parametrize("scripts", [False, True], ids=["phone without scripts", "phone"])
def test_from_an_invitation_to_what_came_of_it_after_ninety_days(
    someone: Someone, tmp_path: Path, database: str, scripts: bool
) -> None:
    carla = someone(scripts=scripts)
    ines, fatou, ravi = (someone(phone=True, scripts=scripts) for _name in HOME)
    for name, person in (("carla", carla), ("ines", ines), ("fatou", fatou), ("ravi", ravi)):
        person.signs_in(f"{name}@journey.example")

    programme = plans(carla)
    fills_its_places(programme, carla, applying={"ines": ines, "fatou": fatou}, invited=ravi)
    initiative = begins(ines, programme)
    comes_to_be_agreed(initiative, ines, fatou)

    asked = f"90 days since “{TITLE}” was agreed: what came of it?"
    told = [to for to, text in mails(tmp_path, database, days=91) if asked in text]
    assert sorted(told) == ["fatou@journey.example", "ines@journey.example"]
    fatou.goes_to(initiative)
    tells(fatou, "We have used it", "Nine households write in it.")
    ravi.goes_to(programme)
    ravi.follows(TITLE)
    assert "Nine households write in it." in ravi.reads()
    ravi.follows("Joint learning week, Masaya")


def fills_its_places(
    programme: str, director: Person, *, applying: dict[str, Person], invited: Person
) -> None:
    for name, person in applying.items():
        applies(person, HOME[name][2])
    invites(director, programme, "ravi@journey.example")
    comes(invited, programme)
    director.goes_to(f"{programme}/people")
    for name in applying:
        gives_a_place(director, HOME[name][0])
    for country in ("India", "Nicaragua", "Senegal"):
        assert country in director.reads()


def gives_a_place(director: Person, name: str) -> None:
    row = director.page.get_by_role("listitem").filter(has_text=name)
    with director.page.expect_navigation():
        row.get_by_role("button", name="Give a place").click()
    director.looks()


def comes_to_be_agreed(initiative: str, ines: Person, fatou: Person) -> None:
    joins(ines, initiative, HOME["ines"][2], "Sends its order book")
    brings_in(ines, initiative, HOME["fatou"][2])
    assert "the consent of somebody of Dyers of Thiès" in ines.reads()
    consents(fatou, initiative)
    promises(fatou, initiative, "Fatou Diagne", "Tries it for a month")
    ines.goes_to(initiative)
    ines.presses("We have agreed")


def plans(person: Person) -> str:
    """Address of a programme that takes applications."""
    person.goes_to("/programmes")
    person.follows("Plan a programme")
    page = person.page
    page.get_by_label("Name").fill("Joint learning week, Masaya")
    page.get_by_label("What participants take home").fill("A plan with a partner abroad.")
    page.get_by_label("Town or region").fill("Masaya")
    page.get_by_label("Country", exact=True).select_option("NI")
    page.get_by_label("Time zone of the place").select_option("America/Managua")
    page.get_by_label("First day").fill(FIRST_DAY.isoformat())
    page.get_by_label("Last day", exact=True).fill((FIRST_DAY + timedelta(days=4)).isoformat())
    page.get_by_label("Last day to apply").fill((FIRST_DAY - timedelta(days=7)).isoformat())
    person.presses("Make the draft")
    person.presses("Open it for applications")
    return urlsplit(page.url).path


def applies(person: Person, project: str) -> None:
    person.goes_to("/programmes")
    person.follows("Joint learning week, Masaya")
    person.follows("Apply for a place")
    person.presses("Apply")
    assert "places are given by what people bring" in person.reads()
    chooses(person, "The cluster or network you work with", project)
    person.page.get_by_label("What you bring").fill("Our order book. Who keeps yours?")
    person.presses("Apply")


def chooses(person: Person, label: str, option: str) -> None:
    select = person.page.get_by_label(label, exact=True)
    value = select.locator("option", has_text=option).get_attribute("value")
    select.select_option(value)


def invites(person: Person, programme: str, email: str) -> None:
    person.goes_to(f"{programme}/people")
    person.page.get_by_label("E-mail address").fill(email)
    person.presses("Invite")


def comes(person: Person, programme: str) -> None:
    person.goes_to(programme)
    assert "You are invited" in person.reads()
    person.presses("I am coming")


def begins(person: Person, programme: str) -> str:
    person.goes_to(programme)
    person.follows("Begin something together")
    person.page.get_by_label("Title").fill(TITLE)
    person.page.get_by_label("What would be different afterwards?").fill("Orders are not lost.")
    person.presses("Begin it")
    return urlsplit(person.page.url).path


def brings_in(person: Person, initiative: str, project: str) -> None:
    person.goes_to(initiative)
    person.follows("Add a partner")
    chooses(person, "Cluster or network", project)
    person.presses("Add the partner")


def joins(person: Person, initiative: str, project: str, what: str) -> None:
    """The first partner is the own one; then the two explore it."""
    brings_in(person, initiative, project)
    consents(person, initiative)
    promises(person, initiative, "Inés Obando", what)
    person.presses("We explore it together")
    assert "partners of two countries or more" in person.reads()


def consents(person: Person, initiative: str) -> None:
    person.goes_to(initiative)
    person.presses("We consent")


def promises(person: Person, initiative: str, who: str, what: str) -> None:
    person.goes_to(initiative)
    person.follows("Add a promise")
    chooses(person, "Who", who)
    person.page.get_by_label("What", exact=True).fill(what)
    person.page.get_by_label("By which day").fill((FIRST_DAY + timedelta(days=120)).isoformat())
    person.presses("Add it")


def tells(person: Person, value: str, text: str) -> None:
    person.page.get_by_text("Tell what came of it").click()
    person.page.get_by_label(value).check()
    person.page.get_by_label("Tell it in a few sentences").fill(text)
    person.presses("Tell it")


def mails(data: Path, database: str, *, days: int) -> list[tuple[str, str]]:
    """What everybody has in the mail of a day after so many more: to whom, and the text.

    At an hour when it is day from Managua to Kolkata.
    """
    app = create_app(Settings(data_dir=data, database_url=database))
    noon = datetime.now(UTC).replace(hour=14) + timedelta(days=days)
    with app.app_context():
        digest.send(noon)
        for number in jobs.unfinished(at=noon):
            jobs.run(number, at=noon)
        db.session.remove()
        db.hang_up()
    read = [
        message_from_bytes(path.read_bytes(), policy=policy.default)
        for path in (data / "outbox").glob("*.eml")
    ]
    return [(letter["To"], " ".join(letter.get_content().split())) for letter in read]
