"""Letters: written in the reader's language during a request, sent by a job after its commit."""

import smtplib
from collections.abc import Sequence
from datetime import datetime
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Any
from urllib.parse import unquote, urlsplit

from flask import current_app, render_template

from lms.config import Settings
from lms.i18n import in_language
from lms.jobs import actions as jobs
from lms.letters import in_one_line, printed

HEADERS = {
    "reply_to": "Reply-To",
    "in_reply_to": "In-Reply-To",
    "references": "References",
    "auto_submitted": "Auto-Submitted",
    "list_id": "List-Id",
}
"""What may stand in a letter besides its text, and the header that says it; empty says nothing."""


def send(to: str, letter: str, *, language: str, at: datetime, **context: Any) -> None:
    """Queue the letter `mail/<letter>.txt`: its first line is the subject, the rest the text."""
    jobs.enqueue("mail", at=at, **written(to, letter, language=language, **context))


def send_all(letters: Sequence[dict[str, Any]], *, at: datetime) -> None:
    """Queue many that were `written`."""
    jobs.enqueue_all("mail", letters, at=at)


def written(to: str, letter: str, *, language: str, **context: Any) -> dict[str, Any]:
    """A letter in its reader's language, not queued yet.

    Add `message_id`, what `HEADERS` names, or `unsubscribe` to it where it needs them.
    """
    with in_language(language):
        text = render_template(f"mail/{letter}.txt", **context)
    subject, _, body = text.strip().partition("\n")
    return {"to": to, "subject": subject.strip(), "body": body.strip()}


@jobs.handles("mail")
def deliver(payload: dict[str, Any]) -> None:
    settings: Settings = current_app.extensions["settings"]
    message = EmailMessage()
    message["From"], message["To"] = settings.mail_from, payload["to"]
    message["Subject"] = in_one_line(payload["subject"])
    message["Date"] = formatdate()
    message["Message-ID"] = payload.get("message_id") or make_msgid(domain=settings.host)
    for name, header in HEADERS.items():
        if said := payload.get(name):
            message[header] = said
    if leaving := payload.get("unsubscribe"):
        message["List-Unsubscribe"] = f"<{leaving}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(printed(payload["body"]) + "\n")
    if settings.mail_url:
        _by_smtp(message, settings.mail_url)
    else:
        _into_outbox(message, settings)


def _by_smtp(message: EmailMessage, address: str) -> None:
    url = urlsplit(address)
    connect = smtplib.SMTP_SSL if url.scheme == "smtps" else smtplib.SMTP
    with connect(url.hostname or "localhost", url.port or 0, timeout=20) as server:
        if url.scheme == "smtp+starttls":
            server.starttls()
        if url.username:
            server.login(unquote(url.username), unquote(url.password or ""))
        server.send_message(message)


def _into_outbox(message: EmailMessage, settings: Settings) -> None:
    """Without a mail server letters are files, which a first look at the platform can read."""
    outbox = settings.data_dir / "outbox"
    outbox.mkdir(parents=True, exist_ok=True)
    name = str(message["Message-ID"]).strip("<>").partition("@")[0]
    (outbox / f"{name}.eml").write_bytes(message.as_bytes())
    current_app.logger.info("No mail server is set: a letter lies in %s", outbox)
