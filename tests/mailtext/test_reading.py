"""Sample mails of many programs and languages, with what their writers wrote in them."""

import random
from contextlib import suppress
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from time import process_time

import pytest

from lms.mailtext.cutting import cut
from lms.mailtext.reading import (
    Said,
    TooMuchTextError,
    UnknownLettersError,
    said_in,
)

MAILS = sorted((Path(__file__).parent / "mails").glob("*.eml"))
INTRODUCTION = "On Tue, 24 Nov 2026 at 09:12, Weft <noreply@learn.example.org> wrote:"


def read(raw: bytes) -> Said:
    return said_in(message_from_bytes(raw, policy=policy.default))


def a_mail(body: bytes, kind: str = "text/plain; charset=utf-8") -> bytes:
    return f"From: ana@example.org\nContent-Type: {kind}\n\n".encode() + body


@pytest.mark.parametrize("mail", MAILS, ids=lambda path: path.stem)
def test_what_was_written_is_left_and_nothing_else(mail: Path) -> None:
    expected = mail.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")

    assert read(mail.read_bytes()).text == expected


@pytest.mark.parametrize("language", ["en", "es", "fr", "pt"])
def test_there_are_mails_of_every_language(language: str) -> None:
    assert len(MAILS) >= 60
    assert len([mail for mail in MAILS if mail.stem.endswith(f"-{language}")]) >= 13


@pytest.mark.parametrize("mail", MAILS, ids=lambda path: path.stem)
def test_lines_may_end_as_on_other_systems(mail: Path) -> None:
    as_sent = mail.read_bytes()
    if b"utf-16" not in as_sent:
        assert read(as_sent.replace(b"\n", b"\r\n")) == read(as_sent)


def test_a_text_that_was_cut_is_not_cut_again() -> None:
    for mail in MAILS:
        text = mail.with_suffix(".txt").read_text(encoding="utf-8").rstrip("\n")
        assert cut(text) == text, mail.stem


def test_own_words_above_an_introduction_are_not_taken_for_it() -> None:
    own = "On reflection, 2027 is better."
    assert cut(f"{own}\n{INTRODUCTION}\n\n> Half of it.") == own


@pytest.mark.parametrize(
    ("kind", "files"),
    [
        ("attachment; filename=plan.pdf", 1),
        ("inline; filename=bus.jpg", 1),
        ("inline; filename=logo.png\nContent-ID: <logo@example.org>", 0),
    ],
)
def test_files_are_counted_and_signs_of_offices_are_not(kind: str, files: int) -> None:
    raw = (
        "--b\nContent-Type: text/plain\n\nHere it is.\n--b\n"
        f"Content-Type: image/png\nContent-Disposition: {kind}\n\nx\n--b--\n"
    )
    assert read(a_mail(raw.encode(), "multipart/mixed; boundary=b")) == Said("Here it is.", files)


def test_a_mail_within_a_mail_is_a_file() -> None:
    inner = EmailMessage()
    inner.set_content("What somebody else wrote.")
    outer = EmailMessage()
    outer.set_content("See this.")
    outer.add_attachment(inner)

    assert read(outer.as_bytes()) == Said("See this.", 1)


@pytest.mark.parametrize("letters", ["x-of-the-moon", "utf-7", "punycode", "zlib", "idna"])
def test_letters_that_are_not_known_are_not_guessed(letters: str) -> None:
    kind = f"text/plain; charset={letters}"

    assert read(a_mail("Déjà payé.".encode(), kind)).text == "Déjà payé."
    with pytest.raises(UnknownLettersError):
        read(a_mail(b"D\xe9j\xe0 pay\xe9.", kind))


def test_what_is_not_printed_is_left_out() -> None:
    assert read(a_mail(b"Half\x00 of\x07 it.\xef\xbb\xbf")).text == "Half of it."


def test_nobody_types_so_much() -> None:
    assert read(a_mail(b"word " * 100_000)).text
    with pytest.raises(TooMuchTextError):
        read(a_mail(b"word " * 110_000))


@pytest.mark.parametrize("seed", range(60))
def test_a_broken_mail_is_read_or_refused_by_name(seed: int) -> None:
    chance = random.Random(seed)  # noqa: S311  # the same each time
    raw = bytearray(chance.choice(MAILS).read_bytes())
    for _ in range(chance.randrange(1, 60)):
        place = chance.randrange(len(raw))
        raw[place : place + chance.randrange(3)] = chance.randbytes(chance.randrange(3))
    with suppress(UnknownLettersError, TooMuchTextError):
        assert "\x00" not in read(bytes(raw)).text


HOSTILE = {
    "heads": b"From: a\nSent: b\n" * 8_000,
    "almost heads": b"From: a\n\n" * 15_000,
    "introductions": b"On 1 a\n" * 20_000,
    "one long line": b"On 1 " * 60_000 + b"wrote:",
    "deep quotations": b">" * 200_000,
    "quotations in turn": b"> a\n\nb\n\n" * 12_000,
    "keys": b"From" * 60_000 + b":",
    "blanks": b" " * 300_000 + b"x",
    "rules": b"_" * 200_000 + b"x",
    "signatures": b"--\n" * 20_000,
    "closings": b"Best regards,\n" * 20_000,
    "devices": b"Sent from my telephone\n" * 4_000,
    "notices": b"Confidential\n\n" * 4_000,
}
HOSTILE_HTML = {
    "as many as are read": b"<b>" * 6_000 + b"</i>" * 6_000,
    "never closed": b"<b>" * 100_000,
    "closed often": b"<b>" * 60_000 + b"</i>" * 60_000,
    "deep": b"<blockquote>" * 9_000 + b"x",
    "links": b"<a href=http://a.example>" * 15_000,
    "half a comment": b"<!--" * 60_000,
    "half a tag": b"<a " * 60_000,
    "entities": b"&" * 60_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("kind", ["text/plain", "text/plain; format=flowed"])
@pytest.mark.long
def test_a_mail_made_to_take_long_does_not(body: bytes, kind: str) -> None:
    began = process_time()
    read(a_mail(body, kind))
    assert process_time() - began < 3


@pytest.mark.parametrize("body", HOSTILE_HTML.values(), ids=HOSTILE_HTML.keys())
@pytest.mark.long
def test_nor_one_in_html(body: bytes) -> None:
    began = process_time()
    with suppress(TooMuchTextError):
        read(a_mail(body, "text/html"))
    assert process_time() - began < 3


def test_parts_within_parts_end_somewhere() -> None:
    raw = "".join(
        f"Content-Type: multipart/mixed; boundary=b{depth}\n\n--b{depth}\n" for depth in range(60)
    )
    assert read(raw.encode() + b"Content-Type: text/plain\n\nToo deep.") == Said("", 0)
