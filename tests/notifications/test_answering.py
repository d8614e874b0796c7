"""New addresses for answering by mail, taken by the person themselves."""

from dataclasses import replace

import pytest
from flask import Flask

from lms.db import db
from lms.forum.reply_addresses import address_for, read_back
from tests.people import People
from tests.visitor import Visitor

BUTTON = "Take new addresses"


def test_addresses_in_mails_until_now_end_and_those_of_others_stay(
    app: Flask, visitor: Visitor, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    receiving = replace(app.extensions["settings"], mail_domain="learn.example.org")
    monkeypatch.setitem(app.extensions, "settings", receiving)
    mine = read_back(address_for(people.trainee, 340))
    of_another = read_back(address_for(people.classmate, 340))
    assert mine is not None
    assert of_another is not None
    visitor.signed_in(people.trainee).get("/settings/notifications")
    assert BUTTON in visitor.text()

    visitor.post("/settings/notifications/reply-addresses")
    db.session.refresh(people.trainee)
    db.session.refresh(people.classmate)

    assert not mine.is_of(people.trainee)
    assert of_another.is_of(people.classmate)


def test_nothing_is_said_of_it_where_no_mail_is_received(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get("/settings/notifications")
    assert BUTTON not in visitor.text()
