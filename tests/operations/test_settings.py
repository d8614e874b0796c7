import re
from dataclasses import fields
from pathlib import Path

import pytest

from lms.config import Settings, SettingsError, read_settings
from tests.operations.server import refused


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("LMS_PORT", "80", "LMS_PORT is not a setting; the README lists them all."),
        ("LMS_SERVER_TIMING", "perhaps", "LMS_SERVER_TIMING='perhaps': write yes or no."),
        ("LMS_WEB_THREADS", "many", "LMS_WEB_THREADS='many': write a whole number."),
        ("LMS_DEFAULT_LANGUAGE", "xx", "LMS_DEFAULT_LANGUAGE must be one of en, es, fr."),
        (
            "LMS_PUBLIC_URL",
            "learn.example.org",
            "LMS_PUBLIC_URL must be a whole address, such as https://learn.example.org.",
        ),
        (
            "LMS_SECRET_KEY",
            "short",
            "LMS_SECRET_KEY must be at least 32 characters long.",
        ),
        (
            "LMS_STORAGE_URL",
            "s3://key:hush@store.example.org",
            "LMS_STORAGE_URL must be such as s3://KEY:SECRET@store.example.org/bucket.",
        ),
        (
            "LMS_MAIL_INBOX",
            "maildir:///var/mail/learn",
            "LMS_MAIL_INBOX needs LMS_MAIL_DOMAIN, the domain of the addresses in it.",
        ),
    ],
)
def test_a_wrong_setting_is_named_in_a_sentence(name: str, value: str, sentence: str) -> None:
    with pytest.raises(SettingsError) as refusal:
        read_settings({name: value})

    assert str(refusal.value) == sentence


@pytest.mark.parametrize(
    ("address", "accepted"),
    [
        ("maildir:///var/mail/learn", True),
        ("maildir://var/mail/learn", False),
        ("imaps://learn:hush@mail.example.org/INBOX", True),
        ("imaps://mail.example.org/INBOX", False),
        ("imap://learn:hush@mail.example.org/INBOX", False),
        ("imap://learn:hush@127.0.0.1:1143/INBOX", True),
        ("pop3://learn:hush@mail.example.org", False),
    ],
)
def test_a_mailbox_is_asked_for_only_over_a_closed_line(address: str, *, accepted: bool) -> None:
    environ = {"LMS_MAIL_INBOX": address, "LMS_MAIL_DOMAIN": "learn.example.org"}
    if accepted:
        assert read_settings(environ).mail_inbox == address
        return
    with pytest.raises(SettingsError, match="LMS_MAIL_INBOX must be such as") as refusal:
        read_settings(environ)
    assert "hush" not in str(refusal.value)


def test_every_fault_is_named_at_once() -> None:
    with pytest.raises(SettingsError) as refusal:
        read_settings({"LMS_PORT": "80", "LMS_WEB_WORKERS": "-1"})

    assert str(refusal.value).splitlines() == [
        "LMS_PORT is not a setting; the README lists them all.",
        "LMS_WEB_WORKERS='-1': write a whole number.",
    ]


def test_passwords_are_not_sent_in_the_clear_unless_that_is_asked_for() -> None:
    address = {"LMS_PUBLIC_URL": "http://learn.example.org"}

    with pytest.raises(SettingsError, match="would send passwords in the clear"):
        read_settings(address)
    asked = read_settings(address | {"LMS_ALLOW_INSECURE_HTTP": "yes"})

    assert asked.host == "learn.example.org"


def test_a_wrong_setting_stops_the_server_without_a_traceback(tmp_path: Path) -> None:
    answer = refused("--data", tmp_path, "--port", 0, LMS_WEB_THREADS="many")

    assert answer == (2, "LMS_WEB_THREADS='many': write a whole number.\n")


def test_every_setting_stands_in_the_readme_and_no_other(repository: Path) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| `(LMS_[A-Z_]+)` \|", readme, re.MULTILINE)

    assert rows == [f"LMS_{field.name.upper()}" for field in fields(Settings)]
