"""Files come with a post: named, described, kept through refusals, and never twice."""

from datetime import datetime
from io import BytesIO
from uuid import uuid4

import pytest
from PIL import Image
from sqlalchemy import func, select

from lms.attachments import actions, forms
from lms.attachments.models import LARGEST_PICTURE, Attachment
from lms.db import db
from lms.files.storage import storage
from lms.forum.models import MOST_FILES, Post, Topic
from tests.attachments.factories import SHOWS, a_file_below, a_file_in_hand, a_form
from tests.drafts.test_languages import choose
from tests.files.factories import CAMERA, PDF, a_docx, a_drawing, a_photo, an_archive
from tests.forum.factories import a_post, a_topic, space_of
from tests.people import People
from tests.visitor import Visitor

pytestmark = pytest.mark.long

SVG = b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>"
PICTURE, PAPER = (a_photo(), "IMG_1.JPG", SHOWS), (PDF, "Budget.pdf", "")


@pytest.fixture
def topic(people: People, now: datetime) -> Topic:
    return a_topic(space_of(people.edition, at=now), people.trainee, at=now)


def of_answer() -> list[Attachment]:
    """What stands below the second post."""
    query = select(Attachment).join(Post, Post.id == Attachment.post_id).where(Post.no == 2)
    return list(db.session.scalars(query.order_by(Attachment.id)))


def names() -> list[str]:
    return [row.name for row in of_answer()]


def in_form(visitor: Visitor) -> list[str]:
    return [row.to_text() for row in visitor.all(".attach-rows .attachment span:not(.muted)")]


def ids_in(visitor: Visitor) -> list[str]:
    return [field.attrs["value"] for field in visitor.all("input[name=file]")]


def how_many() -> int:
    return db.session.scalar(select(func.count()).select_from(Attachment)) or 0


def test_an_answer_brings_a_picture_and_a_paper(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    visitor.signed_in(people.trainer).post(f"/topics/{topic.id}/posts", a_form(PICTURE, PAPER))

    visitor.signed_in(people.classmate).get(f"/topics/{topic.id}")
    (picture,) = visitor.all("#post-2 .attachments img")
    assert (picture.attrs["alt"], picture.attrs["width"], picture.attrs["height"]) == (
        SHOWS,
        "640",
        "480",
    )
    (paper,) = visitor.all("#post-2 .attachment a")
    assert paper.to_text() == "Budget.pdf"
    assert visitor.get(paper.attrs["href"]).data == PDF


def test_a_topic_begins_with_files_too(visitor: Visitor, people: People) -> None:
    form = a_form(PAPER, kind="question", title="Who pays?")
    answer = visitor.signed_in(people.trainee).post(
        f"/forum/edition-{people.edition.id}/topics", form
    )
    visitor.get(answer.location)
    assert [link.to_text() for link in visitor.all("#post-1 .attachment a")] == ["Budget.pdf"]


def test_a_picture_is_made_small_and_loses_where_it_was_taken(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    file = BytesIO()
    exif = Image.Exif()
    exif[0x010F] = CAMERA
    Image.effect_noise((1000, 750), 60).convert("RGB").save(file, "JPEG", quality=70, exif=exif)
    assert 480 * 1024 > file.tell() > 2 * LARGEST_PICTURE

    form = a_form((file.getvalue(), "noise.jpg", SHOWS))
    visitor.signed_in(people.trainer).post(f"/topics/{topic.id}/posts", form)

    (row,) = of_answer()
    with storage().open(row.digest) as kept:
        data = kept.read()
    assert len(data) == row.size <= LARGEST_PICTURE
    assert CAMERA.encode() not in data


def test_a_form_sent_twice_attaches_once(visitor: Visitor, people: People, topic: Topic) -> None:
    key = str(uuid4())
    visitor.signed_in(people.trainer)
    for _click in range(2):
        visitor.post(f"/topics/{topic.id}/posts", a_form(PICTURE, PAPER, key=key))
    assert names() == ["IMG_1.jpg", "Budget.pdf"]
    assert how_many() == 2


@pytest.mark.parametrize(
    ("data", "name", "sentence"),
    [
        (SVG, "map.svg", "This kind of file is not taken."),
        (b"<!doctype html><script>alert(1)</script>", "map.jpg", "This kind of file is not taken."),
        (b"%PDF-1.7 <html><script>alert(1)</script>", "a.pdf", "This kind of file is not taken."),
        (PDF + an_archive({"a.html": "<script>"}), "a.pdf", "This kind of file is not taken."),
        (a_photo()[:2000], "half.jpg", "This picture cannot be read."),
        (a_drawing(8000, 6000), "flood.png", "This picture has too many pixels."),
        (b"", "empty.pdf", "This file is empty."),
    ],
)
def test_a_file_that_is_refused_says_why_and_everything_else_is_kept(
    visitor: Visitor, people: People, topic: Topic, data: bytes, name: str, sentence: str
) -> None:
    form = a_form(PAPER, (data, name, "A map of the yard."))
    visitor.signed_in(people.trainer).post(f"/topics/{topic.id}/posts", form, status=422)

    (fault,) = visitor.all("#file-2-error")
    assert f"{name}: {sentence}" in fault.to_text()
    assert visitor.all("textarea[name=body]")[0].to_text() == "Look at this."
    assert visitor.all("input[name=shows-2]")[0].attrs["value"] == "A map of the yard."
    assert in_form(visitor) == ["Budget.pdf"]
    assert of_answer() == []

    again = a_form(key=form["key"], file=ids_in(visitor))
    visitor.post(f"/topics/{topic.id}/posts", again)
    assert names() == ["Budget.pdf"]


def test_a_document_that_is_a_bomb_is_refused_and_a_large_one_is_not(
    visitor: Visitor, people: People, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lms.files.kinds._MOST_UNPACKED", 1000)
    bomb = (a_docx(**{"word/media/a.xml": "0" * 1001}), "bomb.docx", "")
    large = (a_docx(**{"word/media/a.xml": "0" * 900}), "large.docx", "")
    visitor.signed_in(people.trainer)
    visitor.post(f"/topics/{topic.id}/posts", a_form(bomb, large), status=422)
    assert "bomb.docx: This document is far larger inside than it looks." in visitor.text()
    assert in_form(visitor) == ["large.docx"]


def test_a_form_without_a_text_keeps_its_files(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    visitor.signed_in(people.trainer)
    form = a_form(PICTURE, body="")
    visitor.post(f"/topics/{topic.id}/posts", form, status=422)
    assert in_form(visitor) == ["IMG_1.jpg"]
    (row,) = ids_in(visitor)
    assert visitor.all(f"input[name=shows-of-{row}]")[0].attrs["value"] == SHOWS

    visitor.post(f"/topics/{topic.id}/posts", a_form(key=form["key"], file=[row]))
    assert names() == ["IMG_1.jpg"]


def test_in_another_language_its_files_and_their_words_are_still_there(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    address, form = f"/topics/{topic.id}", a_form(PICTURE, body="")
    visitor.signed_in(people.trainer)
    from_it = {"Referer": f"http://localhost{address}"}
    visitor.post(f"{address}/posts", form, status=422, headers=from_it)

    visitor.get(choose(visitor, "es"))

    assert in_form(visitor) == ["IMG_1.jpg"]
    (row,) = ids_in(visitor)
    assert visitor.all(f"input[name=shows-of-{row}]")[0].attrs["value"] == SHOWS
    assert visitor.all("input[name=key]")[0].attrs["value"] == form["key"]


def test_a_picture_needs_words_and_a_paper_does_not(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    visitor.signed_in(people.trainer)
    form = a_form((a_photo(), "yard.jpg", " "), PAPER)
    visitor.post(f"/topics/{topic.id}/posts", form, status=422)
    picture, paper = ids_in(visitor)
    (fault,) = visitor.all(".attach-rows .field-error")
    assert fault.attrs["id"] == f"shows-of-{picture}-error"
    assert fault.to_text() == "Say what it shows, for those who do not see it."

    said = {f"shows-of-{picture}": "A yard with two dryers."}
    visitor.post(
        f"/topics/{topic.id}/posts", a_form(key=form["key"], file=[picture, paper], **said)
    )
    assert [row.shows for row in of_answer()] == ["A yard with two dryers.", ""]


def test_a_preview_keeps_files_for_the_form(visitor: Visitor, people: People, topic: Topic) -> None:
    visitor.signed_in(people.trainer)
    visitor.post(f"/topics/{topic.id}/preview", a_form(PICTURE), status=200)
    assert "This is how it will look" in visitor.text()
    assert in_form(visitor) == ["IMG_1.jpg"]
    assert of_answer() == []


def test_a_post_carries_no_more_than_four(visitor: Visitor, people: People, topic: Topic) -> None:
    papers = [(PDF + str(number).encode(), f"{number}.pdf", "") for number in range(5)]
    visitor.signed_in(people.trainer)
    form = a_form(*papers[:MOST_FILES], body="")
    visitor.post(f"/topics/{topic.id}/posts", form, status=422)
    held = ids_in(visitor)
    assert len(held) == MOST_FILES
    assert visitor.all("input[type=file]") == []

    five = a_form(papers[4], key=form["key"], file=held)
    visitor.post(f"/topics/{topic.id}/posts", five, status=422)
    assert "A post carries 4 files. Leave one out." in visitor.text()

    held = ids_in(visitor)
    left = a_form(key=form["key"], file=held, **{f"out-{held[0]}": "y"})
    visitor.post(f"/topics/{topic.id}/posts", left)
    assert names() == ["1.pdf", "2.pdf", "3.pdf", "4.pdf"]


def test_what_is_left_out_is_below_no_post(visitor: Visitor, people: People, topic: Topic) -> None:
    visitor.signed_in(people.trainer)
    form = a_form(PAPER, body="")
    visitor.post(f"/topics/{topic.id}/posts", form, status=422)
    (number,) = ids_in(visitor)
    left = a_form(key=form["key"], file=[number], **{f"out-{number}": "y"})
    visitor.post(f"/topics/{topic.id}/posts", left)
    assert names() == []


def test_nobody_attaches_what_another_person_has_in_hand(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    theirs = a_file_in_hand(people.trainee, key=uuid4(), at=now)
    mine = a_file_in_hand(people.trainer, PDF + b"mine", "mine.pdf", key=uuid4(), at=now)
    form = a_form(file=[str(theirs.id), str(mine.id), "x", "9" * 30])
    visitor.signed_in(people.trainer).post(f"/topics/{topic.id}/posts", form)
    assert names() == ["mine.pdf"]


def test_a_person_has_so_much_room(
    visitor: Visitor, people: People, topic: Topic, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(forms, "room", lambda: len(PDF) + 3)
    form = a_form(PAPER, (PDF + b"more", "more.pdf", ""))
    visitor.signed_in(people.trainer).post(f"/topics/{topic.id}/posts", form, status=422)
    assert "more.pdf: Your files have used up their room." in visitor.text()
    assert in_form(visitor) == ["Budget.pdf"]


def test_an_author_changes_the_files_of_a_post(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    post = a_post(topic, people.trainer, at=now)
    gone = a_file_below(post, people.trainer, at=now).id
    visitor.signed_in(people.trainer).get(f"/p/{post.id}/edit")
    assert in_form(visitor) == ["plan.pdf"]

    form = a_form((PDF + b"2", "plan 2.pdf", ""), key=str(post.key), body="Half of it.")
    visitor.post(f"/p/{post.id}/revisions", form | {f"out-{gone}": "y"})

    assert names() == ["plan 2.pdf"]
    visitor.get(f"/topics/{topic.id}")
    assert "changed" in visitor.all("#post-2 h2")[0].to_text()
    visitor.get(f"/p/{post.id}/files/{gone}", status=404)


def test_a_change_that_says_nothing_of_files_leaves_them(
    visitor: Visitor, people: People, topic: Topic, now: datetime
) -> None:
    post = a_post(topic, people.trainer, at=now)
    a_file_below(post, people.trainer, at=now)
    visitor.signed_in(people.trainer).post(f"/p/{post.id}/revisions", {"body": "A third."})
    assert (names(), of_answer()[0].shows) == (["plan.pdf"], SHOWS)


def test_binding_takes_no_more_than_a_post_carries(
    people: People, topic: Topic, now: datetime
) -> None:
    post = a_post(topic, people.trainer, at=now)
    rows = [
        a_file_in_hand(people.trainer, PDF + bytes([number]), key=post.key, at=now).id
        for number in range(MOST_FILES + 1)
    ]
    actions.bind(post, rows[:MOST_FILES], people.trainer)
    actions.bind(post, rows[:MOST_FILES], people.trainer)
    assert len(of_answer()) == MOST_FILES
    with pytest.raises(actions.TooManyError):
        actions.bind(post, rows, people.trainer)


def test_a_form_with_files_here_and_files_that_come_costs_no_more_than_any_change(
    visitor: Visitor, people: People, topic: Topic
) -> None:
    visitor.signed_in(people.trainer)
    form = a_form(PICTURE, (PDF + b"2", "more.pdf", ""), body="")
    visitor.post(f"/topics/{topic.id}/posts", form, status=422)
    here = ids_in(visitor)
    again = a_form(PAPER, (PDF + b"3", "third.pdf", ""), key=form["key"], file=here)
    visitor.post(f"/topics/{topic.id}/posts", again)
    assert len(of_answer()) == 4
    assert visitor.statements <= 14
