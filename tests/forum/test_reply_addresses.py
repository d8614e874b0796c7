"""An address by which one person answers in one topic: made here, read back, ended."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime

import pytest
from flask import Flask

from lms.accounts import actions as accounts
from lms.accounts.models import User
from lms.db import db
from lms.forum.reply_addresses import ReplyAddress, address_for, read_back
from tests.people import People

DOMAIN = "learn.example.org"


@pytest.fixture
def site(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """One that receives mail."""
    heard = replace(app.extensions["settings"], mail_domain=DOMAIN)
    monkeypatch.setitem(app.extensions, "settings", heard)
    return app


def whose(address: str) -> ReplyAddress:
    named = read_back(address)
    assert named is not None
    return named


def test_it_says_whose_it_is_and_for_which_topic(site: Flask, people: People) -> None:
    ana = people.trainee
    named = whose(address_for(ana, 340))

    assert (named.user_id, named.topic_id) == (ana.id, 340)
    assert named.is_of(ana)
    assert not named.is_of(people.classmate)


def test_a_server_may_write_it_in_capitals(site: Flask, people: People) -> None:
    assert whose(f" {address_for(people.trainee, 340).upper()} ").topic_id == 340


def test_it_is_no_longer_than_an_address_may_be(site: Flask, people: People) -> None:
    people.trainee.id, people.trainee.reply_key = 2**31 - 1, 999_999
    local, _, domain = address_for(people.trainee, 2**31 - 1).partition("@")

    assert len(local) <= 64
    assert domain == DOMAIN
    db.session.rollback()


@pytest.mark.parametrize(
    "change",
    [
        lambda address: address.replace(".340.", ".341."),
        lambda address: address.replace("reply+", "reply+1"),
        lambda address: address.replace(".0.", ".1.", 1),
        lambda address: address.replace("@", "a@"),
        lambda address: address.replace(DOMAIN, "elsewhere.example"),
        lambda _: f"reply+@{DOMAIN}",
        lambda _: "",
    ],
)
def test_one_that_was_not_made_here_says_nothing(
    site: Flask, people: People, change: Callable[[str], str]
) -> None:
    address = address_for(people.trainee, 340)

    assert read_back(address) is not None
    assert read_back(change(address)) is None


def test_a_site_that_receives_no_mail_makes_none(app: Flask, people: People) -> None:
    assert address_for(people.trainee, 340) == ""


def with_another_password(user: User, at: datetime) -> None:
    accounts.set_password(user, password="five words in a row now", at=at, keep=None)


def suspended_and_let_in_again(user: User, at: datetime) -> None:
    user.suspended_at = at
    db.session.commit()
    user.suspended_at = None


def with_new_addresses(user: User, _at: datetime) -> None:
    accounts.end_reply_addresses(user)


@pytest.mark.parametrize(
    "become", [with_another_password, suspended_and_let_in_again, with_new_addresses]
)
def test_older_ones_end_with_the_key(
    site: Flask, people: People, now: datetime, become: Callable[[User, datetime], None]
) -> None:
    ana, other = people.trainee, people.classmate
    before, of_another = whose(address_for(ana, 340)), whose(address_for(other, 340))
    become(ana, now)
    db.session.commit()

    assert not before.is_of(ana)
    assert whose(address_for(ana, 340)).is_of(ana)
    assert of_another.is_of(other)


def test_they_outlive_a_change_of_the_secret_key(
    site: Flask, people: People, monkeypatch: pytest.MonkeyPatch
) -> None:
    address, old = address_for(people.trainee, 340), site.secret_key
    monkeypatch.setitem(site.config, "SECRET_KEY", "another key of this site, long enough")
    assert read_back(address) is None

    monkeypatch.setitem(site.config, "SECRET_KEY_FALLBACKS", [old])
    assert whose(address).is_of(people.trainee)
