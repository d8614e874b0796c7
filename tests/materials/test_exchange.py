"""Out as an archive that the check accepts, and into another edition: on trial first, then once."""

import zipfile
from collections.abc import Callable
from contextvars import Context
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from lms.content.local import read_local
from lms.db import db
from lms.editions.models import Role
from lms.materials.models import Kind, Material, MaterialRevision
from tests.files.factories import an_archive
from tests.materials.factories import TEXT, a_file, a_material, a_picture
from tests.people import People, enrol
from tests.visitor import Visitor

CASE = {
    "where": "Masatepe",
    "country": "NI",
    "sector": "Wood",
    "body": "Six carpenters.\n\n## What they want\n\nAn oven.",
    "ask": "Buy it **together**?",
    "options": "Yes, at once\nFirst a trial month",
    "outcome": "They tried it.",
    "note": "Ask who pays.",
}


def some_of_each(people: People) -> None:
    edition, by = people.edition, people.trainer
    lesson = a_material(edition, by, day="cluster-broker/a2")
    picture = a_picture(lesson, edition, by)
    assert picture.key == "market-stall.jpg"
    a_material(edition, by, title="The oven", kind=Kind.CASE, **CASE)
    address = "https://example.org/a?b=1"
    a_material(edition, by, title="On trust", kind=Kind.READING, author="X, 1993", address=address)
    a_file(a_material(edition, by, title="Prices", kind=Kind.FILE), edition, by)
    a_material(edition, by, title="A draft: “not done”", published=False)


def exported(visitor: Visitor, people: People) -> bytes:
    answer = visitor.signed_in(people.trainer).get(f"/editions/{people.edition.id}/materials.zip")
    assert answer.headers["Content-Disposition"].startswith("attachment")
    return answer.data


def elsewhere(people: People) -> str:
    """Clara's edition, where nothing has been added yet."""
    assert people.other_coordinator
    return f"/editions/{people.other_edition.id}/materials"


def brought(people: People) -> list[MaterialRevision]:
    query = select(MaterialRevision).join(Material, Material.id == MaterialRevision.material_id)
    of_edition = query.where(Material.edition_id == people.other_edition.id)
    return list(db.session.scalars(of_edition.order_by(Material.id)))


def look(visitor: Visitor, people: People, data: bytes, *, status: int = 200) -> str:
    """The source that the page of a look carries on."""
    path = f"{elsewhere(people)}/archives"
    visitor.post(path, {"archive": (BytesIO(data), "m.zip")}, status=status)
    found = visitor.all("input[name=source]")
    return str(found[0].attrs["value"]) if found else ""


def test_what_is_exported_is_in_order_and_says_everything(
    visitor: Visitor, people: People, tmp_path: Path, app: Flask
) -> None:
    some_of_each(people)
    path = tmp_path / "out.zip"
    path.write_bytes(exported(visitor, people))
    zipfile.ZipFile(path).extractall(tmp_path / "out")

    found = read_local(tmp_path / "out")

    assert found.faults == []
    assert {row.kind for row in found.pieces} == {"lesson", "case", "reading", "file"}
    case = next(row for row in found.pieces if row.kind == "case")
    assert {name: case.fields[name] for name in CASE} == CASE
    done = Context().run(app.test_cli_runner().invoke, args=["content", "check", str(path)])
    assert done.exit_code == 0, done.output
    assert "0 faults" in done.output


def test_the_check_names_file_and_line_of_a_fault(app: Flask, tmp_path: Path) -> None:
    text = "---\nid: a\ntitle: A\n---\nFine.\n\n#### Too deep\n\n![](media/gone.png)\n"
    manifest = "format: 1\ncourse: cluster-broker\nedition: X\nlanguage_of_texts: en\n"
    path = tmp_path / "bad.zip"
    path.write_bytes(an_archive({"materials.yml": manifest, "lessons/a/en.md": text}))
    done = Context().run(app.test_cli_runner().invoke, args=["content", "check", str(path)])
    assert done.exit_code == 1
    assert "lessons/a/en.md:7 has a heading of level 4" in done.output
    assert "lessons/a/en.md:9 shows 'media/gone.png' without alt text" in done.output


def test_another_edition_sees_it_on_trial_then_has_all_of_it_once(
    visitor: Visitor, people: People
) -> None:
    some_of_each(people)
    data = exported(visitor, people)
    visitor.signed_in(people.other_coordinator)

    source = look(visitor, people, data)
    assert "5 pieces can come in" in visitor.text()
    assert brought(people) == []

    for _ in range(2):
        visitor.post(f"{elsewhere(people)}/archives/pieces", {"source": source})
    rows = {row.title: row for row in brought(people)}
    assert len(rows) == len(brought(people)) == 5
    assert rows["The oven"].fields == CASE
    assert rows["The leather market at dawn"].fields["body"].startswith(TEXT.strip())
    states = db.session.scalars(
        select(Material.published_at).where(Material.edition_id == people.other_edition.id)
    )
    assert set(states) == {None}
    look(visitor, people, data)
    assert "5 pieces are here already and stay as they are" in visitor.text()


def test_a_picture_stands_in_the_text_of_the_other_edition(
    visitor: Visitor, people: People
) -> None:
    own = a_material(people.edition, people.trainer, body="![A stall](media/market-stall.jpg)")
    a_picture(own, people.edition, people.trainer)
    data = exported(visitor, people)
    visitor.signed_in(people.other_coordinator)
    visitor.post(f"{elsewhere(people)}/archives/pieces", {"source": look(visitor, people, data)})
    (row,) = brought(people)
    visitor.get(f"{elsewhere(people)}/{row.material_id}")
    (picture,) = visitor.all(".prose img")
    assert visitor.get(picture.attrs["src"]).mimetype == "image/jpeg"


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"no archive",
        lambda: an_archive({"a.txt": "x"}),
        lambda: an_archive({"materials.yml": "format: 1", "../../evil.md": "x"}),
        lambda: an_archive({"materials.yml": "format: 1", "/etc/evil": "x"}),
        lambda: an_archive({"materials.yml": "format: 1", "lessons/a/b/c/d/e.md": "x"}),
        lambda: an_archive({"materials.yml": "[", "lessons/a/en.md": "x"}),
        lambda: an_archive({"materials.yml": "format: 1", **{f"{n}": "" for n in range(500)}}),
    ],
)
def test_what_is_no_archive_of_materials_is_refused(
    visitor: Visitor, people: People, make: Callable[[], bytes]
) -> None:
    visitor.signed_in(people.other_coordinator)
    look(visitor, people, make(), status=422)
    assert "This is no archive of materials of an edition." in visitor.text()


def test_a_piece_with_a_fault_stays_out_and_the_others_come_in(
    visitor: Visitor, people: People
) -> None:
    manifest = "format: 1\ncourse: cluster-broker\nedition: X\nlanguage_of_texts: en\n"
    head = "---\nid: {0}\ntitle: {0}\nminutes: 10\n---\n"
    parts = {
        "materials.yml": manifest,
        "lessons/good/en.md": head.format("good") + "Fine.",
        "lessons/deep/en.md": head.format("deep") + "#### Too deep",
        "lessons/long/en.md": head.format("long") + "x" * 12_001,
        "lessons/evil/en.md": head.format("evil") + "<script>alert(1)</script>",
    }
    visitor.signed_in(people.other_coordinator)
    source = look(visitor, people, an_archive(parts))
    assert "has a heading of level 4" in visitor.text()
    assert "shorten this to 12000 characters" in visitor.text()
    visitor.post(f"{elsewhere(people)}/archives/pieces", {"source": source})
    assert {row.title for row in brought(people)} == {"good", "evil"}
    assert "<script" not in "".join(row.html["body"] for row in brought(people))


def test_a_file_in_an_archive_is_looked_at_like_any_other(visitor: Visitor, people: People) -> None:
    manifest = "format: 1\ncourse: cluster-broker\nedition: X\nlanguage_of_texts: en\n"
    text = "---\nid: a\ntitle: A\nminutes: 10\n---\n![x](media/x.png)"
    parts: dict[str, str | bytes] = {
        "materials.yml": manifest,
        "lessons/a/en.md": text,
        "lessons/a/media/x.png": b"<svg onload=alert(1)>",
    }
    visitor.signed_in(people.other_coordinator)
    source = look(visitor, people, an_archive(parts))
    visitor.post(f"{elsewhere(people)}/archives/pieces", {"source": source})
    assert brought(people) == []


def test_what_one_was_shown_another_cannot_bring_in(
    visitor: Visitor, people: People, app: Flask
) -> None:
    a_material(people.edition, people.trainer)
    data = exported(visitor, people)
    source = look(visitor.signed_in(people.other_coordinator), people, data)
    enrol(people.trainer, people.other_edition, Role.TRAINER)
    other = Visitor(app).signed_in(people.trainer)
    other.post(f"{elsewhere(people)}/archives/pieces", {"source": source}, status=404)
    other.post(f"{elsewhere(people)}/archives/pieces", {"source": source + "x"}, status=400)


@pytest.mark.parametrize("who", ["trainee", "assessor"])
def test_only_those_who_prepare_the_edition_take_it_along(
    visitor: Visitor, people: People, who: str
) -> None:
    visitor.signed_in(getattr(people, who))
    visitor.get(f"/editions/{people.edition.id}/materials.zip", status=403)
    visitor.post(f"/editions/{people.edition.id}/materials/archives", {}, status=403)
