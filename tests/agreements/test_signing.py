"""Nothing is logged before trainee, supervisor and host have signed the same text."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import delete, select, update
from sqlalchemy.exc import DBAPIError

from lms.agreements import actions
from lms.agreements.models import Agreement, HostLink, Signature
from lms.audit import actions as audit
from lms.audit.models import AuditEvent
from lms.db import db
from lms.jobs.models import Job
from lms.placements.models import Placement
from tests.fieldwork.factories import a_placement, a_project, agree, form_of
from tests.people import People, enrolment_of, today
from tests.visitor import Visitor

HOST = {"name": "Farida Host", "position": "Secretary of the association", "read": "y"}
ARRANGED = "Mondays at the association. The trainee pays for the bus."


def proposed(people: People, *, days_ago: int = 1) -> Placement:
    return a_placement(people, state="proposed", days_ago=days_ago)


def path_of(placement: Placement, rest: str = "") -> str:
    return f"/placements/{placement.id}/agreement{rest}"


def seen(visitor: Visitor) -> str:
    """The digest that the page has sealed into its forms."""
    return str(visitor.all("input[name=seen]")[0].attrs["value"])


def signs(visitor: Visitor, placement: Placement) -> None:
    visitor.get(path_of(placement))
    visitor.post(path_of(placement, "/signature"), {"seen": seen(visitor), "read": "y"})


def host_signs_here(visitor: Visitor, placement: Placement) -> None:
    visitor.get(path_of(placement, "/host"))
    visitor.post(path_of(placement, "/host"), HOST | {"seen": seen(visitor)})


def state_of(placement: Placement) -> str:
    db.session.refresh(placement)
    return placement.state


def test_fieldwork_begins_when_all_three_have_signed(visitor: Visitor, people: People) -> None:
    placement = proposed(people)
    visitor.signed_in(people.supervisor)
    signs(visitor, placement)
    visitor.signed_in(people.trainee)
    signs(visitor, placement)
    assert state_of(placement) == "proposed"

    host_signs_here(visitor, placement)

    assert state_of(placement) == "active"
    visitor.get(path_of(placement))
    assert "Farida Host, Secretary of the association" in visitor.text()
    assert "All three have signed" in visitor.text()
    visitor.get(f"/placements/{placement.id}/entries/new")


def test_before_that_no_entry_is_taken(visitor: Visitor, people: People) -> None:
    placement = proposed(people)
    number = "0d9f6b0e-3c5e-4d0c-9d0e-6c1f0a3b7e52"
    entry = f"/placements/{placement.id}/entries/{number}/versions"

    visitor.signed_in(people.trainee).post(entry, form_of(), status=403)

    visitor.get(f"/placements/{placement.id}")
    assert "The agreement waits for signatures" in visitor.text()


def test_what_begins_later_begins_by_itself_on_its_day(visitor: Visitor, people: People) -> None:
    placement = proposed(people, days_ago=-3)
    for person in (people.supervisor, people.trainee):
        visitor.signed_in(person)
        signs(visitor, placement)
    host_signs_here(visitor, placement)
    assert state_of(placement) == "agreed"
    job = db.session.scalars(select(Job).where(Job.kind == actions.BEGIN)).one()
    assert job.run_at.date() == placement.starts_on

    actions.begin(job.payload)

    assert placement.state == "active"


def test_a_withdrawn_one_does_not_begin(people: People) -> None:
    placement = a_placement(people, state="withdrawn")

    actions.begin({"placement": placement.id})

    assert placement.state == "withdrawn"


def test_another_text_needs_all_signatures_anew(visitor: Visitor, people: People) -> None:
    placement = proposed(people)
    visitor.signed_in(people.supervisor)
    signs(visitor, placement)
    visitor.signed_in(people.trainee).get(path_of(placement))

    arranged = {"seen": seen(visitor), "arrangements": ARRANGED}
    visitor.post(path_of(placement, "/arrangements"), arranged)

    visitor.get(path_of(placement))
    assert "An earlier text was signed" in visitor.text()
    assert visitor.text().count("Not signed yet") == 3
    assert ARRANGED in visitor.text()


def test_nobody_signs_what_they_have_not_read(visitor: Visitor, people: People) -> None:
    """The supervisor changes the text while the trainee reads the old one."""
    placement = proposed(people)
    visitor.signed_in(people.trainee).get(path_of(placement))
    old = seen(visitor)
    visitor.signed_in(people.supervisor).get(path_of(placement))
    arranged = {"seen": seen(visitor), "arrangements": ARRANGED}
    visitor.post(path_of(placement, "/arrangements"), arranged)

    visitor.signed_in(people.trainee)
    visitor.post(path_of(placement, "/signature"), {"seen": old, "read": "y"}, status=409)

    assert "Nothing was signed" in visitor.text()
    assert ARRANGED in visitor.text()
    assert db.session.scalars(select(Signature)).all() == []


def test_other_dates_are_another_agreement(visitor: Visitor, people: People) -> None:
    placement = proposed(people)
    visitor.signed_in(people.trainee)
    signs(visitor, placement)

    placement.ends_on += timedelta(days=7)
    db.session.commit()

    visitor.get(path_of(placement))
    assert visitor.text().count("Not signed yet") == 3


def test_what_was_signed_stays_when_a_pause_moves_the_last_day(
    visitor: Visitor, people: People
) -> None:
    placement = proposed(people)
    agree(placement)
    signed = actions.present(placement)

    placement.ends_on += timedelta(days=14)
    db.session.commit()

    after = actions.present(placement)
    assert (after.digest, after.last) == (signed.digest, signed.last)
    assert set(after.signed) == {"trainee", "supervisor", "host"}


def test_what_two_write_at_once_is_not_overwritten(visitor: Visitor, people: People) -> None:
    placement = proposed(people)
    visitor.signed_in(people.trainee).get(path_of(placement))
    old = seen(visitor)
    first = {"seen": old, "arrangements": ARRANGED}
    visitor.post(path_of(placement, "/arrangements"), first)

    second = {"seen": old, "arrangements": "Fridays at the workshop."}
    visitor.signed_in(people.supervisor)
    visitor.post(path_of(placement, "/arrangements"), second, status=409)

    assert "Fridays at the workshop." in visitor.text(), "what was typed is kept"
    row = db.session.scalars(select(Agreement)).one()
    assert row.arrangements == ARRANGED


def test_a_signature_needs_its_tick(visitor: Visitor, people: People) -> None:
    placement = proposed(people)
    visitor.signed_in(people.trainee).get(path_of(placement))

    visitor.post(path_of(placement, "/signature"), {"seen": seen(visitor)}, status=422)

    assert "only then is it signed" in visitor.text()


def test_signed_twice_is_signed_once(visitor: Visitor, people: People) -> None:
    placement = proposed(people)
    visitor.signed_in(people.trainee).get(path_of(placement))
    form = {"seen": seen(visitor), "read": "y"}

    for _ in range(2):
        visitor.post(path_of(placement, "/signature"), form)

    assert len(db.session.scalars(select(Signature)).all()) == 1


@pytest.mark.parametrize("who", ["classmate", "other_supervisor", "trainer", "outsider"])
def test_others_neither_see_nor_sign(visitor: Visitor, people: People, who: str) -> None:
    placement = proposed(people)
    visitor.signed_in(people.trainee).get(path_of(placement))
    form = {"seen": seen(visitor), "read": "y"}

    visitor.signed_in(getattr(people, who)).get(path_of(placement), status=404)
    visitor.post(path_of(placement, "/signature"), form, status=404)
    visitor.post(path_of(placement, "/host"), HOST | form, status=404)


def test_a_coordinator_arranges_but_signs_for_nobody(visitor: Visitor, people: People) -> None:
    placement = proposed(people)
    visitor.signed_in(people.coordinator).get(path_of(placement))
    form = {"seen": seen(visitor), "read": "y"}
    assert not visitor.all("form[action$='/signature']")

    visitor.post(path_of(placement, "/signature"), form, status=403)
    visitor.post(path_of(placement, "/arrangements"), form | {"arrangements": ARRANGED})

    assert db.session.scalars(select(Agreement)).one().arrangements == ARRANGED


def token_sent(email: str = "farida@example.org") -> str:
    job = next(row for row in db.session.scalars(select(Job)) if row.payload.get("to") == email)
    return str(job.payload["body"]).split("/agreements/")[1].split()[0]


def letter_to_host(visitor: Visitor, placement: Placement) -> str:
    visitor.get(path_of(placement))
    form = {"seen": seen(visitor), "email": "Farida@example.org"}
    visitor.post(path_of(placement, "/host-link"), form)
    return token_sent()


def test_a_host_signs_by_a_link_without_an_account(visitor: Visitor, people: People) -> None:
    placement = proposed(people)
    token = letter_to_host(visitor.signed_in(people.trainee), placement)
    host = Visitor(visitor.app)
    host.get(f"/agreements/{token}")
    assert "Ana Example" in host.text()

    host.post(f"/agreements/{token}", HOST | {"seen": "whatever"}, status=200)

    row = db.session.scalars(select(Signature)).one()
    assert (row.party, row.means, row.by_id, row.name) == ("host", "link", None, "Farida Host")
    host.get(f"/agreements/{token}", status=410)
    host.post(f"/agreements/{token}", HOST | {"seen": "x"}, status=410)


def test_a_link_ends_after_a_week_or_by_a_newer_one(visitor: Visitor, people: People) -> None:
    placement = proposed(people)
    token = letter_to_host(visitor.signed_in(people.trainee), placement)
    link = db.session.scalars(select(HostLink)).one()
    assert link.expires_at - link.created_at == timedelta(days=7)
    visitor.get(f"/agreements/{token}")

    link.expires_at = datetime.now(UTC) - timedelta(seconds=1)
    db.session.commit()

    visitor.get(f"/agreements/{token}", status=410)


def test_a_link_to_what_was_changed_signs_nothing(visitor: Visitor, people: People) -> None:
    placement = proposed(people)
    token = letter_to_host(visitor.signed_in(people.trainee), placement)
    visitor.get(path_of(placement))
    arranged = {"seen": seen(visitor), "arrangements": ARRANGED}
    visitor.post(path_of(placement, "/arrangements"), arranged)

    host = Visitor(visitor.app)
    host.get(f"/agreements/{token}")
    assert "has changed since this letter was sent" in host.text()
    host.post(f"/agreements/{token}", HOST | {"seen": "x"}, status=409)

    assert db.session.scalars(select(Signature)).all() == []


def test_the_token_is_nowhere_in_the_database(visitor: Visitor, people: People) -> None:
    placement = proposed(people)
    token = letter_to_host(visitor.signed_in(people.trainee), placement)

    link = db.session.scalars(select(HostLink)).one()

    assert token not in link.token_hash
    assert link.email == "farida@example.org"


def test_each_signature_stands_in_the_record_of_the_placement(
    visitor: Visitor, people: People
) -> None:
    placement = proposed(people)
    for person in (people.supervisor, people.trainee):
        visitor.signed_in(person)
        signs(visitor, placement)
    host_signs_here(visitor, placement)

    chain = f"placement:{placement.id}"
    query = select(AuditEvent).where(AuditEvent.chain == chain).order_by(AuditEvent.number)
    said = [event.details.get("party", event.act) for event in db.session.scalars(query)]
    assert said == ["supervisor", "trainee", "host", "placement.agreed", "placement.active"]
    heads = [each for each in audit.verify() if each.chain == chain]
    assert [(type(each).__name__, each.number) for each in heads] == [("Head", 5)]


@pytest.mark.parametrize("table", [Agreement, Signature])
def test_the_database_refuses_to_change_what_was_signed(
    visitor: Visitor, people: People, table: type[Agreement] | type[Signature]
) -> None:
    placement = proposed(people)
    visitor.signed_in(people.trainee)
    signs(visitor, placement)

    for change in (delete(table), update(table).values(id=table.id + 1)):
        with pytest.raises(DBAPIError, match="only grows"), db.session.begin_nested():
            db.session.execute(change)


def test_today_names_the_agreement_to_those_it_waits_for(visitor: Visitor, people: People) -> None:
    placement = proposed(people)

    visitor.signed_in(people.supervisor).get("/")
    assert "Agreement with Ana Example" in visitor.text()
    placement.state = "active"
    db.session.commit()
    visitor.get("/")
    assert "Agreement with Ana Example" not in visitor.text()


def test_a_new_placement_waits_for_its_agreement(visitor: Visitor, people: People) -> None:

    form = {
        "trainee": f"{enrolment_of(people.trainee, people.edition).id}:{people.trainee.id}",
        "project": str(a_project().id),
        "supervisor": str(people.supervisor.id),
        "starts_on": today().isoformat(),
    }
    visitor.signed_in(people.coordinator)

    answer = visitor.post(f"/editions/{people.edition.id}/placements", form)

    visitor.get(answer.location)
    assert "The agreement waits for signatures" in visitor.text()
