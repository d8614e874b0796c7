"""The page on which an administrator sees what became of mails, and nothing of what they said."""

from pathlib import Path

from lms.forum.models import Topic
from tests.inbound.factories import WORDS, an_answer, posts_of, read
from tests.people import People
from tests.visitor import Visitor


def test_outcomes_are_listed_without_a_word_of_the_mails(
    inbox: Path, people: People, topic: Topic, visitor: Visitor
) -> None:
    mail = an_answer(people.trainee, topic)
    read(inbox, mail, mail, an_answer(people.classmate, topic, "> nothing", Subject="Hush"))
    visitor.signed_in(people.administrator).get("/admin/mail")

    page = visitor.text()
    for said in ("Posted", "Nothing written in it", people.trainee.name, "came 2 times"):
        assert said in page
    for kept_back in (WORDS, "Hush", people.trainee.email, "mail.example.org"):
        assert kept_back not in page
    (post,) = posts_of(people.trainee)
    assert [link.attrs["href"] for link in visitor.all(".row a")] == [f"/p/{post.id}"]


def test_the_health_of_the_site_counts_those_that_were_refused(
    inbox: Path, people: People, topic: Topic, visitor: Visitor
) -> None:
    read(
        inbox,
        an_answer(people.trainee, topic),
        an_answer(people.classmate, topic, "> nothing"),
        an_answer(people.classmate, topic, Auto_Submitted="auto-replied"),
    )
    visitor.signed_in(people.administrator).get("/admin/health")

    assert "1 mails refused in 7 days" in visitor.text()


def test_a_site_that_reads_no_mail_does_not_speak_of_it(visitor: Visitor, people: People) -> None:
    visitor.signed_in(people.administrator).get("/admin/health")
    assert "mails refused" not in visitor.text()
