"""What everybody may find: courses, the words of the glossary, guides, rubrics."""

from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from lms.content import library
from lms.content.course import Course
from lms.content.glossary import GlossaryTerm
from lms.content.page import Page
from lms.content.plain import plain
from lms.content.rubric import Criterion, Rubric
from lms.content.text import FIRST_LANGUAGE
from lms.i18n import LANGUAGE_NAMES, in_language
from lms.search.sources import EVERYONE, Document, Kind

COURSE, TERM, GUIDE, RUBRIC = "course", "term", "guide", "rubric"
KINDS = MappingProxyType(
    {
        COURSE: Kind(_l("Course"), _l("Courses")),
        TERM: Kind(_l("Glossary"), _l("Glossary")),
        GUIDE: Kind(_l("Guide"), _l("Guides")),
        RUBRIC: Kind(_l("Rubric"), _l("Rubrics")),
    }
)


class Public:
    """The pages of the catalogue that are open to everyone."""

    kinds: Mapping[str, Kind] = KINDS
    from_files = True

    def documents(self) -> Iterator[Document]:
        shelf = library()
        for course in shelf.courses.values():
            yield from _course(course)
        for term in shelf.glossary.terms:
            yield from _term(term)
        for guide in shelf.guides.values():
            yield from _page(guide, "/guides")
        for page in shelf.pages.values():
            yield from _page(page, "/about")
        for rubric in shelf.rubrics.values():
            yield from _rubric(rubric)

    def my_audiences(self) -> Iterable[str]:
        return ()

    def my_shelves(self) -> Iterable[str]:
        return ()


def _course(course: Course) -> Iterator[Document]:
    framework = library().framework
    for language in course.title.root:
        skills = (framework.competency(skill).title.get(language) for skill in course.competencies)
        yield Document(
            kind=COURSE,
            ref=course.id,
            language=language,
            title=course.title.get(language),
            body=f"{course.summary.get(language)} {'. '.join(skills)}.",
            address=f"/courses/{course.id}",
            audience=EVERYONE,
            shelf=course.id,
            stands_in=language == FIRST_LANGUAGE,
        )


def _term(term: GlossaryTerm) -> Iterator[Document]:
    """Found by its names in every language: its page shows them all."""
    for language in term.name.root:
        others = {code: term.name.get(code) for code in term.name.root if code != language}
        told = [term.short.get(language), *_also(term, language)]
        told += [f"{LANGUAGE_NAMES[code]}: {name}." for code, name in others.items()]
        yield Document(
            kind=TERM,
            ref=term.id,
            language=language,
            title=term.name.get(language),
            body=" ".join(told),
            address=f"/glossary/{term.id}",
            audience=EVERYONE,
            names=(*term.forms(language), *(form for code in others for form in term.forms(code))),
            stands_in=language == FIRST_LANGUAGE,
        )


def _also(term: GlossaryTerm, language: str) -> Iterator[str]:
    names = term.other_names(language)
    if names:
        with in_language(language):
            yield _("Also: %(names)s.", names=", ".join(names))


def _page(page: Page, home: str) -> Iterator[Document]:
    for version in page.versions:
        yield Document(
            kind=GUIDE,
            ref=f"{home[1:]}/{page.id}",
            language=version.language,
            title=version.title,
            body=f"{version.summary} {plain(version.body)}",
            address=f"{home}/{page.id}",
            audience=EVERYONE,
            stands_in=version.language == FIRST_LANGUAGE,
        )


def _rubric(rubric: Rubric) -> Iterator[Document]:
    for language in rubric.title.root:
        said = [_criterion(criterion, language) for criterion in rubric.criteria]
        yield Document(
            kind=RUBRIC,
            ref=rubric.id,
            language=language,
            title=rubric.title.get(language),
            body=" ".join(said),
            address=f"/rubrics/{rubric.id}",
            audience=EVERYONE,
            stands_in=language == FIRST_LANGUAGE,
        )


def _criterion(criterion: Criterion, language: str) -> str:
    levels = " ".join(level.get(language) for level in criterion.levels.values())
    return f"{criterion.title.get(language)}. {levels}"
