"""Texts that are kept in several languages, in that of the reader as far as there is one."""

from collections.abc import Mapping
from typing import NamedTuple

from lms.i18n import LANGUAGE_NAMES, language


class Said(NamedTuple):
    text: str
    language: str

    def __str__(self) -> str:
        return self.text


def said(texts: Mapping[str, str]) -> Said:
    """In the reader's language, else in English, else in whichever there is."""
    for code in (language(), *LANGUAGE_NAMES):
        if texts.get(code):
            return Said(texts[code], code)
    return Said("", language())
