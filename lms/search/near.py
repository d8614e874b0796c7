"""What somebody may have meant who found nothing. Asks only what everybody may read anyway."""

from collections.abc import Iterable
from difflib import get_close_matches

from lms.content import library
from lms.letters import words
from lms.search.question import Question

ALIKE = 0.8
SHORTEST = 4


def near(question: Question) -> str:
    """The question with its unknown words changed to the likeliest known ones, or nothing."""
    known = _vocabulary()
    meant = [_likely(said, known) for said in question.single_words]
    return "" if tuple(meant) == question.single_words else " ".join(meant)


def _likely(said: str, known: dict[str, str]) -> str:
    word = "".join(words(said))
    if word in known or len(word) < SHORTEST:
        return said
    found = get_close_matches(word, known, 1, ALIKE)
    return known[found[0]] if found else said


def _vocabulary() -> dict[str, str]:
    """Words of the glossary in every language and of the titles and places of cases."""
    shelf = library()
    texts: list[Iterable[str]] = [case.title.root.values() for case in shelf.case_studies.values()]
    texts += [(case.place,) for case in shelf.case_studies.values()]
    texts += [term.name.root.values() for term in shelf.glossary.terms]
    found: dict[str, str] = {}
    for text in (text for group in texts for text in group):
        for said in text.split():
            plain = said.strip("(),.;:")
            folded = "".join(words(plain))
            if len(folded) >= SHORTEST:
                found.setdefault(folded, plain)
    return found
