"""Rules for how a text is written, each a function from the text to what it finds."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from lms.content.case_study import CaseStudy
from lms.content.dialect import OWN_SCHEMES
from lms.content.read_cases import EXHIBIT
from lms.content.references import Known, Verdict
from lms.content.text import Text
from lms.markdown import code_free_lines

LESSON_WORDS = range(500, 901)
CALL_OUTS = ("try", "example", "note", "warning")


class Found(NamedTuple):
    """What is wrong at a line of the text; `planned` as in a verdict on a name."""

    line: int
    sentence: str
    planned: str = ""


def headings(text: Text, top: int) -> Iterator[Found]:
    """Headings begin at the page's next level and go down one step at a time."""
    above = top - 1
    for number, line in code_free_lines(text.source):
        match = re.match(r"#{1,6}", line)
        if match:
            level = len(match[0])
            if not top <= level <= above + 1:
                allowed = " or ".join(map(str, range(top, above + 2)))
                yield Found(number, f"has a heading of level {level}; it must be {allowed}.")
            above = max(level, top)
        elif re.match(r"\S.*\n(=+|-+)\s*$", _two_lines(text.source, number)):
            yield Found(number, "has a heading underlined; write it with ##.")


def _two_lines(source: str, number: int) -> str:
    return "\n".join(source.splitlines()[number - 1 : number + 1])


def sections(text: Text, count: int) -> Iterator[Found]:
    found = [line for _, line in code_free_lines(text.source) if line.startswith("## ")]
    if len(found) != count:
        yield Found(1, f"has {len(found)} sections; it must have {count}.")


def call_outs(text: Text) -> Iterator[Found]:
    for number, line in code_free_lines(text.source):
        match = re.match(r"\s*!!!\s*(\S*)", line)
        if match and match[1] not in CALL_OUTS:
            kinds = ", ".join(CALL_OUTS)
            yield Found(number, f"has a call-out '{match[1]}'; it must be one of {kinds}.")


def links(text: Text, known: Known) -> Iterator[Found]:
    for number, line in code_free_lines(text.source):
        for target in _targets(line):
            verdict = _verdict(target, known)
            if verdict is not None:
                yield Found(number, verdict.sentence, verdict.planned)


def _targets(line: str) -> list[str]:
    bare = re.sub(r"`[^`]*`", "", line)
    return _LINK.findall(bare) + _DEFINITION.findall(bare)


def _verdict(target: str, known: Known) -> Verdict | None:
    if target.startswith(OWN_SCHEMES):
        kind, _, wanted = target.partition(":")
        return known.verdict(kind, wanted)
    if target.startswith(("https://", "http://", "mailto:", "#")):
        return None
    return Verdict(
        f"links to '{target}'; use case:, guide:, lesson:, day:, or a whole address with https://."
    )


def pictures(text: Text, folder: Path) -> Iterator[Found]:
    """Each has words for those who do not see it, and a file."""
    for number, line in code_free_lines(text.source):
        for alt, target in _PICTURE.findall(line):
            if not alt.strip():
                yield Found(number, f"shows '{target}' without alt text.")
            inside = target.startswith("media/") and ".." not in target
            if not (inside and (folder / target).is_file()):
                yield Found(number, f"shows '{target}', which is no file in {folder.name}/media.")


def lesson_length(text: Text) -> Iterator[Found]:
    count = words(text.source)
    if count not in LESSON_WORDS:
        least, most = LESSON_WORDS[0], LESSON_WORDS[-1]
        yield Found(1, f"has {count} words; a lesson has {least} to {most}.")


def words(source: str) -> int:
    """Words a reader reads: no addresses, marks, call-out kinds or figures."""
    shown = re.sub(r"\]\([^)]*\)|^\s*!!!\s*\w+|\{[^}\n]*\}", " ", source, flags=re.MULTILINE)
    return len(re.findall(r"[^\W\d_][\w'’-]*", shown))


def one_try(text: Text) -> Iterator[Found]:
    """A lesson ends with something to do, and with one thing only."""
    lines = text.source.rstrip().splitlines()
    places = [number for number, line in enumerate(lines, 1) if line.startswith("!!! try")]
    if len(places) != 1:
        yield Found(1, f"has {len(places)} call-outs 'try'; a lesson has one, at its end.")
    elif any(line.strip() and not line.startswith("    ") for line in lines[places[0] :]):
        yield Found(places[0], "has its call-out 'try' before other text; it must come last.")


def exhibits(text: Text, case: CaseStudy) -> Iterator[Found]:
    ids = {exhibit.id for exhibit in case.exhibits}
    for number, line in code_free_lines(text.source):
        match = EXHIBIT.match(line)
        if match and match[1] not in ids:
            yield Found(number, f"places exhibit '{match[1]}', which study.yml does not have.")
        elif "[[" in line and not match:
            yield Found(number, "has '[['; an exhibit stands on a line of its own: [[exhibit e1]].")


def unplaced(case: CaseStudy) -> Iterable[str]:
    placed = {id_ for section in case.sections for id_ in EXHIBIT.findall(section.body.source)}
    return [exhibit.id for exhibit in case.exhibits if exhibit.id not in placed]


_LINK = re.compile(r"(?<!!)\[(?:[^\[\]]|\[[^\]]*\])*\]\(<?([^)\s>]+)")
_DEFINITION = re.compile(r"^ {0,3}\[[^\]^][^\]]*\]:\s*<?(\S+?)>?\s*$")
_PICTURE = re.compile(r"!\[([^\]]*)\]\(<?([^)\s>]+)")
