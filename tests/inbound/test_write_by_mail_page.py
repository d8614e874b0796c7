"""The page on which somebody finds their address for a space, and takes another."""

from datetime import datetime
from pathlib import Path

import pytest
from sqlalchemy import select

from lms.db import db
from lms.inbound.models import AddressRenewal, Outcome
from lms.inbound.space_addresses import address_for
from lms.spaces import actions as spaces
from lms.spaces.models import Space
from tests.forum.factories import space_of
from tests.inbound.factories import a_mail, read
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def space(people: People, now: datetime) -> Space:
    return space_of(people.edition, at=now)


def shown_address(visitor: Visitor) -> str:
    (field,) = visitor.all("textarea.address")
    return str(field.typed()).strip()


def test_the_space_leads_to_ones_own_address(
    inbox: Path, people: People, space: Space, visitor: Visitor
) -> None:
    visitor.signed_in(people.trainee).get(f"/forum/{space.slug}")
    assert f"/forum/{space.slug}/mail" in {link.attrs["href"] for link in visitor.all("main a")}
    visitor.get(f"/forum/{space.slug}/mail")
    mine = shown_address(visitor)
    assert mine == address_for(people.trainee, space.id, 0)
    assert people.trainee.email in visitor.text()
    visitor.signed_in(people.classmate).get(f"/forum/{space.slug}/mail")
    assert shown_address(visitor) == address_for(people.classmate, space.id, 0) != mine


def test_one_click_ends_it_and_gives_another(
    inbox: Path, people: People, space: Space, visitor: Visitor
) -> None:
    page = f"/forum/{space.slug}/mail"
    visitor.signed_in(people.trainee).get(page)
    old = shown_address(visitor)
    for _click in range(2):  # of the same page
        visitor.post(f"{page}/addresses", {"seen": "0"})
    visitor.get(page)
    new = shown_address(visitor)

    assert [row.times for row in db.session.scalars(select(AddressRenewal))] == [1]
    mails = [a_mail(people.trainee.email, address, Subject="Who pays?") for address in (old, new)]
    assert read(inbox, *mails) == {Outcome.ADDRESS_ENDED: 1, Outcome.HELD_UNPROVEN: 1}


def test_a_space_that_nobody_used_is_kept_when_an_address_is_asked_for(
    inbox: Path, people: People, visitor: Visitor
) -> None:
    page = f"/forum/edition-{people.edition.id}/mail"
    visitor.signed_in(people.trainee).get(page)
    assert visitor.all("textarea.address") == []
    assert db.session.scalars(select(Space)).all() == []
    visitor.post(f"{page}/addresses", {"seen": ""})
    visitor.get(page)
    (space,) = db.session.scalars(select(Space))
    assert shown_address(visitor) == address_for(people.trainee, space.id, 0)


def test_who_leads_the_space_says_what_a_mail_begins(
    inbox: Path, people: People, space: Space, visitor: Visitor
) -> None:
    page = f"/forum/{space.slug}/mail"
    visitor.signed_in(people.trainer).get(page)
    visitor.post(f"{page}/kinds", {}, status=422)
    assert "Choose what a mail begins here." in visitor.text()
    visitor.post(f"{page}/kinds", {"kind": "question"})
    visitor.signed_in(people.trainee).get(page)
    assert "It begins a question." in visitor.text()
    assert "For those who lead" not in visitor.text()
    visitor.post(f"{page}/kinds", {"kind": "discussion"}, status=403)
    visitor.get(page)
    assert "It begins a question." in visitor.text()


def test_who_may_not_write_gets_no_address(
    inbox: Path, people: People, space: Space, visitor: Visitor, now: datetime
) -> None:
    page = f"/forum/{space.slug}/mail"
    visitor.signed_in(people.stranger).get(page, status=404)
    visitor.post(f"{page}/addresses", {"seen": "0"}, status=404)
    spaces.close(space, at=now)
    db.session.commit()
    visitor.signed_in(people.trainee).get(page, status=403)
    visitor.get(f"/forum/{space.slug}")
    assert "Write by mail" not in visitor.text()
    assert db.session.scalars(select(AddressRenewal)).all() == []


def test_a_site_that_takes_no_mails_says_so(people: People, space: Space, visitor: Visitor) -> None:
    visitor.signed_in(people.trainee).get(f"/forum/{space.slug}")
    assert "Write by mail" not in visitor.text()
    visitor.get(f"/forum/{space.slug}/mail")
    assert "This site takes no mails yet" in visitor.text()
