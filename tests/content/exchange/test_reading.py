"""Which format a text is in, which encoding a file, and what happens to the HTML in it."""

import pytest

from lms.content.exchange import (
    Format,
    Reason,
    Trouble,
    UnreadableError,
    decoded,
    read,
)
from lms.content.exchange.from_html import from_html
from lms.content.exchange.reasons import Reasons, joined, split
from lms.content.marks import bare, escaped, in_line, letters_of

AIKEN = """What is the right answer?
A. Is it this one?
B) Maybe this one
ANSWER: B

Which?
A. this
ANSWER: C

Nothing
"""


def test_aiken_is_known_by_its_answers() -> None:
    reading = read(AIKEN)

    assert reading.format == Format.AIKEN
    (entry,) = reading.entries
    assert (entry.question.ask, entry.line) == ("What is the right answer?", 1)
    assert [(row.text, row.right) for row in entry.question.options] == [  # type: ignore[union-attr]
        ("Is it this one?", False),
        ("Maybe this one", True),
    ]
    assert [(row.line, row.reason, row.about) for row in reading.refusals] == [
        (6, Reason.UNKNOWN_LETTER, "C"),
        (10, Reason.NO_ANSWER_LINE, ""),
    ]


@pytest.mark.parametrize(
    ("source", "form"), [("One?{T}", Format.GIFT), ("  <quiz></quiz>", Format.MOODLE_XML)]
)
def test_the_format_is_seen_from_the_text(source: str, form: Format) -> None:
    assert read(source).format == form


@pytest.mark.parametrize("source", ["", "  \n\n ", "\ufeff"])
def test_an_empty_text_is_no_file(source: str) -> None:
    with pytest.raises(UnreadableError, match="empty"):
        read(source)


def test_a_file_has_at_most_two_hundred_questions() -> None:
    many = "\n\n".join(f"Question {number}?{{T}}" for number in range(201))

    assert len(read(many.partition("\n\n")[2]).entries) == 200
    with pytest.raises(UnreadableError, match="too-many"):
        read(many)


@pytest.mark.parametrize(
    ("source", "text", "encoding"),
    [
        ("Año {T}".encode(), "Año {T}", "UTF-8"),
        ("Año {T}".encode("utf-8-sig"), "Año {T}", "UTF-8"),
        ("Año – “ja” {T}".encode("windows-1252"), "Año – “ja” {T}", "Windows-1252"),
        ("Año {T}".encode("utf-16"), "Año {T}", "UTF-16"),
    ],
)
def test_an_encoding_is_found(source: bytes, text: str, encoding: str) -> None:
    assert decoded(source) == (text, encoding)


@pytest.mark.parametrize("source", [b"\x00\x01\x02", b"GIF89a\x00", b"\x81\x8d", b"\xff\xfeA"])
def test_what_is_no_text_is_refused(source: bytes) -> None:
    with pytest.raises(UnreadableError) as refused:
        decoded(source)
    assert refused.value.trouble == Trouble.NOT_TEXT


@pytest.mark.parametrize(
    ("html", "marks", "shown"),
    [
        ("<p>a <b> b </b>c</p>", "a **b** c", "a <strong>b</strong> c"),
        ("<ul><li>a<li>b</ul>", "– a\n– b", "– a<br>\n– b"),
        ("a<br>b", "a\nb", "a<br>\nb"),
        ("a<script>alert(1)</script>b", "ab", "ab"),
        ("<b onclick='x()'>a</b>", "**a**", "<strong>a</strong>"),
        ("<a href='javascript:x()'>a</a>", "a", "a"),
        ("&lt;script&gt;x", "&lt;script\\>x", "&lt;script&gt;x"),
        ("<b>a<i>b</b>c</i>", "**a*****b****c*", None),
        ("<![foo", "&lt;!\\[foo", "&lt;![foo"),
        ("<code>a*b</code> <code>`</code>", "`a*b` \\`", "<code>a*b</code> `"),
    ],
)  # fmt: skip
def test_html_becomes_marks_and_nothing_that_runs(html: str, marks: str, shown: str | None) -> None:
    if shown is not None:
        assert (from_html(html), in_line(marks)) == (marks, shown)
    else:
        assert bare(from_html(html)) == "abc"


def test_a_link_is_kept_and_told_to_search_engines_as_a_members() -> None:
    text = from_html('<a href="https://example.org/a_(b)?c=d&e">page</a>')

    assert text == "[page](https://example.org/a_%28b%29?c=d&e)"
    assert in_line(text) == (
        '<a href="https://example.org/a_%28b%29?c=d&amp;e"'
        ' rel="noopener noreferrer nofollow ugc">page</a>'
    )


@pytest.mark.parametrize(
    "letters", ["a *b* _c_ `d` [e](f) <b> & > \\ # x", "1. a\n- b\n    c", "&amp;", "\\_", ""]
)
def test_escaped_letters_show_as_they_are(letters: str) -> None:
    text = escaped(letters)

    assert letters_of(text) == letters
    assert bare(text) == letters
    assert in_line(text).unescape().replace("<br>\n", "\n") == letters


def test_a_text_that_would_take_the_parser_long_is_shown_as_it_stands() -> None:
    text = "[" * 5000

    assert in_line(text) == text
    assert bare(text) == text


@pytest.mark.parametrize(
    ("reasons", "text"),
    [
        (Reasons("", ("", "", "")), ""),
        (Reasons("So.", ("", "", "")), "So."),
        (Reasons("", ("a", "", "c\nd")), "1. a\n2.\n3. c\n   d"),
        (Reasons("So.", ("a", "b", "c")), "So.\n\n1. a\n2. b\n3. c"),
        (Reasons("1. a\n2. b\n3. c", ("", "", "")), "1. a\n2. b\n3. c\n\n1.\n2.\n3."),
    ],
)
def test_reasons_of_lines_are_a_list_after_the_reason_of_the_whole(
    reasons: Reasons, text: str
) -> None:
    assert joined(reasons) == text
    assert split(text, 3) == reasons
