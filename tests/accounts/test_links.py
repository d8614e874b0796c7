import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts import actions
from lms.accounts.models import OneTimeLink, SignIn, SiteRole
from lms.db import db
from lms.jobs import actions as jobs
from lms.jobs.models import Job
from tests.people import PASSWORD, People
from tests.visitor import Visitor

NEW = "other words in a line"


def letters() -> list[dict[str, str]]:
    return [job.payload for job in db.session.scalars(select(Job).where(Job.kind == "mail"))]


def link_in(letter: dict[str, str]) -> str:
    found = re.search(r"http://127\.0\.0\.1:8000(/\S+)", letter["body"])
    assert found, letter
    return found.group(1)


def ask(visitor: Visitor, email: str) -> str:
    visitor.post("/password/forgotten", {"email": email}, status=200)
    return visitor.text().replace(email, "…")


def test_a_forgotten_password_is_set_anew_by_a_link_in_a_letter(
    visitor: Visitor, people: People
) -> None:
    ask(visitor, people.trainee.email)
    address = link_in(letters()[0])

    visitor.get(address)
    visitor.post(address, {"new_password": NEW})
    visitor.get("/settings")
    visitor.post("/logout")

    visitor.post("/login", {"email": people.trainee.email, "password": PASSWORD}, status=422)
    visitor.post("/login", {"email": people.trainee.email, "password": NEW})


def test_nobody_learns_whether_an_address_has_an_account(visitor: Visitor, people: People) -> None:
    known, unknown = ask(visitor, people.trainee.email), ask(visitor, "nobody@people.example")

    assert known == unknown
    assert [letter["to"] for letter in letters()] == [people.trainee.email]


def test_a_link_works_once(visitor: Visitor, people: People) -> None:
    ask(visitor, people.trainee.email)
    address = link_in(letters()[0])
    visitor.post(address, {"new_password": NEW})

    visitor.get(address, status=410)
    visitor.post(address, {"new_password": "third words in a line"}, status=410)
    assert "This link has ended" in visitor.text()


def test_a_newer_link_ends_the_older(visitor: Visitor, people: People) -> None:
    ask(visitor, people.trainee.email)
    ask(visitor, people.trainee.email)
    older, newer = map(link_in, letters())

    visitor.get(older, status=410)
    visitor.get(newer)


def test_a_link_ends_after_its_time(visitor: Visitor, people: People) -> None:
    ask(visitor, people.trainee.email)
    link = db.session.scalars(select(OneTimeLink)).one()
    link.expires_at = datetime.now(UTC) - timedelta(seconds=1)

    visitor.get(link_in(letters()[0]), status=410)


def test_an_invitation_is_no_password_link_and_the_other_way_round(
    visitor: Visitor, people: People
) -> None:
    token = actions.make_link(
        people.trainee, "invitation", lasts=actions.INVITATION_LASTS, at=datetime.now(UTC)
    )
    visitor.get(f"/password/reset/{token}", status=410)
    visitor.get(f"/invitations/{token}")


def test_a_new_password_signs_every_device_out(
    visitor: Visitor, people: People, app: Flask
) -> None:
    elsewhere = Visitor(app).signed_in(people.trainee)
    elsewhere.get("/settings")
    ask(visitor, people.trainee.email)

    visitor.post(link_in(letters()[0]), {"new_password": NEW})

    elsewhere.get("/settings", status=303)
    visitor.get("/settings")


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("", "Write a password."),
        ("short words", "Use 15 characters or more; 4 are missing."),
        ("a" * 257, "Use 256 characters at most."),
        ("aaaaaaaaaaaaaaaa", "easy to guess"),
        ("passwordpassword", "easy to guess"),
        ("Ana@people.example", "easy to guess"),
    ],
)
def test_a_weak_password_is_explained(
    visitor: Visitor, people: People, password: str, sentence: str
) -> None:
    ask(visitor, people.trainee.email)
    visitor.post(link_in(letters()[0]), {"new_password": password}, status=422)
    assert sentence in visitor.text()


def test_five_resets_a_day_are_enough(visitor: Visitor, people: People) -> None:
    for _ in range(5):
        ask(visitor, people.trainee.email)

    visitor.post("/password/forgotten", {"email": people.trainee.email}, status=429)
    assert len(letters()) == 5


def test_the_address_in_the_letter_is_the_site_s_own(visitor: Visitor, people: People) -> None:
    fields = {"email": people.trainee.email}
    visitor.post(
        "/password/forgotten",
        fields,
        status=200,
        headers={"Host": "localhost", "Origin": "http://localhost"},
    )
    assert link_in(letters()[0]).startswith("/password/reset/")
    assert "localhost" not in letters()[0]["body"]


def test_a_foreign_host_name_is_refused(visitor: Visitor) -> None:
    answer = visitor.client.get("/login", headers={"Host": "evil.example"})
    assert (answer.status_code, "evil.example" in answer.text) == (400, False)


def test_an_invited_person_chooses_name_and_password(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.administrator)
    visitor.post("/admin/people", {"email": "New@People.example", "site_role": "coordinator"})
    visitor.post("/logout")
    letter = letters()[0]
    assert letter["to"] == "new@people.example"

    address = link_in(letter)
    visitor.post(address, {"name": "", "new_password": NEW}, status=422)
    assert "Write your name." in visitor.text()
    visitor.post(address, {"name": "Nadia New", "new_password": NEW})

    visitor.get("/settings")
    assert "Nadia New" in visitor.page.to_html()


def test_a_delivered_letter_leaves_no_link_in_the_database(
    visitor: Visitor, people: People, app: Flask
) -> None:
    ask(visitor, people.trainee.email)
    address = link_in(letters()[0])
    job = db.session.scalars(select(Job)).one()

    assert jobs.run(job.id, at=datetime.now(UTC))

    assert db.session.get_one(Job, job.id).payload == {}
    outbox = Path(app.extensions["settings"].data_dir) / "outbox"
    assert any(address.rsplit("/", 1)[1][:20] in path.read_text() for path in outbox.iterdir())
    assert address not in json.dumps(
        [link.token_hash for link in db.session.scalars(select(OneTimeLink))]
    )


def test_sign_ins_of_others_are_not_touched(visitor: Visitor, people: People, app: Flask) -> None:
    other = Visitor(app).signed_in(people.classmate)
    ask(visitor, people.trainee.email)
    visitor.post(link_in(letters()[0]), {"new_password": NEW})

    other.get("/settings")
    assert db.session.scalars(select(SignIn.ended_at)).all().count(None) == 2


def test_a_new_password_ends_an_older_invitation(visitor: Visitor, people: People) -> None:
    """Whoever finds the old letter must not set the password once more."""
    _user, token = actions.invite(people.trainee.email, language="en", at=datetime.now(UTC))
    visitor.get(f"/invitations/{token}")
    ask(visitor, people.trainee.email)
    visitor.post(link_in(letters()[0]), {"new_password": NEW})

    visitor.get(f"/invitations/{token}", status=410)


def test_a_link_of_a_suspended_person_opens_nothing(visitor: Visitor, people: People) -> None:
    ask(visitor, people.trainee.email)
    people.trainee.suspended_at = datetime.now(UTC)

    visitor.get(link_in(letters()[0]), status=410)


@pytest.mark.parametrize(
    ("role", "status"), [(None, 200), (SiteRole.ADMINISTRATOR, 303)], ids=["same", "more"]
)
def test_who_may_do_more_signs_in_again_for_less_long(
    visitor: Visitor, people: People, role: SiteRole | None, status: int
) -> None:
    visitor.signed_in(people.trainee)
    actions.invite(people.trainee.email, site_role=role, language="en", at=datetime.now(UTC))

    visitor.get("/settings", status=status)
