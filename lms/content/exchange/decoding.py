"""From the bytes of a file to its text, with the encoding that was found."""

import codecs

from lms.content.exchange.entry import Trouble, UnreadableError

UTF_8, UTF_16, WINDOWS_1252 = "UTF-8", "UTF-16", "Windows-1252"
_MARKS = {codecs.BOM_UTF8: UTF_8, codecs.BOM_UTF16_LE: UTF_16, codecs.BOM_UTF16_BE: UTF_16}


def decoded(source: bytes) -> tuple[str, str]:
    """(text, encoding). Raises UnreadableError for what is no text.

    What is not UTF-8 is taken for Windows-1252, in which older programs save: a guess that has
    to be said aloud, because a wrong one shows in accents only.
    """
    mark = next((mark for mark in _MARKS if source.startswith(mark)), b"")
    tries = [_MARKS[mark]] if mark else [UTF_8, WINDOWS_1252]
    for encoding in tries:
        try:
            text = source.decode("utf-8-sig" if encoding == UTF_8 else encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text, encoding
    raise UnreadableError(Trouble.NOT_TEXT)
