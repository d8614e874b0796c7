"""The text of a mail from its parts, in whatever letters it came; and whether files came along."""

import codecs
import re
from collections.abc import Iterator
from email.message import EmailMessage
from typing import NamedTuple

from lms.mailtext.cutting import cut
from lms.mailtext.flowing import rejoined, unflowed
from lms.mailtext.from_html import text_from

MOST_BYTES = 512 * 1024
MOST_TAGS = 20_000
DEEPEST = 20
USUAL = "windows-1252"  # what a program means that names no letters, or too few of them
SAID_FOR_IT = frozenset({"", "ascii", "iso8859-1"})
KNOWN = re.compile(
    r"utf-(8|8-sig|16|16-le|16-be|32)|ascii|iso8859-\d+|cp(437|85\d|86\d|125\d|93\d|949|950)|mac-\w+"
    r"|koi8-[rtu]|gb2312|gbk|gb18030|big5|shift_jis|euc_(jp|kr)|iso2022_(jp|kr)"
)
NO_FILE = frozenset({"application/pgp-signature", "application/pkcs7-signature", "text/calendar"})
UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u200e\u200f\u2060\ufeff]")


class UnknownLettersError(Exception):
    """The text is in letters that are not known here, or not in those it says."""


class TooMuchTextError(Exception):
    """Nobody types so much; it is not looked through."""


class Said(NamedTuple):
    text: str
    files: int


class _Piece(NamedTuple):
    text: str
    broken: bool
    """Whether a program may have broken its lines."""


def said_in(message: EmailMessage) -> Said:
    """What the writer of this mail wrote in it, and how many files came with it."""
    pieces = list(_pieces(message, 0))
    text = "\n\n".join(piece.text for piece in pieces)
    own = cut(text)
    if pieces and pieces[0].broken:
        own = rejoined(own)
    lines = [line.rstrip() for line in own.split("\n")]
    return Said(re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip(), sum(_files(message, 0)))


def _pieces(part: EmailMessage, depth: int) -> Iterator[_Piece]:
    kind = part.get_content_type()
    if part.is_multipart() and depth < DEEPEST:
        children = [list(_pieces(child, depth + 1)) for child in _children(part)]
        if kind == "multipart/alternative":
            children = _best(children)
        for found in children:
            yield from found
    elif kind in {"text/plain", "text/html"} and not _is_file(part):
        yield _html(part) if kind == "text/html" else _plain(part)


def _children(part: EmailMessage) -> list[EmailMessage]:
    """A mail within the mail is a file."""
    if part.get_content_type() == "message/rfc822":
        return []
    return [child for child in part.iter_parts() if isinstance(child, EmailMessage)]


def _best(ways: list[list[_Piece]]) -> list[list[_Piece]]:
    """The same text said in several ways, the plainest first: the first that says something."""
    return [way for way in ways if any(piece.text.strip() for piece in way)][:1]


def _plain(part: EmailMessage) -> _Piece:
    text = _decoded(part)
    flowed = str(part.get_param("format", "")).lower() == "flowed"
    if flowed:
        without = str(part.get_param("delsp", "")).lower() == "yes"
        text = unflowed(text, without_blank=without)
    return _Piece(text.replace("\u00a0", " "), broken=not flowed)


def _html(part: EmailMessage) -> _Piece:
    html = _decoded(part)
    if html.count("<") > MOST_TAGS:
        raise TooMuchTextError
    return _Piece(text_from(html), broken=False)


def _decoded(part: EmailMessage) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    if len(raw) > MOST_BYTES:
        raise TooMuchTextError
    text = _in_letters(raw, part.get_content_charset() or "")
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return UNPRINTED.sub("", text).encode("utf-8", "ignore").decode()


def _in_letters(raw: bytes, named: str) -> str:
    """As it says; where that cannot be, in UTF-8 or what its program probably means."""
    for name in _candidates(named):
        try:
            return raw.decode(name)
        except UnicodeError:
            continue
    raise UnknownLettersError


def _candidates(named: str) -> list[str]:
    try:
        name = codecs.lookup(named).name if named else ""
    except LookupError:
        return ["utf-8"]
    if name in SAID_FOR_IT:
        return ["utf-8", USUAL, "iso8859-1"]
    if name == "utf-8":
        return ["utf-8", USUAL]
    return [name] if KNOWN.fullmatch(name) else ["utf-8"]


def _files(part: EmailMessage, depth: int) -> Iterator[int]:
    if part.is_multipart() and depth < DEEPEST and part.get_content_type() != "message/rfc822":
        for child in _children(part):
            yield from _files(child, depth + 1)
    elif _is_file(part) and part.get_content_type() not in NO_FILE:
        yield 1


def _is_file(part: EmailMessage) -> bool:
    """Pictures that a text shows, such as the sign of an office, are none."""
    if part.get_content_disposition() == "attachment":
        return True
    if part.get_content_maintype() == "text":
        return part.get_filename() is not None
    return part.get_content_maintype() != "multipart" and not part.get("Content-ID")
