import pytest
from sqlalchemy import select

from lms.db import db
from lms.notifications.models import Notice
from lms.programmes import places, queries
from lms.programmes.models import Participation, Programme, Role, State
from lms.programmes.telling import PLACE
from lms.spaces.models import SpaceMember
from tests.people import People, a_person
from tests.programmes.factories import NOW, SENT, a_programme, applies
from tests.visitor import Visitor

WORDS = {"project_id": "0", "expects": "How do you share a drier?"}


@pytest.fixture
def programme(people: People) -> Programme:
    return a_programme(people.coordinator)


def confirmed(programme: Programme, name: str, country: str, minute: int = 0) -> State:
    row = applies(programme, name, country, minute=minute)
    return places.confirm(programme, row, at=NOW)


def states(programme: Programme) -> dict[str, str]:
    query = queries.people(programme, *State).where(Participation.role == Role.PARTICIPANT.value)
    return {row.user.name.split()[0]: row.state for row in db.session.scalars(query)}


def test_somebody_applies_and_gets_a_place(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    place, talk = f"/programmes/{programme.id}", f"/forum/{programme.space.slug}"
    visitor.signed_in(people.trainee).get(f"{place}/application")
    visitor.post(f"{place}/application", WORDS)
    visitor.get(place)
    assert "You: Applied" in visitor.text()
    visitor.get(f"{place}/people", status=403)

    visitor.signed_in(people.coordinator).get(f"{place}/people")
    assert "How do you share a drier?" in visitor.text()
    acts = [" ".join(node.to_text().split()) for node in visitor.all(".rows.people .button")]
    assert acts == ["Give a place Ana Example", "No place Ana Example"]
    visitor.post(visitor.all("form[action$=confirmation]")[0].attrs["action"])
    visitor.signed_in(people.trainee).get(f"{place}/people")
    assert "Ana Example" in visitor.text()
    visitor.get(talk)


def test_an_application_sent_twice_is_one(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    visitor.signed_in(people.trainee)
    for _ in range(2):
        visitor.post(f"/programmes/{programme.id}/application", WORDS)
    assert states(programme) == {"Ana": "applied"}


def test_an_application_without_a_word_is_refused(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    sent = WORDS | {"expects": " "}
    path = f"/programmes/{programme.id}/application"
    visitor.signed_in(people.trainee).post(path, sent, status=422)
    assert "places are given by what people bring" in visitor.text()
    assert states(programme) == {}


def test_no_country_fills_the_room(programme: Programme) -> None:
    """Four seats, two for one country."""
    assert confirmed(programme, "ines", "NI") is State.CONFIRMED
    assert confirmed(programme, "juan", "NI") is State.CONFIRMED
    assert confirmed(programme, "lola", "NI") is State.WAITING
    assert confirmed(programme, "awa", "SN") is State.CONFIRMED
    assert confirmed(programme, "moussa", "SN") is State.CONFIRMED
    assert confirmed(programme, "ravi", "IN") is State.WAITING


def test_a_free_seat_goes_to_who_waited_longest_and_may_have_it(programme: Programme) -> None:
    for minute, (name, country) in enumerate(
        [("ines", "NI"), ("juan", "NI"), ("awa", "SN"), ("moussa", "SN")]
    ):
        confirmed(programme, name, country, minute)
    confirmed(programme, "lola", "NI", 5)
    confirmed(programme, "ravi", "IN", 6)
    leaves(programme, "awa")
    assert (states(programme)["Lola"], states(programme)["Ravi"]) == ("waiting", "confirmed")
    leaves(programme, "juan")
    assert states(programme)["Lola"] == "confirmed"


def leaves(programme: Programme, name: str) -> None:
    query = queries.people(programme, State.CONFIRMED).where(
        Participation.user.has(email=f"{name}@people.example")
    )
    row = db.session.scalars(query).one()
    places.end(programme, row, State.WITHDRAWN, at=NOW)


def test_more_seats_take_in_who_waits(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    for name in ("ines", "juan", "lola"):
        confirmed(programme, name, "NI")
    wider = SENT | {"seats_per_country": "3"}
    visitor.signed_in(people.coordinator).post(f"/programmes/{programme.id}", wider)
    assert set(states(programme).values()) == {"confirmed"}


def test_who_runs_it_takes_no_seat(programme: Programme) -> None:
    for name in ("ines", "juan"):
        confirmed(programme, name, "NI")
    tutor = a_person("tadeo")
    row = places.invite(programme, tutor, Role.TUTOR, at=NOW)
    assert places.confirm(programme, row, at=NOW) is State.CONFIRMED


def test_an_invitation_is_answered_by_whom_it_is_for(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    place = f"/programmes/{programme.id}"
    sent = {"email": people.stranger.email, "role": "participant"}
    visitor.signed_in(people.coordinator).post(f"{place}/people", sent)
    visitor.post(f"{place}/people", sent, status=422)
    assert "was asked already" in visitor.text()
    row = db.session.scalars(queries.place_of(people.stranger, programme.id)).one()
    visitor.post(f"{place}/people/{row.id}/confirmation", status=403)
    visitor.signed_in(people.trainee).post(f"{place}/acceptance", status=403)

    visitor.signed_in(people.stranger).get(place)
    assert "You are invited" in visitor.text()
    visitor.post(f"{place}/acceptance")
    visitor.get(f"{place}/people")
    assert "Rosa Example" in visitor.text()


def test_who_declines_may_apply_later_and_who_was_refused_may_not(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    place = f"/programmes/{programme.id}"
    places.invite(programme, people.stranger, Role.PARTICIPANT, at=NOW)
    visitor.signed_in(people.stranger).post(f"{place}/refusal")
    visitor.post(f"{place}/application", WORDS)
    row = db.session.scalars(queries.place_of(people.stranger, programme.id)).one()
    assert row.state == State.APPLIED

    refusal = f"{place}/people/{row.id}/refusal"
    visitor.signed_in(people.coordinator).post(refusal, {"reason": ""}, status=422)
    visitor.post(refusal, {"reason": "Your project begins in May only."})
    visitor.signed_in(people.stranger).get(place)
    assert "Your project begins in May only." in visitor.text()
    visitor.post(f"{place}/application", WORDS, status=403)


def test_who_leaves_no_longer_reads_its_talk(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    row, talk = applies(programme, "ines", "NI"), f"/forum/{programme.space.slug}"
    places.confirm(programme, row, at=NOW)
    visitor.signed_in(row.user).get(talk)
    visitor.post(f"/programmes/{programme.id}/withdrawal")
    visitor.get(talk, status=404)
    left = db.session.scalars(select(SpaceMember.user_id)).all()
    assert left == [people.coordinator.id]


def test_the_director_stays(visitor: Visitor, people: People, programme: Programme) -> None:
    path = f"/programmes/{programme.id}/withdrawal"
    visitor.signed_in(people.coordinator).post(path, status=403)


def test_each_change_of_a_place_is_told_once(programme: Programme) -> None:
    row = applies(programme, "ines", "NI")
    for _ in range(2):
        places.confirm(programme, row, at=NOW)
    told = db.session.scalars(select(Notice).where(Notice.kind == PLACE)).all()
    assert [notice.about["state"] for notice in told] == ["confirmed"]


@pytest.mark.parametrize("path", ["edit", "people/{place}/refusal"])
def test_only_who_runs_it_sees_how_it_is_run(
    visitor: Visitor, people: People, programme: Programme, path: str
) -> None:
    row = applies(programme, "ines", "NI")
    ines, address = row.user, f"/programmes/{programme.id}/{path.format(place=row.id)}"
    visitor.signed_in(people.coordinator).get(address)
    visitor.signed_in(ines).get(address, status=403)


def test_a_place_of_another_programme_is_not_decided_here(
    visitor: Visitor, people: People, programme: Programme
) -> None:
    row = applies(programme, "ines", "NI")
    other = a_programme(people.administrator)
    path = f"/programmes/{other.id}/people/{row.id}/confirmation"
    visitor.signed_in(people.administrator).post(path, status=404)
