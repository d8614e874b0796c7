"""What a case lets its reader find: as much as their decisions have opened, and never the note."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from flask_babel import lazy_gettext as _l

from lms.accounts.session import me_or_none
from lms.case_studies import queries
from lms.case_studies.models import CaseDecision
from lms.case_studies.story import tell
from lms.content import library
from lms.content.case_study import CaseStudy, Section
from lms.content.plain import plain
from lms.content.text import FIRST_LANGUAGE
from lms.db import db
from lms.search.sources import EVERYONE, Document, Kind

CASE = "case"
KINDS = MappingProxyType({CASE: Kind(_l("Case"), _l("Cases"))})


class Cases:
    """Each section of a case. After a decision only those who have taken it find what follows."""

    kinds: Mapping[str, Kind] = KINDS
    from_files = True

    def documents(self) -> Iterator[Document]:
        for case in library().case_studies.values():
            for version in case.versions:
                yield from _sections(version)

    def my_audiences(self) -> Iterator[str]:
        """One statement: the decisions the reader has taken, as far as they open the cases."""
        person = me_or_none()
        made: defaultdict[str, list[CaseDecision]] = defaultdict(list)
        for row in db.session.scalars(queries.places_decided(person)) if person else ():
            made[row.case_id].append(row)
        cases = library().case_studies
        for case_id in made.keys() & cases.keys():
            for decision in tell(cases[case_id], made[case_id]).decided:
                yield audience_after(cases[case_id], decision)

    def my_shelves(self) -> Iterable[str]:
        return ()


def audience_after(case: CaseStudy, decision: str) -> str:
    return f"case:{case.id}:{decision}"


def _sections(case: CaseStudy) -> Iterator[Document]:
    audience = EVERYONE
    for place, section in enumerate(case.sections):
        if section.decision_id:  # decisions stand in study.yml, which has one language
            if case.language == FIRST_LANGUAGE:
                yield _decision(case, section, audience, place)
            audience = audience_after(case, section.decision_id)
        elif section.kind != "teaching_note":
            yield _section(case, section, audience, place)


def _section(case: CaseStudy, section: Section, audience: str, place: int) -> Document:
    """The first one answers for the case as a whole."""
    title = case.title.get(case.language)
    summary = case.summary.get(case.language)
    return Document(
        kind=CASE,
        ref=f"{case.id}/{section.id}",
        language=case.language,
        title=title,
        body=plain(section.body) if place else f"{summary} {plain(section.body)}",
        address=f"/case-studies/{case.id}" + (f"#{section.id}" if place else ""),
        audience=audience,
        place=f"{case.place} · {section.title}",
        shelf=case.id,
        names=(section.title,) if place else (title, case.place),
        position=place,
        stands_in=case.language == FIRST_LANGUAGE,
    )


def _decision(case: CaseStudy, section: Section, audience: str, place: int) -> Document:
    """Its scene, which stands on the page before and after it is taken; never its options."""
    found = case.decision(section.decision_id or "")
    return Document(
        kind=CASE,
        ref=f"{case.id}/{section.id}",
        language=FIRST_LANGUAGE,
        title=case.title.get(FIRST_LANGUAGE),
        body=f"{found.title}. {found.role} {found.prompt}",
        address=f"/case-studies/{case.id}#{section.id}",
        audience=audience,
        place=f"{case.place} · {section.title}",
        shelf=case.id,
        names=(found.title,),
        position=place,
    )
