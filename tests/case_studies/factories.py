"""Decisions for tests, and the words of cases that a page may or may not hold."""

from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape

from lms.accounts.models import User
from lms.case_studies.models import CaseDecision, CaseOpening
from lms.content import library
from lms.content.case_study import CaseStudy, Section
from lms.content.text import Text
from lms.db import db
from lms.editions.models import Edition, Role
from tests import markup
from tests.people import a_person, enrol

CASES = sorted(library().case_studies)
REASONS = " ".join(["A shared wish is heard before it is funded."] * 10)
"""Ninety words."""


def the_case(case_id: str) -> CaseStudy:
    return library().case_studies[case_id]


def decided(
    person: User,
    case_id: str,
    *decisions: str,
    option: int = 0,
    edition: Edition | None = None,
    opening: CaseOpening | None = None,
) -> None:
    """The person has decided here, each time for the option of this number."""
    for decision in decisions:
        row = CaseDecision(
            user_id=person.id,
            case_id=case_id,
            decision_id=decision,
            option_id=the_case(case_id).decision(decision).options[option].id,
            reasons=REASONS,
            decided_at=datetime.now(UTC),
            edition_id=edition.id if edition else None,
            opening_id=opening.id if opening else None,
        )
        db.session.add(row)
    db.session.commit()


def finished(person: User, case_id: str, *, edition: Edition | None = None) -> None:
    """The person has decided everywhere in this case."""
    decided(person, case_id, *(row.id for row in the_case(case_id).decisions), edition=edition)


def crowd(
    number: int,
    case_id: str,
    decision: str,
    *,
    option: int = 0,
    edition: Edition | None = None,
    country: str = "",
) -> None:
    """So many others have decided: trainees of the edition, if one is named."""
    for place in range(number):
        person = a_person(
            f"{decision}{option}{country.lower()}{edition.id if edition else ''}-{place}"
        )
        person.country = country
        if edition:
            enrol(person, edition, Role.TRAINEE)
        decided(person, case_id, decision, option=option, edition=edition)


def opened(case_id: str, edition: Edition, by: User) -> CaseOpening:
    """The class has been told what happened."""
    row = CaseOpening(
        edition_id=edition.id, case_id=case_id, opened_by=by, opened_at=datetime.now(UTC)
    )
    db.session.add(row)
    db.session.commit()
    return row


def words_of(source: str) -> str:
    """What a reader sees of a page's HTML, spaces folded."""
    return " ".join(unescape(markup.page(source).to_text()).split())


def first_words(section: Section) -> str:
    """How a section begins, as it is read: enough words to be found nowhere else."""
    text = next(part for part in section.parts if isinstance(part, Text))
    return " ".join(words_of(text.html).split()[:9])


def spoilers(case: CaseStudy, decided: int) -> list[str]:
    """What must not be on the page of somebody who has made the first `decided` decisions."""
    told = words_of("".join(_open_html(case, decided)))
    return [text for text in _facts_to_come(case, decided) if text not in told]


def _open_html(case: CaseStudy, decided: int) -> Iterator[str]:
    waiting = [decision.id for decision in case.decisions[decided:]]
    for section in case.sections:
        yield section.body.html
        if section.decision_id in waiting:
            return


def _facts_to_come(case: CaseStudy, decided: int) -> Iterator[str]:
    for place, decision in enumerate(case.decisions):
        if place >= decided:
            yield from (option.consequence for option in decision.options)
            yield from (option.in_source for option in decision.options if option.in_source)
        if place > decided:
            yield from (option.text for option in decision.options)
            yield from (decision.title, decision.prompt)
    if decided < len(case.decisions):
        yield from case.not_in_source
        yield from (actor.role for actor in case.actors)
        yield from (event.what for event in case.timeline)
        yield case.fiction
