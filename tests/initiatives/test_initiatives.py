from datetime import UTC, datetime, timedelta
from itertools import product
from uuid import uuid4

import pytest
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.initiatives import actions, queries
from lms.initiatives.actions import NotReadyError, Seed
from lms.initiatives.models import NEXT, Commitment, Initiative, Partner, Role, State
from lms.initiatives.reminders import check_ins, promises
from lms.programmes import places
from lms.programmes.models import Programme
from lms.programmes.models import Role as PlaceRole
from lms.projects import actions as projects
from lms.projects.models import Project
from tests.people import People, a_person
from tests.programmes.factories import a_programme
from tests.visitor import Visitor

NOW = datetime.now(UTC)
TODAY = NOW.date()


def a_project(name: str, country: str) -> Project:
    said = {"kind": "cluster", "place": name, "sector": "Weaving", "status": "ongoing"}
    return projects.describe(at=NOW, name=name, country=country, **said)


def who_works_in(project: Project, name: str, people: People) -> User:
    """By a confirmed place in a programme, as a participant from that project."""
    person = a_person(name)
    programme = a_programme(people.administrator)
    row = places.invite(programme, person, PlaceRole.PARTICIPANT, at=NOW)
    row.project_id = project.id
    places.confirm(programme, row, at=NOW)
    db.session.commit()
    return person


def a_seed(by: User) -> Initiative:
    seed = Seed(uuid4(), "One dye store for two", "Half the waste.", "en")
    row = actions.begin(seed, by=by, at=NOW)
    db.session.commit()
    return row


def joins(row: Initiative, project: Project, person: User | None) -> Partner:
    """With its consent and a promise, where somebody gives them."""
    partner = actions.add_partner(row, project.id, Role.PARTNER)
    if person:
        actions.consent(partner, by=person, at=NOW)
        what, due = "Send the recipe", TODAY + timedelta(days=20)
        actions.promise(partner, person, key=uuid4(), what=what, due_on=due, at=NOW)
    return partner


@pytest.mark.parametrize(
    ("countries", "consents", "agreed"),
    [
        (("NI", "SN"), (True, True), True),
        (("NI", "NI"), (True, True), False),
        (("NI",), (True,), False),
        (("NI", "SN"), (True, False), False),
        (("NI", "SN", "IN"), (True, True, False), False),
    ],
)
def test_it_is_agreed_by_two_countries_each_with_a_consent_and_a_promise(
    people: People, countries: tuple[str, ...], consents: tuple[bool, ...], agreed: bool
) -> None:
    row = a_seed(people.trainee)
    for country, given in zip(countries, consents, strict=True):
        joins(row, a_project(f"Place {uuid4()}", country), people.trainee if given else None)
    actions.step_on(row, wanted=State.EXPLORING, at=NOW)
    if agreed:
        actions.step_on(row, wanted=State.AGREED, at=NOW)
        assert row.agreed_at == NOW
    else:
        with pytest.raises(NotReadyError):
            actions.step_on(row, wanted=State.AGREED, at=NOW)
        assert row.state == State.EXPLORING


def test_a_consent_without_a_promise_is_not_enough(people: People) -> None:
    row = a_seed(people.trainee)
    joins(row, a_project("Masaya", "NI"), people.trainee)
    bare = actions.add_partner(row, a_project("Dakar", "SN").id, Role.HOST)
    actions.consent(bare, by=people.trainee, at=NOW)
    actions.step_on(row, wanted=State.EXPLORING, at=NOW)
    with pytest.raises(NotReadyError) as fault:
        actions.step_on(row, wanted=State.AGREED, at=NOW)
    assert [one.id for one in fault.value.lacks.commitment] == [bare.id]
    key, due = uuid4(), TODAY
    given = actions.promise(bare, people.trainee, key=key, what="Host", due_on=due, at=NOW)
    actions.close(given, done=False, evidence="", at=NOW)
    with pytest.raises(NotReadyError):
        actions.step_on(row, wanted=State.AGREED, at=NOW)


def test_a_promise_without_a_consent_is_not_enough(people: People) -> None:
    row = a_seed(people.trainee)
    joins(row, a_project("Masaya", "NI"), people.trainee)
    bare = actions.add_partner(row, a_project("Dakar", "SN").id, Role.HOST)
    key, due = uuid4(), TODAY
    actions.promise(bare, people.trainee, key=key, what="Host", due_on=due, at=NOW)
    actions.step_on(row, wanted=State.EXPLORING, at=NOW)
    with pytest.raises(NotReadyError) as fault:
        actions.step_on(row, wanted=State.AGREED, at=NOW)
    assert [one.id for one in fault.value.lacks.consent] == [bare.id]
    actions.consent(bare, by=people.trainee, at=NOW)
    actions.step_on(row, wanted=State.AGREED, at=NOW)


@pytest.mark.parametrize(("state", "wanted"), list(product(State, State)))
def test_no_step_outside_the_table(people: People, state: State, wanted: State) -> None:
    row = a_seed(people.trainee)
    for country in ("NI", "SN"):
        joins(row, a_project(f"Place {country}", country), people.trainee)
    for given in db.session.scalars(queries.commitments(row)):
        actions.close(given, done=True, evidence="", at=NOW)
    row.stop_reason = "Money" if state is State.STOPPED else ""
    row.state = state.value
    db.session.flush()
    if NEXT.get(state) is wanted or wanted is state:
        actions.step_on(row, wanted=wanted, at=NOW)
        assert row.state == wanted
    else:
        with pytest.raises(NotReadyError):
            actions.step_on(row, wanted=wanted, at=NOW)
        assert row.state == state


def test_only_a_person_of_the_partner_consents_for_it(visitor: Visitor, people: People) -> None:
    masaya = a_project("Masaya", "NI")
    ines = who_works_in(masaya, "ines", people)
    row = a_seed(people.trainee)
    partner = joins(row, masaya, None)
    path = f"/initiatives/{row.id}/partners/{partner.id}/consent"
    place = f"/initiatives/{row.id}"
    for other in (people.trainee, people.administrator):
        visitor.signed_in(other).post(path, status=403)
    visitor.signed_in(ines)
    for _ in range(2):
        visitor.post(path)
    visitor.get(place)
    assert "Ines Example consented on" in visitor.text()


SENT = {"title": "A shared fair", "aim": "One stand for two.", "language": "en"}


def test_it_begins_once_and_says_where_it_came_from(visitor: Visitor, people: People) -> None:
    awa = who_works_in(a_project("Dakar", "SN"), "awa", people)
    programme = db.session.scalars(select(Programme.id)).one()
    place, key = f"/initiatives?programme={programme}", {"key": str(uuid4())}
    visitor.signed_in(awa).post(place, SENT | key | {"aim": ""}, status=422)
    assert "Write something first." in visitor.text()
    assert visitor.all("input[name=title]")[0].attrs["value"] == "A shared fair"
    first, second = (visitor.post(place, SENT | key).location for _ in range(2))
    assert first == second
    visitor.get(first)
    assert "from Joint learning week, Masaya" in visitor.text()
    visitor.signed_in(people.trainee).post(place, SENT | key, status=403)


def test_a_promise_is_made_once_and_the_gate_says_what_is_lacking(
    visitor: Visitor, people: People
) -> None:
    dakar = a_project("Dakar", "SN")
    awa = who_works_in(dakar, "awa", people)
    first, number = f"/initiatives/{a_seed(awa).id}", dakar.id
    visitor.signed_in(awa).post(f"{first}/partners", {"project_id": number, "role": "lead"})
    visitor.get(f"{first}/commitments/new")
    who = visitor.all("select[name=who] option")[1].attrs["value"]
    promise = {"key": str(uuid4()), "who": who, "what": "Ask the fair", "due_on": str(TODAY)}
    for _ in range(2):
        visitor.post(f"{first}/commitments", promise)
    assert len(db.session.scalars(select(Commitment)).all()) == 1
    visitor.post(f"{first}/exploring")
    visitor.get(first)
    assert "partners of two countries or more" in visitor.text()
    assert "the consent of somebody of Dakar" in visitor.text()


def test_nobody_is_named_before_their_project_has_consented(
    visitor: Visitor, people: People
) -> None:
    dakar = a_project("Dakar", "SN")
    awa = who_works_in(dakar, "awa", people)
    row = a_seed(people.trainee)
    partner, page = joins(row, dakar, None), f"/initiatives/{row.id}/commitments"
    visitor.signed_in(people.trainee).get(f"{page}/new")
    assert "Awa Example" not in visitor.text()
    who = f"{partner.id}:{awa.id}"
    promise = {"key": str(uuid4()), "who": who, "what": "Pay", "due_on": str(TODAY)}
    visitor.post(page, promise, status=422)
    assert db.session.scalars(select(Commitment)).all() == []

    actions.consent(partner, by=awa, at=NOW)
    db.session.commit()
    visitor.get(f"{page}/new")
    assert "Awa Example" in visitor.text()


def test_nobody_else_changes_it(visitor: Visitor, people: People) -> None:
    row = a_seed(people.trainee)
    place = f"/initiatives/{row.id}"
    visitor.signed_in(people.classmate).get(place)
    assert "The next step" not in visitor.text()
    partner = {"project_id": "1", "role": "lead"}
    visitor.post(f"{place}/partners", partner, status=403)
    visitor.post(f"{place}/exploring", status=403)
    visitor.post(f"{place}/stop", {"reason": "No"}, status=403)
    visitor.signed_in(people.trainee).post(f"{place}/stop", {"reason": ""}, status=422)
    assert "Say why" in visitor.text()
    visitor.post(f"{place}/stop", {"reason": "The dye is gone."})
    visitor.signed_in(people.classmate).get(place)
    assert "Stopped: The dye is gone." in visitor.text()


def test_where_it_came_from_stays_though_its_programme_is_not_shown(
    visitor: Visitor, people: People
) -> None:
    programme = a_programme(people.coordinator, opened=False)
    seed = Seed(uuid4(), "A fair", "One stand.", "en", programme_id=programme.id)
    row = actions.begin(seed, by=people.coordinator, at=NOW)
    db.session.commit()
    visitor.signed_in(people.trainee).get(f"/initiatives/{row.id}")
    assert "from a programme that is not open" in visitor.text()
    assert "Masaya" not in visitor.text()


def test_promises_and_check_ins_come_to_mind(people: People) -> None:
    row = a_seed(people.trainee)
    for country in ("NI", "SN"):
        joins(row, a_project(f"Place {country}", country), people.trainee)
    for wanted in (State.EXPLORING, State.AGREED):
        actions.step_on(row, wanted=wanted, at=NOW)
    everybody = [people.trainee, people.classmate]

    def keys(days: int) -> set[str]:
        at = NOW + timedelta(days=days)
        lines = [*promises(everybody, at), *check_ins(everybody, at)]
        assert {person for person, _line in lines} <= {people.trainee.id}
        return {
            line.key.partition(":")[0] + ":" + line.key.rpartition(":")[2] for _p, line in lines
        }

    assert keys(1) == set()
    assert keys(14) == {"commitment:soon"}
    assert keys(31) == {"commitment:late", "check-in:30"}
    assert keys(91) == {"commitment:late", "check-in:90"}
    for given in db.session.scalars(queries.commitments(row)):
        actions.close(given, done=True, evidence="", at=NOW)
    assert keys(91) == {"check-in:90"}


def test_a_list_of_many_costs_what_a_list_of_one_costs(visitor: Visitor, people: People) -> None:
    joins(a_seed(people.trainee), a_project("Masaya", "NI"), people.trainee)
    visitor.signed_in(people.classmate).get("/initiatives")
    one = visitor.statements
    for number in range(12):
        joins(a_seed(people.trainee), a_project(f"Place {number}", "SN"), people.trainee)
    visitor.get("/initiatives")
    assert (len(visitor.all(".row-title")), visitor.statements) == (13, one)
