"""A comment stands beside the part it speaks of, and says which version its writer had read."""

import re

import pytest
from sqlalchemy import select

from lms.db import db
from lms.experience import actions as notes
from lms.experience.models import PARTS, ExperienceNote
from lms.note_comments.models import NoteComment
from lms.note_comments.policy import MOST_ANSWERS
from tests.experience.factories import NOW, an_experience
from tests.note_comments.factories import a_comment, an_answer, rewritten, sent
from tests.people import People
from tests.visitor import Visitor


@pytest.fixture
def note(people: People) -> ExperienceNote:
    """Ana's."""
    return an_experience(people.trainee)


def beside(visitor: Visitor, part: str) -> str:
    """What stands below the words of a part, spaces folded."""
    found = visitor.all(f"section[aria-labelledby={part}] .aside")
    return " ".join(" ".join(aside.to_text().split()) for aside in found)


def comments() -> list[NoteComment]:
    return list(db.session.scalars(select(NoteComment).order_by(NoteComment.id)))


def test_a_comment_stands_beside_its_part_and_nowhere_else(
    visitor: Visitor, people: People, note: ExperienceNote
) -> None:
    visitor.signed_in(people.classmate).get(f"/notes/{note.id}/parts/problem/comments")
    assert "Each paid the price of one spool." in visitor.text()
    place = visitor.post(f"/notes/{note.id}/parts/problem/comments", sent("**Who** paid?")).location
    visitor.get(place)
    visitor.get(f"/notes/{note.id}")
    assert re.match(
        r"BE Bruno Example .* Who paid\? On version 1 Answer", beside(visitor, "problem")
    )
    assert [tag.to_text() for tag in visitor.all(".aside strong")] == ["Who"]
    assert [part for part in PARTS if beside(visitor, part)] == ["problem"]


def test_once_the_part_reads_otherwise_it_leads_to_the_difference(
    visitor: Visitor, people: People, note: ExperienceNote
) -> None:
    a_comment(note, people.classmate)
    a_comment(note, people.classmate, part="action")
    for words in ("Each paid for two.", "Each paid for three."):
        rewritten(note, problem=words)
    a_comment(note, people.classmate, "And now?")
    visitor.signed_in(people.stranger).get(f"/notes/{note.id}")
    assert "On version 1 · What has changed since" in beside(visitor, "problem")
    assert "And now? On version 3 Answer" in beside(visitor, "problem")
    assert "What has changed" not in beside(visitor, "action")
    (link,) = [tag for tag in visitor.all(".aside a") if "changed" in tag.to_text()]
    visitor.get(link.attrs["href"])
    assert "Compared with version 1" in visitor.text()
    assert [tag.to_text().strip() for tag in visitor.all("ins")] == ["for three."]


def test_a_version_that_was_never_published_is_refused(
    visitor: Visitor, people: People, note: ExperienceNote
) -> None:
    """Its writer had version 1 before them, though the author has published another since."""
    rewritten(note, problem="Each paid for two.")
    visitor.signed_in(people.classmate)
    path = f"/notes/{note.id}/parts/problem/comments"
    for number in ("3", "0", "", "one"):
        visitor.post(path, sent() | {"number": number}, status=400)
    visitor.post(path, sent(number=1))
    assert [row.number for row in comments()] == [1]


def test_sent_twice_it_is_one_and_other_words_are_asked_about(
    visitor: Visitor, people: People, note: ExperienceNote
) -> None:
    path, form = f"/notes/{note.id}/parts/problem/comments", sent()
    visitor.signed_in(people.classmate)
    assert visitor.post(path, form).location == visitor.post(path, form).location
    visitor.post(path, form | {"body": "Something else?"}, status=422)
    assert visitor.all("#body")[0].to_text().strip() == "Something else?"
    assert visitor.all("input[name=key]")[0].attrs["value"] != form["key"]
    assert [row.body for row in comments()] == [form["body"]]
    row = comments()[0]
    visitor.signed_in(people.stranger).post(path, form)
    assert [one.author_id for one in comments()] == [row.author_id, people.stranger.id]


def test_what_is_refused_stays_typed_and_what_is_sent_ends_its_draft(
    visitor: Visitor, people: People, note: ExperienceNote
) -> None:
    path, draft = f"/notes/{note.id}/parts/cost/comments", f"{people.classmate.id}:comment-"
    visitor.signed_in(people.classmate).post(path, sent(""), status=422)
    assert "Write something first." in visitor.text()
    visitor.post(path, sent("x" * 1001), status=422)
    assert visitor.all("#body")[0].to_text().strip() == "x" * 1001
    (keeper,) = visitor.all("draft-keeper")
    assert keeper.attrs["key"] == f"{draft}{note.id}-cost"
    visitor.get(visitor.post(path, sent()).location)
    assert visitor.all(f"[data-drafts-done='{keeper.attrs['key']}']")


def test_nobody_fills_a_note_with_comments(
    visitor: Visitor, people: People, note: ExperienceNote
) -> None:
    for number in range(10):
        a_comment(note, people.classmate, f"Again {number}")
    path = f"/notes/{note.id}/parts/problem/comments"
    answer = visitor.signed_in(people.classmate).post(path, sent("One more"), status=429)
    assert answer.headers["Retry-After"] == "600"
    assert visitor.all("#body")[0].to_text().strip() == "One more"
    visitor.signed_in(people.stranger).post(path, sent("Mine"))


def test_answers_stand_one_level_below(
    visitor: Visitor, people: People, note: ExperienceNote
) -> None:
    comment = a_comment(note, people.classmate)
    visitor.signed_in(people.trainee).get(comment.address)
    place = visitor.post(f"{comment.address}/answers", sent("The oldest.")).location
    answer = comments()[1]
    assert place == f"{comment.address}#comment-{answer.id}"
    assert (answer.part, answer.number, answer.answers_id) == ("problem", 1, comment.id)
    visitor.get(f"/notes/{note.id}")
    assert "Who held the money?" in beside(visitor, "problem")
    assert "The oldest." in visitor.all(".comment-answers")[0].to_text()

    of_the_answer = f"/notes/{note.id}/comments/{answer.id}"
    assert visitor.get(of_the_answer, status=303).location == place
    visitor.signed_in(people.classmate).post(f"{of_the_answer}/answers", sent(), status=403)


def test_a_long_talk_goes_on_in_the_forum(
    visitor: Visitor, people: People, note: ExperienceNote
) -> None:
    comment = a_comment(note, people.classmate)
    answerers = (people.trainee, people.stranger)
    for number in range(MOST_ANSWERS):
        an_answer(comment, answerers[number % 2], f"Answer {number}")
    visitor.signed_in(people.classmate).get(comment.address)
    assert "Go on with it in the forum" in visitor.text()
    visitor.post(f"{comment.address}/answers", sent("More"), status=403)


def test_who_wrote_the_note_says_what_is_dealt_with_and_opens_it_again(
    visitor: Visitor, people: People, note: ExperienceNote
) -> None:
    comment = a_comment(note, people.classmate)
    visitor.signed_in(people.classmate).post(f"{comment.address}/resolution", status=403)
    visitor.signed_in(people.trainee).get("/notes")
    assert "Comments on your notes" in visitor.text()
    assert "1 open comment" in visitor.text()

    visitor.post(f"{comment.address}/resolution")
    visitor.get("/notes")
    assert "Comments on your notes" not in visitor.text()
    visitor.get(f"/notes/{note.id}")
    assert beside(visitor, "problem") == ""
    visitor.get(f"/notes/{note.id}/parts/problem/comments")
    assert "Dealt with" in visitor.text()
    visitor.post(f"{comment.address}/answers", sent(), status=403)

    visitor.post(f"{comment.address}/reopening")
    visitor.get(f"/notes/{note.id}")
    assert "Who held the money?" in beside(visitor, "problem")


def test_what_its_writer_takes_back_is_gone(
    visitor: Visitor, people: People, note: ExperienceNote
) -> None:
    comment = a_comment(note, people.classmate)
    answer = an_answer(comment, people.trainee)
    answer_page, part = f"/notes/{note.id}/comments/{answer.id}", f"/notes/{note.id}/parts/problem"
    visitor.signed_in(people.trainee).post(f"{comment.address}/withdrawal", status=403)
    visitor.signed_in(people.classmate).post(f"{comment.address}/withdrawal")
    visitor.get(f"{part}/comments")
    assert "Who held the money?" not in visitor.text()
    assert "Taken back by its author." in visitor.text()
    assert "The oldest of them." in visitor.text()

    visitor.signed_in(people.trainee).post(f"{answer_page}/withdrawal")
    visitor.get(f"{part}/comments")
    assert "Taken back" not in visitor.text()
    assert "Nothing yet." in visitor.text()


def test_visitors_and_those_who_may_not_read_the_note_see_none(
    visitor: Visitor, people: People
) -> None:
    public = an_experience(people.trainee, public=True)
    comment = a_comment(public, people.classmate)
    visitor.get(f"/notes/{public.id}")
    assert "Each paid the price of one spool." in visitor.text()
    assert "Who held the money?" not in visitor.text()
    assert visitor.all(".asides") == []
    visitor.get(comment.address, status=303)

    visitor.signed_in(people.stranger).get(comment.address)
    notes.withdraw(public, at=NOW)
    db.session.commit()
    for path in (comment.address, f"/notes/{public.id}/parts/problem/comments"):
        visitor.get(path, status=404)
    visitor.post(f"{comment.address}/answers", sent(), status=404)


def test_a_comment_is_found_at_its_own_note_alone(
    visitor: Visitor, people: People, note: ExperienceNote
) -> None:
    comment, other = a_comment(note, people.classmate), an_experience(people.trainee)
    visitor.signed_in(people.trainee).get(f"/notes/{other.id}/comments/{comment.id}", status=404)
    visitor.post(f"/notes/{other.id}/comments/{comment.id}/resolution", status=404)
    visitor.get(f"/notes/{note.id}/parts/title/comments", status=404)


def test_comments_on_a_part_that_is_empty_now_still_stand_there(
    visitor: Visitor, people: People
) -> None:
    note = an_experience(people.trainee, cost="Two hundred.")
    a_comment(note, people.classmate, "In which money?", part="cost")
    rewritten(note)
    visitor.signed_in(people.stranger).get(f"/notes/{note.id}")
    assert "In which money?" in beside(visitor, "cost")
    assert "This part is empty now." in visitor.text()
    assert visitor.all("section[aria-labelledby=lesson]") == []


def test_paper_and_file_have_none(visitor: Visitor, people: People, note: ExperienceNote) -> None:
    a_comment(note, people.classmate)
    visitor.signed_in(people.stranger).get(f"/notes/{note.id}")
    assert all("no-print" in tag.attrs["class"] for tag in visitor.all(".asides"))
    assert "Who held the money?" not in visitor.get(f"/notes/{note.id}.md").text


@pytest.mark.long
def test_a_note_with_many_comments_costs_what_one_with_a_few_costs(
    visitor: Visitor, people: People
) -> None:
    """The visitor refuses a page above 15 KB; the newest have room, and the rest is counted."""
    full = dict.fromkeys(("cost", "lesson"), "Some words that tell of it. " * 20)
    note = an_experience(people.trainee, **full)
    a_comment(note, people.classmate)
    visitor.signed_in(people.stranger).get(f"/notes/{note.id}")
    few = visitor.statements
    writers = (people.classmate, people.trainer, people.assessor, people.supervisor)
    for number in range(40):
        part, by = PARTS[number % 7], writers[number % 4]
        body = " ".join(f"word{number * letter}" for letter in range(110))
        an_answer(a_comment(note, by, body[:1000], part=part), people.trainee, body[:900])
        note_writer_waits(people)
    visitor.get(f"/notes/{note.id}")
    assert visitor.statements == few
    assert "6 open comments" in visitor.text()
    assert 1 <= len(visitor.all(".aside")) <= 14


def note_writer_waits(people: People) -> None:
    """The pace is that of another test."""
    for row in comments():
        row.at = NOW.replace(year=2020)
    db.session.commit()
