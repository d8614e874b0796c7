import pytest

from lms.db import db
from lms.directory import queries
from lms.directory.models import Part, Seen
from tests.directory.factories import shows
from tests.people import People
from tests.visitor import Visitor

SENT = {
    "tongues-0-code": "fr",
    "tongues-0-writes": "y",
    "tongues-1-code": "wo",
    "offers": "A shared basin\n\n  The price book ",
    "needs": "",
    "language": "fr",
    **{f"{part.value}_seen": "members" for part in Part},
}


def test_what_is_said_is_kept_and_shown(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee)
    for _ in range(2):
        visitor.post("/settings/directory", SENT)
    visitor.get("/settings/directory")
    assert visitor.all("#offers")[0].to_text().strip() == "A shared basin\nThe price book"
    lines = db.session.scalars(queries.own_lines(people.trainee)).all()
    assert [(line.kind, line.text, line.language) for line in lines] == [
        ("offer", "A shared basin", "fr"),
        ("offer", "The price book", "fr"),
    ]
    row = db.session.scalars(queries.entry_of(people.trainee)).one()
    assert (row.reads, row.writes) == (" fr wo ", " fr ")
    visitor.signed_in(people.stranger).get("/people")
    assert [node.attrs["lang"] for node in visitor.all(".person li")] == ["fr", "fr"]


def test_without_a_word_it_is_cautious(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainee).get("/settings/directory")
    chosen = [node.attrs["value"] for node in visitor.all(".seen-rows option[selected]")]
    assert chosen == ["together", "together", "me", "together", "together", "together", "together"]
    assert "They do not find you" in visitor.text()


@pytest.mark.parametrize(
    ("seen", "visitors", "members", "together"),
    [
        (Seen.PUBLIC, True, True, True),
        (Seen.MEMBERS, False, True, True),
        (Seen.TOGETHER, False, False, True),
        (Seen.ME, False, False, False),
    ],
)
def test_one_sees_oneself_with_the_eyes_of_others(
    visitor: Visitor, people: People, seen: Seen, *, visitors: bool, members: bool, together: bool
) -> None:
    shows(people.trainee, Seen.PUBLIC, closer={Part.NAME: seen})
    visitor.signed_in(people.trainee)
    for stands, sees in (("public", visitors), ("members", members), ("together", together)):
        visitor.get(f"/settings/directory?as={stands}")
        assert bool(visitor.all("#preview .person")) == sees


@pytest.mark.parametrize(
    ("field", "value", "sentence"),
    [
        ("offers", "\n".join("abcdef"), "Keep the 5 lines that matter most."),
        ("needs", "x" * 141, "Shorten each line to 140 characters or less."),
        ("country_seen", "all", "Not a valid choice"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(
    visitor: Visitor, people: People, field: str, value: str, sentence: str
) -> None:
    sent = SENT | {field: value}
    visitor.signed_in(people.trainee).post("/settings/directory", sent, status=422)
    assert sentence in visitor.text()
    kept = "offers" if field != "offers" else "needs"
    assert visitor.all(f"#{kept}")[0].to_text().split() == sent[kept].split()
    assert db.session.scalars(queries.own_lines(people.trainee)).all() == []
