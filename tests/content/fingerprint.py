"""What the tests may know of the programme document, which is copyrighted and not kept here.

    python -m tests.content.fingerprint TEXT

takes the path of the document as a text file and writes beside this script:

- `programme_2001.fingerprints`: the first 8 hex digits of SHA-256 of every run of nine words, in
  small letters, sorted. Nobody can read the text out of them; a copied sentence is found by them.
- `programme_2001.numbers`: the numbers between its introduction and its bibliography.
"""

import hashlib
import re
import sys
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from lms.content.figures import numbers

LENGTH = 9
HERE = Path(__file__).parent
FINGERPRINTS = HERE / "programme_2001.fingerprints"
NUMBERS = HERE / "programme_2001.numbers"


class Run(NamedTuple):
    """Nine words, and the line on which they begin."""

    line: int
    words: tuple[str, ...]


def runs(text: str) -> Iterator[Run]:
    found = [
        (line, word)
        for line, said in enumerate(text.splitlines(), 1)
        for word in re.findall(r"[a-z0-9]+", said.lower())
    ]
    for start in range(len(found) - LENGTH + 1):
        yield Run(found[start][0], tuple(word for _, word in found[start : start + LENGTH]))


def fingerprint(words: tuple[str, ...]) -> str:
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:8]


def body(text: str) -> str:
    """Without the list of contents and the bibliography, whose numbers are pages and years."""
    return text[text.index("\nIntroduction\n") : text.rindex("\nBibliography\n")]


def known_fingerprints() -> frozenset[str]:
    return frozenset(FINGERPRINTS.read_text("ascii").split())


def known_numbers() -> frozenset[Decimal]:
    return frozenset(map(Decimal, NUMBERS.read_text("ascii").split()))


def write(text: str) -> None:
    prints = sorted({fingerprint(run.words) for run in runs(text)})
    FINGERPRINTS.write_text("\n".join([*prints, ""]), "ascii")
    values = sorted({number.value for number in numbers(body(text))})
    NUMBERS.write_text("".join(f"{value:f}\n" for value in values), "ascii")


if __name__ == "__main__":
    write(Path(sys.argv[1]).read_text(encoding="utf-8"))
