"""Words without what people leave out when they type: capitals, accents, the s of a plural.

Every engine that searches is given these words, so that all of them find the same.
"""

import re
import unicodedata
from collections.abc import Collection
from hashlib import sha256

SIGNS_OF_WORDS = "\u0900-\u0963\u0966-\u0df3"
"""What Python takes for no letter, though Indian scripts write vowels with it."""
LETTER = rf"(?:[^\W_]|[{SIGNS_OF_WORDS}])"
LONGEST = 60
"""Letters of a word that count; a longer one is an address or a slip."""
MARK = 16  # letters
LONGEST_STEM = 68  # of a short name, before its number


def folded(text: str) -> str:
    """In small letters, without accents; œ is oe. Vowel signs of Indian scripts are letters."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    return _NO_LETTER.sub("", letters).translate(_SPELT_OUT)


def words(text: str) -> list[str]:
    """The words of a text in their order, as they are compared."""
    plain = _ELIDED.sub(" ", folded(_GROUPED.sub("", text)))
    return [_singular(word)[:LONGEST] for word in _WORD.findall(plain)]


def _singular(word: str) -> str:
    """Clusters is cluster, réseaux is réseau: one rule for three languages, and no more."""
    if len(word) <= 3:  # noqa: PLR2004  # gas, más, los
        return word
    if word.endswith("eaux"):
        return word[:-1]
    return word[:-1] if word.endswith("s") and word[-2:] not in {"ss", "us", "is"} else word


_NO_LETTER = re.compile("[\u0300-\u036f\u0640\u064b-\u065f\u0670\u200c\u200d\ufe00-\ufe0f]")
_SPELT_OUT = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i"})
_GROUPED = re.compile("(?<=\\d)[.,'’\u00a0\u202f](?=\\d{3}(?!\\d))")
"""What stands between thousands: 10,000 and 10.000 are 10000."""
_ELIDED = re.compile(r"(?<!\w)[^\W\d_]['’ʼ](?=\w)|['’ʼ]s(?!\w)")
_WORD = re.compile(f"{LETTER}+")


def mark(text: str) -> str:
    """Another text has another mark."""
    return sha256(text.encode()).hexdigest()[:MARK]


def name_key(name: str) -> str:
    """A person's name as it is written after an @: `amina-ndiaye`, in any script."""
    return "-".join(_WORD.findall(folded(name)))


def free_key(title: str, taken: Collection[str], *, suffix: str = "") -> str:
    """A short name of plain letters, for an address, that no other has: `visit-to-the-tannery`."""
    letters = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    stem = re.sub(r"[^a-z0-9]+", "-", letters).strip("-")[:LONGEST_STEM].strip("-") or "piece"
    tries = (f"{stem}{f'-{number}' if number > 1 else ''}{suffix}" for number in range(1, 10_000))
    return next(name for name in tries if name not in taken)


def printed(text: str) -> str:
    """Without signs that nothing shows and some programs stumble over; lines end in one way."""
    return _CONTROLS.sub("", _LINE_ENDS.sub("\n", text))


def in_one_line(text: str) -> str:
    """A name, a title, the subject of a letter; the blanks that hold words together stay."""
    return _BLANKS.sub(" ", printed(text)).strip()


_LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_BLANKS = re.compile("[ \t\n]+")
