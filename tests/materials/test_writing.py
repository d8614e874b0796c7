"""How a trainer writes a material: what is kept, what is refused, and nothing typed is lost."""

from io import BytesIO

import pytest
from sqlalchemy import select
from werkzeug.datastructures import FileStorage
from werkzeug.test import encode_multipart

from lms.db import db
from lms.files.models import StoredFile
from lms.materials.models import Material, MaterialRevision
from tests.files.factories import PDF, a_photo
from tests.materials.factories import TEXT, a_file, a_material, a_picture
from tests.people import People
from tests.visitor import Visitor

LESSON = {
    "title": "The leather market at dawn",
    "summary": "An hour that teaches.",
    "day": "cluster-broker/a2",
    "minutes": "25",
    "body": TEXT,
    "seen": "0",
}


def the_only(people: People) -> Material:
    query = select(Material).where(Material.edition_id == people.edition.id)
    return db.session.scalars(query).one()


def texts(material: Material) -> list[MaterialRevision]:
    query = select(MaterialRevision).where(MaterialRevision.material_id == material.id)
    return list(db.session.scalars(query.order_by(MaterialRevision.number)))


def home(people: People) -> str:
    return f"/editions/{people.edition.id}/materials"


def test_a_lesson_is_a_draft_first_with_its_day_and_its_writer(
    visitor: Visitor, people: People
) -> None:
    visitor.signed_in(people.trainer).post(f"{home(people)}/new/lesson", LESSON)

    row = the_only(people)
    (text,) = texts(row)
    assert (row.kind, row.day, row.slug) == (
        "lesson",
        "cluster-broker/a2",
        "the-leather-market-at-dawn",
    )
    assert row.published_at is None
    assert (text.number, text.by_id, text.fields["minutes"]) == (1, people.trainer.id, "25")
    assert "<strong>market</strong>" in text.html["body"]


def test_a_second_click_makes_one_draft(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer)
    for _ in range(2):
        visitor.post(f"{home(people)}/new/lesson", LESSON)
    assert len(texts(the_only(people))) == 1


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"title": ""}, "Write a title."),
        ({"title": "x" * 121}, "Shorten the title to 120 characters."),
        ({"body": ""}, "Write the text. It can be short at first."),
        ({"body": "x" * 12_001}, "Shorten this to 12000 characters."),
        ({"minutes": "long"}, "Write a whole number from 1 to 240."),
        ({"minutes": "0"}, "Write a whole number from 1 to 240."),
        ({"day": "cluster-broker/a99"}, "Not a valid choice."),
        ({"body": "# Too high"}, "Line 1: begin this heading with ##."),
        ({"body": "## A\n\n#### B"}, "Line 3: begin this heading with ###."),
        ({"body": "![](media/x.jpg)"}, "Line 1: say between [ and ] what the picture shows."),
        ({"body": "![x](media/x.jpg)"}, "Line 1: this material has no file x.jpg."),
        ({"body": "![x](https://a.example/x.jpg)"}, "Line 1: send the picture with this form"),
        ({"body": "!!! danger\n    x"}, "a box is one of try, example, note, warning."),
        ({"body": "[" * 400}, "more brackets, marks or nested lists"),
    ],
)
def test_a_fault_stands_beside_its_field_and_what_was_typed_is_still_there(
    visitor: Visitor, people: People, typed: dict[str, str], said: str
) -> None:
    visitor.signed_in(people.trainer)
    visitor.post(f"{home(people)}/new/lesson", LESSON | typed, status=422)
    assert said in " ".join(node.to_text() for node in visitor.all(".field-error"))
    assert "An hour that teaches." in visitor.page.to_html()
    assert db.session.scalars(select(Material)).all() == []


@pytest.mark.parametrize("who", ["trainee", "supervisor", "assessor"])
def test_who_does_not_teach_the_edition_adds_nothing(
    visitor: Visitor, people: People, who: str
) -> None:
    own = a_material(people.edition, people.trainer)
    visitor.signed_in(getattr(people, who))
    visitor.post(f"{home(people)}/new/lesson", LESSON, status=403)
    for act in ("", "/preview", "/publication", "/publication/withdrawal", "/removal"):
        visitor.post(f"{home(people)}/{own.id}{act}", LESSON | {"title": "Mine"}, status=403)
    assert [text.title for text in texts(the_only(people))] == ["The leather market at dawn"]


def test_how_it_looks_is_shown_and_nothing_is_kept(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer)
    visitor.post(f"{home(people)}/new/lesson/preview", LESSON, status=200)

    shown = visitor.all("section.look")[0]
    assert "Who sets the price?" in shown.to_text()
    assert "<strong>market</strong>" in shown.to_html()
    assert visitor.all("textarea#body")[0].to_text().strip() == TEXT.strip()
    assert db.session.scalars(select(Material)).all() == []


def test_a_look_at_a_faulty_text_names_the_fault(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer)
    visitor.post(f"{home(people)}/new/lesson/preview", LESSON | {"body": "# Too high"}, status=200)
    assert "begin this heading with ##" in visitor.text()


def test_a_picture_comes_along_and_stands_in_the_text(visitor: Visitor, people: People) -> None:
    photo = (BytesIO(a_photo()), "My market.JPG")
    visitor.signed_in(people.trainer)
    answer = visitor.post(
        f"{home(people)}/new/lesson", LESSON | {"file": photo, "caption": "A stall [east]"}
    )

    row = the_only(people)
    assert answer.location.endswith(f"/{row.id}/edit")
    assert [text.number for text in texts(row)] == [1]
    visitor.get(f"{home(people)}/{row.id}")
    (picture,) = visitor.all(".prose img")
    assert picture.attrs["alt"] == "A stall east"
    assert (picture.attrs["width"], picture.attrs["height"]) == ("640", "480")
    assert visitor.get(picture.attrs["src"]).mimetype == "image/jpeg"


def test_a_picture_without_words_is_sent_back_with_the_text(
    visitor: Visitor, people: People
) -> None:
    photo = (BytesIO(a_photo()), "market.jpg")
    visitor.signed_in(people.trainer)
    visitor.post(f"{home(people)}/new/lesson", LESSON | {"file": photo}, status=422)
    assert "Say what the picture shows, for those who cannot see it." in visitor.text()
    assert db.session.scalars(select(StoredFile)).all() == []


def test_a_file_of_another_kind_is_refused_beside_its_field(
    visitor: Visitor, people: People
) -> None:
    page = (BytesIO(b"<html><script>alert(1)</script>"), "plan.pdf")
    visitor.signed_in(people.trainer)
    visitor.post(f"{home(people)}/new/lesson", LESSON | {"file": page}, status=422)
    assert "This kind of file is not taken." in visitor.text()
    assert "Who sets the price?" in visitor.page.to_html()


def test_a_pdf_is_a_material_of_its_own(visitor: Visitor, people: People) -> None:
    file = (BytesIO(PDF), "prices 2026.pdf")
    visitor.signed_in(people.trainer)
    visitor.post(
        f"{home(people)}/new/file",
        {"title": "Prices", "summary": "", "day": "", "body": "", "seen": "0", "file": file},
    )
    visitor.get(f"{home(people)}/{the_only(people).id}")
    assert "prices 2026.pdf" in visitor.text()


def test_a_material_for_a_file_needs_the_file(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.trainer)
    visitor.post(f"{home(people)}/new/file", {"title": "Prices", "day": ""}, status=422)
    assert "Choose the file." in visitor.text()


def test_a_large_form_is_taken_where_files_are_and_only_of_those_who_are_signed_in(
    visitor: Visitor, people: People
) -> None:
    size, path = 5 * 1024 * 1024, f"{home(people)}/new/lesson"
    assert sent_with_a_pdf(visitor, path, size) == 413

    visitor.signed_in(people.trainer)
    assert sent_with_a_pdf(visitor, path, size) == 303
    assert sent_with_a_pdf(visitor, "/settings", size) == 413
    assert sent_with_a_pdf(visitor, path, 11 * 1024 * 1024) == 413


def sent_with_a_pdf(visitor: Visitor, path: str, size: int) -> int:
    """How a lesson is answered that comes with a PDF of so many bytes."""
    pdf = FileStorage(BytesIO(b"%PDF-" + b"x" * size), filename="large.pdf", name="file")
    fields = LESSON | {"file": pdf, "csrf_token": visitor.token()}
    boundary, body = encode_multipart(fields)
    kind = f"multipart/form-data; boundary={boundary}"
    return visitor._send("POST", path, data=body, content_type=kind).status_code


def test_each_saving_is_a_revision_and_shows_what_changed(visitor: Visitor, people: People) -> None:
    own = a_material(people.edition, people.trainer)
    changed = LESSON | {"seen": "1", "body": TEXT.replace("at six", "at five")}
    visitor.signed_in(people.coordinator).post(f"{home(people)}/{own.id}", changed)
    visitor.post(f"{home(people)}/{own.id}", changed | {"seen": "2"})  # saved again, unchanged

    visitor.get(f"{home(people)}/{own.id}/revisions")
    assert "Revision 2" in visitor.text()
    assert "Revision 3" not in visitor.text()
    assert "Carlos Example" in visitor.text()
    visitor.get(f"{home(people)}/{own.id}/revisions/2")
    assert "six." in [node.to_text() for node in visitor.all("del")]
    assert "five." in [node.to_text() for node in visitor.all("ins")]


def test_of_two_editors_the_second_one_sees_both_and_overwrites_nothing_by_mistake(
    visitor: Visitor, people: People
) -> None:
    own = a_material(people.edition, people.trainer)
    path = f"{home(people)}/{own.id}"
    first = LESSON | {"seen": "1", "body": "The first one wrote this."}
    second = LESSON | {"seen": "1", "body": "The second one wrote that."}
    visitor.signed_in(people.trainer).post(path, first)

    visitor.signed_in(people.coordinator).post(path, second, status=409)

    assert "Teresa Example saved this meanwhile" in visitor.text()
    assert [node.to_text() for node in visitor.all("del")] == ["first", "this."]
    assert "The second one wrote that." in visitor.all("textarea#body")[0].to_text()
    assert texts(own)[-1].fields["body"] == "The first one wrote this."

    seen = visitor.all("input[name=seen]")[0].attrs["value"]
    visitor.post(path, second | {"seen": seen})
    assert texts(own)[-1].fields["body"] == "The second one wrote that."
    assert [text.number for text in texts(own)] == [1, 2, 3]


def test_a_draft_can_be_thrown_away_and_what_was_read_cannot(
    visitor: Visitor, people: People
) -> None:
    draft = a_material(people.edition, people.trainer, published=False)
    a_file(draft, people.edition, people.trainer)
    visitor.signed_in(people.trainer).post(f"{home(people)}/{draft.id}/removal")
    assert db.session.scalars(select(Material)).all() == []
    assert db.session.scalars(select(StoredFile)).all() == []

    own = a_material(people.edition, people.trainer)
    visitor.post(f"{home(people)}/{own.id}/publication/withdrawal")
    visitor.post(f"{home(people)}/{own.id}/removal", status=403)
    assert the_only(people).id == own.id


def test_publishing_and_withdrawing_can_be_clicked_twice(visitor: Visitor, people: People) -> None:
    own = a_material(people.edition, people.trainer, published=False)
    visitor.signed_in(people.trainer)
    for act, state in (("", "published"), ("/withdrawal", "withdrawn"), ("", "published")):
        for _ in range(2):
            visitor.post(f"{home(people)}/{own.id}/publication{act}")
        assert the_only(people).state == state


def test_a_file_that_the_text_shows_is_not_taken_off(visitor: Visitor, people: People) -> None:
    own = a_material(people.edition, people.trainer)
    picture = a_picture(own, people.edition, people.trainer)
    visitor.signed_in(people.trainer)
    path = f"{home(people)}/{own.id}"
    visitor.post(path, LESSON | {"seen": "2", "body": f"![A stall](media/{picture.key})"})

    visitor.post(f"{path}/files/{picture.file_id}/removal")
    visitor.get(f"{path}/files/{picture.file_id}")

    visitor.post(path, LESSON | {"seen": "3", "body": "Words alone."})
    visitor.post(f"{path}/files/{picture.file_id}/removal")
    visitor.get(f"{path}/files/{picture.file_id}", status=404)


def test_the_order_is_what_the_list_says(visitor: Visitor, people: People) -> None:
    rows = [a_material(people.edition, people.trainer, title=f"Piece {n}") for n in "abc"]
    wished = {f"place-{rows[0].id}": "3", f"place-{rows[1].id}": "1", f"place-{rows[2].id}": "2x"}
    visitor.signed_in(people.trainer).post(f"{home(people)}/order", wished)
    visitor.get(home(people))
    titles = [node.to_text() for node in visitor.all(".materials .row-title a")]
    assert titles == ["Piece b", "Piece a", "Piece c"]
