"""Mails that no person wrote are not posted and not answered, whatever they are sent to."""

from pathlib import Path

import pytest

from lms.forum.models import Topic
from lms.forum.reply_addresses import address_for
from lms.inbound.models import Outcome
from tests.inbound.factories import OWN, a_mail, an_answer, letters, posts_of, read
from tests.people import People

AWAY, BOUNCE = Outcome.OUT_OF_OFFICE, Outcome.BOUNCE
LIST, AUTOMATIC = Outcome.LIST, Outcome.AUTO_GENERATED


@pytest.mark.parametrize(
    ("header", "value", "outcome"),
    [
        ("Auto-Submitted", "auto-replied", AWAY),
        ("Auto-Submitted", "auto-generated; type=x", AUTOMATIC),
        ("X-Autoreply", "yes", AWAY),
        ("Precedence", "auto_reply", AWAY),
        ("Precedence", "bulk", AUTOMATIC),
        ("Precedence", "list", LIST),
        ("List-Id", "<brokers.lists.example.org>", LIST),
        ("List-Unsubscribe", "<https://lists.example.org/x>", LIST),
        ("Return-Path", "<>", BOUNCE),
        ("X-Failed-Recipients", "ana@example.org", BOUNCE),
        ("Subject", "Out of office: Re: Who pays?", AWAY),
        ("Subject", "Automatic reply: Who pays?", AWAY),
        ("Subject", "Respuesta automática: ¿Quién paga?", AWAY),
        ("Subject", "Fuera de la oficina hasta el lunes", AWAY),
        ("Subject", "Réponse automatique : Qui paie ?", AWAY),
        ("Subject", "Absence du bureau", AWAY),
        ("Subject", "Resposta automática: Quem paga?", AWAY),
        ("Subject", "Fora do escritório", AWAY),
        ("From", f"Weft <{OWN}>", AUTOMATIC),
        ("From", "no-reply@example.org", AUTOMATIC),
        ("From", "MAILER-DAEMON@example.org", BOUNCE),
    ],
)
def test_they_are_left_alone(
    inbox: Path, people: People, topic: Topic, header: str, value: str, outcome: Outcome
) -> None:
    named = header.replace("-", "_")

    assert read(inbox, an_answer(people.trainee, topic, **{named: value})) == {outcome: 1}
    assert posts_of(people.trainee) == []
    assert letters() == []


def test_a_report_of_a_server_is_a_bounce(inbox: Path, people: People, topic: Topic) -> None:
    mail = an_answer(people.trainee, topic)
    mail.replace_header("Content-Type", "multipart/report; boundary=b")

    assert read(inbox, mail) == {BOUNCE: 1}


@pytest.mark.parametrize("subject", ["Re: Out of office", "Automobiles", "Office hours, out loud"])
def test_people_who_speak_of_it_are_people(
    inbox: Path, people: People, topic: Topic, subject: str
) -> None:
    mail = an_answer(people.trainee, topic, Subject=subject, Auto_Submitted="no")
    assert read(inbox, mail) == {Outcome.POSTED: 1}


def test_a_storm_of_programs_ends_after_one_letter(
    inbox: Path, people: People, topic: Topic
) -> None:
    """One that says it is none answers every letter; each time from the address of a member."""
    storm = [a_mail(people.trainee.email, f"{number}@learn.example.org") for number in range(40)]
    assert read(inbox, *storm) == {Outcome.UNKNOWN_ADDRESS: 40}
    assert len(letters()) == 1
    own = letters()[0]
    echo = a_mail(
        people.trainee.email,
        address_for(people.trainee, topic.id),
        own["body"],
        Auto_Submitted=own["auto_submitted"],
    )

    assert read(inbox, echo) == {AWAY: 1}
    assert len(letters()) == 1
