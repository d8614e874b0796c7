"""From the folder `courses/` to courses in each of their languages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lms.content.class_day import Day
from lms.content.course import Course, CourseOutline
from lms.content.elective import ELECTIVES
from lms.content.field_period import Fieldwork, FieldworkPeriod, PeriodOutline
from lms.content.read_days import read_day
from lms.content.read_pages import GUIDES, PAGES
from lms.content.reader import Reader
from lms.content.text import Setting, Text

NOT_COURSES = frozenset({"rubrics", "calibration", "instruments", ELECTIVES, GUIDES, PAGES})


@dataclass
class _Shelf:
    """What is read of one course before days are shared: its own days, by language and ref."""

    folder: Path
    outline: CourseOutline
    days: dict[str, dict[str, Day]] = field(default_factory=dict)

    @property
    def first(self) -> str:
        return self.outline.languages[0]


def read_courses(reader: Reader) -> dict[str, Course]:
    shelves = _shelves(reader)
    for shelf in shelves.values():
        for language in shelf.outline.languages:
            shelf.days[language] = _own_days(reader, shelf, language)
    return {name: _versions(reader, shelves, shelf) for name, shelf in shelves.items()}


def _versions(reader: Reader, shelves: Mapping[str, _Shelf], shelf: _Shelf) -> Course:
    languages = shelf.outline.languages
    versions = {language: _course(reader, shelves, shelf, language) for language in languages}
    return versions.pop(shelf.first).with_versions(versions)


def _shelves(reader: Reader) -> dict[str, _Shelf]:
    shelves = {}
    for folder in sorted((reader.root / "courses").glob("*/")):
        if folder.name in NOT_COURSES:
            continue
        path = folder / "course.yml"
        outline = reader.model(CourseOutline, path)
        if outline is not None:
            reader.same_id(path, outline.id, folder.name)
            _check_fieldwork_sums(reader, path, outline)
            shelves[folder.name] = _Shelf(folder, outline)
    return shelves


def _check_fieldwork_sums(reader: Reader, path: Path, outline: CourseOutline) -> None:
    required = outline.fieldwork.required_minutes
    planned = sum(period.minutes for period in outline.fieldwork.periods)
    for name, minutes in (("the periods", planned), ("the hours", outline.hours.fieldwork * 60)):
        if minutes != required:
            said = f"is {required}; {name} say {minutes} minutes."
            reader.fault(path, ("fieldwork", "required_minutes"), said)


def _own_days(reader: Reader, shelf: _Shelf, language: str) -> dict[str, Day]:
    """The days this course wrote itself; a borrowed one is "its-course/day" and read there."""
    found = {}
    fallback = shelf.days.get(shelf.first, {})
    for number, name in enumerate(shelf.outline.days, 1):
        if "/" not in name:
            ref = f"{shelf.folder.name}/{name}"
            day = read_day(reader, shelf.folder / language / name, number, fallback.get(ref))
            if day is not None:
                found[ref] = day
    return found


def _course(reader: Reader, shelves: Mapping[str, _Shelf], shelf: _Shelf, language: str) -> Course:
    path = shelf.folder / "course.yml"
    outline = shelf.outline
    days = []
    for place, name in enumerate(outline.days):
        ref = name if "/" in name else f"{shelf.folder.name}/{name}"
        day = _find_day(shelves, ref, language)
        if day is not None:
            days.append(day.model_copy(update={"number": place + 1}))
        elif not _is_named(reader, shelves, ref):
            reader.fault(path, ("days", place), f"names '{name}', which is no day of a course.")
    frame = {name: getattr(outline, name) for name in type(outline).model_fields}
    rules = {
        name: getattr(outline.fieldwork, name) for name in type(outline.fieldwork).model_fields
    }
    fieldwork = Fieldwork(**rules | {"periods": _periods(reader, shelf, language)})
    return Course(**frame | {"days": tuple(days), "fieldwork": fieldwork, "language": language})


def _find_day(shelves: Mapping[str, _Shelf], ref: str, language: str) -> Day | None:
    owner = shelves.get(ref.partition("/")[0])
    if owner is None:
        return None
    written = owner.days.get(language, {}).get(ref)
    first = owner.days.get(owner.first, {}).get(ref)
    return written or (first and first.untranslated())


def _is_named(reader: Reader, shelves: Mapping[str, _Shelf], ref: str) -> bool:
    """Whether its own course speaks of the day, even if it could not be read."""
    owner, _, name = ref.partition("/")
    return owner in reader.broken or (owner in shelves and name in shelves[owner].outline.days)


def _periods(reader: Reader, shelf: _Shelf, language: str) -> tuple[FieldworkPeriod, ...]:
    periods = []
    for number, outline in enumerate(shelf.outline.fieldwork.periods, 1):
        path = shelf.folder / language / "fieldwork" / f"{outline.id}.md"
        written = path.exists() or language == shelf.first
        if not written:
            path = shelf.folder / shelf.first / "fieldwork" / f"{outline.id}.md"
        period = _read_period(reader, path, number, outline)
        if period is not None:
            periods.append(period if written else period.untranslated())
    return tuple(periods)


def _read_period(
    reader: Reader, path: Path, number: int, outline: PeriodOutline
) -> FieldworkPeriod | None:
    document = reader.document(path)
    if document is None:
        return None
    course, language = path.parts[-4], path.parts[-3]
    setting = Setting(
        reader.press,
        "period-",
        f"/courses/{course}",
        document.body_line,
        explained_in=language,
    )
    period = reader.build(
        FieldworkPeriod,
        path,
        document.data,
        course=course,
        language=language,
        number=number,
        minutes=outline.minutes,
        weeks=outline.weeks,
        months=outline.months,
        body=Text(document.body, setting),
    )
    if period is not None:
        _check_outline(reader, path, period, outline)
    return period


def _check_outline(
    reader: Reader, path: Path, period: FieldworkPeriod, outline: PeriodOutline
) -> None:
    reader.same_id(path, period.id, outline.id)
    if period.hours * 60 != outline.minutes:
        said = f"is {period.hours}; course.yml says {outline.minutes} minutes."
        reader.fault(path, ("hours",), said)
    found = period.milestone.id if period.milestone else None
    if found != outline.milestone:
        said = f"must be that of course.yml: {outline.milestone or 'none'}."
        reader.fault(path, ("milestone",), said)
    listed = ", ".join(outline.deliverables)
    if ", ".join(deliverable.id for deliverable in period.deliverables) != listed:
        reader.fault(path, ("deliverables",), f"must be those of course.yml: {listed}.")
