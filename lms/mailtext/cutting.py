"""Leave of a mail what its writer wrote in it: no quotation of the whole, no signature.

Above the quotation, below it, or between its lines: of a quotation that is answered below it, the
last paragraph stays, for an answer without its question says little.
"""

from collections.abc import Iterable, Sequence
from itertools import groupby, islice
from typing import NamedTuple

from lms.mailtext import marks
from lms.mailtext.marks import QUOTED

MOST_JOINED = 4  # lines over which a program breaks “On …, … wrote:”
MOST_KEYS = 9
KINDS_OF_A_HEAD = 3
LONGEST_UNMARKED = 12  # lines of a signature below “--” without its blank
NEAR = 12
SHORTEST_BROKEN = 60
MOST_ADDITIONS = 6  # below each other


class _Block(NamedTuple):
    quoted: bool
    lines: list[str]

    @property
    def says_something(self) -> bool:
        return any(line.strip() for line in self.lines)


def cut(text: str) -> str:
    lines = _before_a_head(text.split("\n"))
    lines = _without_introductions(lines)
    return "\n".join(line for block in _kept(_blocks(lines)) for line in block).strip("\n")


def _before_a_head(lines: list[str]) -> list[str]:
    """Without what follows “-----Original Message-----”, or a head (From:, Sent:, To:)."""
    for place, line in enumerate(lines):
        if marks.is_original(line) or _begins_a_head(lines, place):
            return _without_rule(lines[:place])
    return lines


def _begins_a_head(lines: list[str], place: int) -> bool:
    if not marks.key_of(lines[place]):
        return False
    kinds = set()
    for line in lines[place : place + MOST_KEYS]:
        if not line.strip():
            break
        kinds.add(marks.key_of(line))
    return "who" in kinds and len(kinds - {""}) >= KINDS_OF_A_HEAD


def _without_rule(lines: list[str]) -> list[str]:
    end = len(lines)
    while end and (not lines[end - 1].strip() or marks.RULE.fullmatch(lines[end - 1])):
        end -= 1
    return lines[:end]


def _without_introductions(lines: list[str]) -> list[str]:
    kept: list[str] = []
    place = 0
    while place < len(lines):
        many = _introduction_at(lines, place)
        if many and not _is_quoted_below(lines, place + many):
            return kept
        if not many:
            kept.append(lines[place])
        place += many or 1
    return kept


def _introduction_at(lines: list[str], place: int) -> int:
    """How many lines it takes here; 0 where there is none."""
    if QUOTED.match(lines[place]) or not lines[place].strip():
        return 0
    for many in range(1, MOST_JOINED + 1):
        if _introduces(lines, place, place + many):
            later = (_introduces(lines, at, place + many) for at in range(place + 1, place + many))
            return 0 if any(later) else many
        if place + many >= len(lines) or not lines[place + many].strip():
            return 0
    return 0


def _introduces(lines: list[str], start: int, end: int) -> bool:
    joined = " ".join(line.strip() for line in lines[start:end])
    if not marks.introduces(joined):
        return False
    return marks.introduces_exactly(joined) or _is_quoted_below(lines, end)


def _is_quoted_below(lines: list[str], place: int) -> bool:
    said = next((line for line in islice(lines, place, place + NEAR) if line.strip()), "")
    return QUOTED.match(said) is not None


def _blocks(lines: Sequence[str]) -> list[_Block]:
    """What is quoted and what is not, in turn; a blank line belongs to what stands before it."""
    found: list[_Block] = []
    for quoted, group in groupby(_told_apart(lines), key=lambda pair: pair[0]):
        found.append(_Block(quoted, [line for _, line in group]))
    own = [row if row.quoted else _Block(quoted=False, lines=_unsigned(row.lines)) for row in found]
    return [row for row in own if row.says_something]


def _told_apart(lines: Sequence[str]) -> Iterable[tuple[bool, str]]:
    quoted = False
    for before, line, after in zip(["", *lines], lines, [*lines[1:], ""], strict=False):
        if line.strip():
            quoted = QUOTED.match(line) is not None or _is_broken_off(before, after)
        yield quoted, line


def _is_broken_off(before: str, after: str) -> bool:
    """The end of a quoted line that was too long for a program."""
    longest = len(before) >= SHORTEST_BROKEN
    return longest and all(QUOTED.match(line) is not None for line in (before, after))


def _kept(blocks: list[_Block]) -> Iterable[list[str]]:
    own = [place for place, block in enumerate(blocks) if not block.quoted]
    for place, block in enumerate(blocks):
        if not block.quoted:
            yield [*block.lines, ""]
        elif len(own) > 1 and place < own[-1]:
            yield [*_last_paragraph(block.lines), ""]


def _last_paragraph(lines: list[str]) -> list[str]:
    """Of a quotation, at its first level."""
    bare = [line.strip().removeprefix(">").strip() for line in lines]
    while bare and not bare[-1]:
        bare.pop()
    kept: list[str] = []
    for said in reversed(bare):
        if not said:
            break
        if not said.startswith(">"):
            kept.append(f"> {said}")
    return kept[::-1]


def _unsigned(lines: list[str]) -> list[str]:
    lines = _trimmed(_above_the_signature(lines))
    for _ in range(MOST_ADDITIONS):
        lines = _trimmed(_without_last_addition(lines)) if lines else []
    return _without_contact(lines)


def _above_the_signature(lines: list[str]) -> list[str]:
    for place, line in enumerate(lines):
        after = len(lines) - place - 1
        if line == "-- " or (line.strip() == "--" and after <= LONGEST_UNMARKED):
            return lines[:place]
    return lines


def _without_last_addition(lines: list[str]) -> list[str]:
    """Of a telephone, or of the server of an office."""
    if marks.is_device(lines[-1]):
        return lines[:-1]
    start = len(lines) - 1
    while start and lines[start - 1].strip():
        start -= 1
    return lines[:start] if marks.is_notice(lines[start]) else lines


def _without_contact(lines: list[str]) -> list[str]:
    """“Best regards” and the name stay; where to call them does not."""
    for place in range(len(lines) - 1, max(len(lines) - NEAR, 0) - 1, -1):
        if marks.is_closing(lines[place]):
            named = [at for at in range(place + 1, len(lines)) if lines[at].strip()][:1]
            after = (named or [place])[0] + 1
            if any(marks.reaches(line) for line in lines[after:]):
                return lines[:after]
            return lines
    return lines


def _trimmed(lines: list[str]) -> list[str]:
    """Without blank lines around it."""
    said = [place for place, line in enumerate(lines) if line.strip()]
    return lines[said[0] : said[-1] + 1] if said else []
