"""Mails for tests, and a site that receives them in a maildir."""

from collections import Counter
from dataclasses import replace
from email.message import EmailMessage
from pathlib import Path
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import select

from lms.accounts.models import User
from lms.db import db
from lms.forum.models import Post, Topic
from lms.forum.reply_addresses import address_for
from lms.inbound import actions
from lms.inbound.models import InboundMail, Outcome
from lms.jobs.models import Job

DOMAIN = "learn.example.org"
OWN = "noreply@learn.example.org"
SERVER = "mx.example.org"
WORDS = "Half of it, and a receipt for each."


def receiving(app: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch, **more: str) -> Path:
    """A site whose mails lie in the maildir that this gives."""
    inbox = folder / "inbox"
    for name in ("new", "cur", "tmp"):
        (inbox / name).mkdir(parents=True)
    settings = replace(
        app.extensions["settings"],
        data_dir=folder / "data",
        mail_domain=DOMAIN,
        mail_from=f"Weft <{OWN}>",
        mail_inbox=f"maildir://{inbox}",
        **more,
    )
    monkeypatch.setitem(app.extensions, "settings", settings)
    return inbox


def a_mail(sender: str, to: str, text: str = WORDS, **headers: str) -> EmailMessage:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = sender, to, "Re: Who pays?"
    message["Message-ID"] = f"<{uuid4()}@mail.example.org>"
    for name, value in headers.items():
        header = name.replace("_", "-")
        del message[header]
        message[header] = value
    message.set_content(text)
    return message


def an_answer(person: User, topic: Topic, text: str = WORDS, **headers: str) -> EmailMessage:
    return a_mail(f"{person.name} <{person.email}>", address_for(person, topic.id), text, **headers)


def drop(inbox: Path, *mails: EmailMessage | bytes) -> None:
    for mail in mails:
        raw = mail if isinstance(mail, bytes) else mail.as_bytes()
        (inbox / "new" / f"{len(list(inbox.glob('*/*'))):06}.{uuid4()}").write_bytes(raw)


def left_in(inbox: Path) -> int:
    return len(list(inbox.glob("new/*"))) + len(list(inbox.glob("cur/*")))


def read(inbox: Path, *mails: EmailMessage | bytes) -> Counter[Outcome]:
    drop(inbox, *mails)
    return actions.read()


def posts_of(person: User) -> list[Post]:
    query = select(Post).where(Post.author_id == person.id).order_by(Post.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def outcomes() -> list[InboundMail]:
    query = select(InboundMail).order_by(InboundMail.id)
    return list(db.session.scalars(query.execution_options(populate_existing=True)))


def letters() -> list[dict[str, str]]:
    """Answers that are on their way, the oldest first."""
    jobs = db.session.scalars(select(Job).where(Job.kind == "mail").order_by(Job.id))
    return [job.payload for job in jobs if "auto_submitted" in job.payload]
