"""An initiative leads to where it came from, and back; a hidden origin leaves the bare fact."""

from uuid import uuid4

from lms.experience import actions as experience
from tests.experience.factories import NOW, an_experience
from tests.initiatives.test_initiatives import SENT
from tests.people import People
from tests.visitor import Visitor


def test_a_note_and_what_was_begun_from_it_lead_to_each_other(
    visitor: Visitor, people: People
) -> None:
    note = an_experience(people.trainee)
    visitor.signed_in(people.stranger).get(f"/notes/{note.id}")
    [begin] = [node.attrs["href"] for node in visitor.all("a") if "?note=" in node.attrs["href"]]
    visitor.get(begin)
    assert "It comes from “Ten workshops buy thread together”" in visitor.text()
    address = visitor.all("main form")[0].attrs["action"]
    begun = visitor.post(address, SENT | {"key": str(uuid4())}).location
    visitor.get(begun)
    assert visitor.all(f'main a[href="/notes/{note.id}"]')
    visitor.get(f"/notes/{note.id}")
    assert visitor.all(f'main a[href="{begun}"]')


def test_a_note_that_was_taken_back_leaves_the_fact(visitor: Visitor, people: People) -> None:
    note = an_experience(people.trainee)
    visitor.signed_in(people.stranger)
    sent = SENT | {"key": str(uuid4())}
    begun = visitor.post(f"/initiatives?note={note.id}", sent).location
    experience.withdraw(note, at=NOW)
    visitor.get(begun)
    assert "from an experience note that is not published" in visitor.text()
    assert "Ten workshops" not in visitor.text()


def test_nothing_begins_from_what_one_does_not_see(visitor: Visitor, people: People) -> None:
    draft = an_experience(people.trainee, published=False)
    visitor.signed_in(people.stranger).get(f"/initiatives/new?note={draft.id}", status=404)
    visitor.post(f"/initiatives?note={draft.id}", SENT | {"key": str(uuid4())}, status=404)
