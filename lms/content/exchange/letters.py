"""The letters all texts are made of."""

import re


def clean(source: str) -> str:
    """Without characters that no page shows and no XML may hold; lines end in one way."""
    return _UNSEEN.sub("", _ENDS.sub("\n", source).replace("\t", " "))


def line(raw: str) -> str:
    """A name, a unit, a partner to choose: one line."""
    return " ".join(clean(raw).split())


_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b\ufdd0-\ufdef\ufeff\ufffe\uffff\ud800-\udfff]"
)
