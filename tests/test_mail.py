"""What a letter says besides its text, in headers that other mail programs understand."""

from dataclasses import replace
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import pytest
from flask import Flask

from lms import mail

LETTER = {"to": "ana@example.org", "subject": "A post", "body": "Half of it."}
MORE = {
    "message_id": "<post.34.12@learn.example.org>",
    "reply_to": "reply+12.340.0.abc@learn.example.org",
    "in_reply_to": "<post.33.12@learn.example.org>",
    "references": "<topic.340@learn.example.org> <post.33.12@learn.example.org>",
    "auto_submitted": "auto-generated",
    "list_id": "<topic-340.learn.example.org>",
}


@pytest.fixture
def outbox(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    here = replace(app.extensions["settings"], data_dir=tmp_path)
    monkeypatch.setitem(app.extensions, "settings", here)
    return tmp_path / "outbox"


def written(outbox: Path) -> EmailMessage:
    (path,) = outbox.iterdir()
    message = message_from_bytes(path.read_bytes(), policy=policy.default)
    assert isinstance(message, EmailMessage)
    return message


def test_a_letter_carries_what_it_was_given(outbox: Path) -> None:
    mail.deliver(LETTER | MORE)

    message = written(outbox)
    said = {name: message[mail.HEADERS.get(name, "Message-ID")] for name in MORE}
    assert said == MORE
    assert message.get_content() == "Half of it.\n"


def test_what_is_empty_is_left_out(outbox: Path) -> None:
    mail.deliver(LETTER | {"reply_to": ""})

    message = written(outbox)
    assert [name for name in mail.HEADERS.values() if name in message] == []
    assert message["Message-ID"].startswith("<")


def test_no_value_can_add_a_header(outbox: Path) -> None:
    with pytest.raises(ValueError, match="linefeed"):
        mail.deliver(LETTER | {"list_id": "<x>\nBcc: everybody@example.org"})

    assert not outbox.exists()
