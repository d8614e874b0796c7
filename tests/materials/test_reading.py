"""What the members of an edition read, where it is marked, and who sees nothing of it."""

from datetime import datetime

import pytest
from flask import Flask

from lms.db import db
from lms.materials import actions
from lms.materials.models import Kind
from tests.files.factories import PDF
from tests.materials.factories import a_file, a_material, a_picture
from tests.people import People
from tests.visitor import Visitor


def test_a_trainee_reads_what_the_edition_added(visitor: Visitor, people: People) -> None:
    own = a_material(people.edition, people.trainer)

    visitor.signed_in(people.trainee).get(f"/editions/{people.edition.id}/materials")
    assert "The leather market at dawn" in visitor.text()
    assert "Draft" not in visitor.text()
    visitor.get(f"/editions/{people.edition.id}/materials/{own.id}")

    assert "Added by this edition" in visitor.text()
    assert "Who sets the price?" in visitor.text()
    assert "20 min" in visitor.text()
    assert [node.to_text() for node in visitor.all(".prose strong")] == ["market"]
    assert not visitor.all("a[href$='/edit']")


@pytest.mark.parametrize("who", ["outsider", "stranger", "other_coordinator"])
def test_other_editions_find_no_such_page(visitor: Visitor, people: People, who: str) -> None:
    own = a_material(people.edition, people.trainer)
    row = a_file(own, people.edition, people.trainer)
    visitor.signed_in(getattr(people, who))
    home = f"/editions/{people.edition.id}/materials"
    for path in (home, f"{home}/{own.id}", f"{home}/{own.id}/files/{row.file_id}"):
        visitor.get(path, status=404)


def test_a_material_is_found_under_its_own_edition_only(visitor: Visitor, people: People) -> None:
    elsewhere = a_material(people.other_edition, people.other_coordinator)
    row = a_file(elsewhere, people.other_edition, people.other_coordinator)
    visitor.signed_in(people.coordinator)
    visitor.get(f"/editions/{people.edition.id}/materials/{elsewhere.id}", status=404)
    visitor.get(
        f"/editions/{people.edition.id}/materials/{elsewhere.id}/files/{row.file_id}", status=404
    )


def test_a_draft_is_for_those_who_prepare_the_edition(visitor: Visitor, people: People) -> None:
    draft = a_material(people.edition, people.trainer, published=False)
    row = a_file(draft, people.edition, people.trainer)
    home = f"/editions/{people.edition.id}/materials"

    visitor.signed_in(people.trainee).get(home)
    assert "leather" not in visitor.text()
    visitor.get(f"{home}/{draft.id}", status=404)
    visitor.get(f"{home}/{draft.id}/files/{row.file_id}", status=404)

    visitor.signed_in(people.coordinator).get(f"{home}/{draft.id}")
    assert "Draft" in visitor.text()
    visitor.get(f"{home}/{draft.id}/files/{row.file_id}")


def test_what_was_withdrawn_says_so_and_shows_nothing(
    visitor: Visitor, people: People, now: datetime
) -> None:
    own = a_material(people.edition, people.trainer)
    row = a_file(own, people.edition, people.trainer)
    actions.withdraw(own, people.edition, at=now)
    home = f"/editions/{people.edition.id}/materials"

    visitor.signed_in(people.trainee).get(home)
    assert "leather" not in visitor.text()
    visitor.get(f"{home}/{own.id}")
    assert "Your trainers have withdrawn this." in visitor.text()
    assert "Who sets the price?" not in visitor.text()
    visitor.get(f"{home}/{own.id}/files/{row.file_id}", status=404)


def test_a_file_comes_to_be_saved_and_never_as_a_page(visitor: Visitor, people: People) -> None:
    own = a_material(people.edition, people.trainer)
    row = a_file(own, people.edition, people.trainer, name="précios.pdf")
    path = f"/editions/{people.edition.id}/materials/{own.id}/files/{row.file_id}"

    answer = visitor.signed_in(people.trainee).get(path)

    assert answer.data == PDF
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.headers["Content-Disposition"] == (
        "attachment; filename=precios.pdf; filename*=UTF-8''pr%C3%A9cios.pdf"
    )
    assert answer.headers["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Content-Length"] == str(len(PDF))


def test_a_picture_is_asked_for_again_and_sent_once(visitor: Visitor, people: People) -> None:
    own = a_material(people.edition, people.trainer)
    row = a_picture(own, people.edition, people.trainer)
    path = f"/editions/{people.edition.id}/materials/{own.id}/files/{row.file_id}"

    first = visitor.signed_in(people.trainee).get(path)
    again = visitor.get(path, status=304, headers={"If-None-Match": first.headers["ETag"]})

    assert first.headers["Content-Type"] == "image/jpeg"
    assert first.headers["Cache-Control"] == "private, no-cache"
    assert again.data == b""


def test_a_file_whose_bytes_are_gone_is_no_crash(
    visitor: Visitor, people: People, app: Flask
) -> None:
    own = a_material(people.edition, people.trainer)
    row = a_file(own, people.edition, people.trainer, PDF + b"soon gone")
    app.extensions["storage"].remove(row.file.digest)
    visitor.signed_in(people.trainee).get(
        f"/editions/{people.edition.id}/materials/{own.id}/files/{row.file_id}", status=404
    )


def test_a_class_day_shows_what_the_edition_adds_to_it(visitor: Visitor, people: People) -> None:
    a_material(people.edition, people.trainer, day="cluster-broker/a1")
    a_material(people.edition, people.trainer, day="cluster-broker/a2", title="Another day")
    visitor.signed_in(people.trainee).get(f"/editions/{people.edition.id}/days/1")
    assert "For this day, from your edition" in visitor.text()
    assert "Added by this edition" in visitor.text()
    assert "The leather market at dawn" in visitor.text()
    assert "Another day" not in visitor.text()


def test_a_case_keeps_what_happened_folded_and_its_note_from_trainees(
    visitor: Visitor, people: People
) -> None:
    own = a_material(
        people.edition,
        people.trainer,
        title="The oven of Masatepe",
        kind=Kind.CASE,
        where="Masatepe",
        country="NI",
        ask="Buy the oven together?",
        options="Yes, at once\nFirst a trial month",
        outcome="They tried it for a month.",
        note="Ask who pays for the gas.",
    )
    path = f"/editions/{people.edition.id}/materials/{own.id}"

    visitor.signed_in(people.trainee).get(path)
    assert "Masatepe, Nicaragua" in visitor.text()
    assert "Buy the oven together?" in visitor.text()
    assert "They tried it for a month." in visitor.all("details#outcome")[0].to_text()
    assert "Ask who pays for the gas." not in visitor.text()

    visitor.signed_in(people.trainer).get(path)
    assert "Ask who pays for the gas." in visitor.text()


def test_a_reading_leads_to_its_address(visitor: Visitor, people: People) -> None:
    own = a_material(
        people.edition,
        people.trainer,
        kind=Kind.READING,
        title="On trust",
        author="R. Putnam, 1993",
        address="https://example.org/trust?a=1&b=2",
    )
    visitor.signed_in(people.trainee).get(f"/editions/{people.edition.id}/materials/{own.id}")
    link = visitor.all("a[href^='https://example.org']")[0]
    assert link.attrs["href"] == "https://example.org/trust?a=1&b=2"
    assert "R. Putnam, 1993" in visitor.text()


@pytest.mark.parametrize("many", [1, 12])
def test_a_list_asks_the_database_as_often_for_one_as_for_many(
    visitor: Visitor, people: People, many: int
) -> None:
    for number in range(many):
        a_material(people.edition, people.trainer, title=f"Piece {number}")
    visitor.signed_in(people.trainer).get(f"/editions/{people.edition.id}/materials")
    assert visitor.statements == 3
    db.session.expire_all()
