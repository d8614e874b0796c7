import threading
from pathlib import Path

import pytest

from lms import content
from lms.content import ContentError
from lms.content.case_study import Exhibit
from lms.content.text import Text
from tests.content.tree import CASE, COURSE, DAY, LESSON, QUIZ, RUBRIC, STUDY, Tree


def in_spanish(tree: Tree, file: str) -> str:
    return file.replace("/en/", "/es/").replace("en.md", "es.md")


def translate(tree: Tree, file: str, **words: str) -> None:
    """Write the Spanish file as the English one, with these fields said otherwise."""
    tree.write(in_spanish(tree, file), tree.text(file))
    for field, said in words.items():
        line = next(x for x in tree.text(file).splitlines() if x.startswith(f"{field}: "))
        tree.edit(in_spanish(tree, file), line, f"{field}: {said}")


def test_a_course_gives_its_days_lessons_and_periods_in_order(tree: Tree) -> None:
    course = tree.load().courses["sample"]

    assert [day.ref for day in course.days] == ["sample/a1"]
    assert [lesson.ref for lesson in course.lessons] == ["sample/a1-1", "sample/a1-2"]
    assert [lesson.number for lesson in course.lessons] == [1, 2]
    assert course.day("a1") is course.days[0]
    assert course.lesson("a1-2") is course.lesson("sample/a1-2") is course.lessons[1]
    assert course.period("w1").minutes == 2100
    assert course.hours.total == 43


@pytest.mark.parametrize("find", ["day", "lesson", "period"])
def test_what_a_course_does_not_have_is_a_key_error(tree: Tree, find: str) -> None:
    course = tree.load().courses["sample"]

    with pytest.raises(KeyError, match="zz"):
        getattr(course, find)("zz")


def test_the_ten_thousandth_lesson_comes_after_the_second(tree: Tree) -> None:
    (tree.root / LESSON).rename(tree.root / "courses/sample/en/a1/10000-first.md")

    lessons = tree.load().courses["sample"].lessons

    assert [(lesson.id, lesson.number) for lesson in lessons] == [("a1-2", 1), ("a1-1", 2)]


def test_a_borrowed_day_is_the_same_day_with_its_own_number(tree: Tree) -> None:
    tree.write("courses/borrower/en/b1/day.md", tree.text(DAY).replace("id: a1", "id: b1"))
    tree.write("courses/borrower/en/b1/quiz.yml", tree.text(QUIZ).replace("id: a1", "id: b1"))
    tree.write("courses/borrower/en/b1/1-first.md", tree.text(LESSON).replace("a1-1", "b1-1"))
    tree.edit("courses/borrower/en/b1/quiz.yml", "source: a1-1", "source: b1-1")
    tree.edit("courses/borrower/en/b1/quiz.yml", "source: a1-1", "source: b1-1")
    for _ in range(3):
        tree.edit("courses/borrower/en/b1/quiz.yml", "source: a1-2", "source: b1-1")
    tree.edit("courses/borrower/course.yml", "days: [sample/a1]", "days: [b1, sample/a1]")

    library = tree.load()

    borrowed = library.courses["borrower"].day("sample/a1")
    own = library.courses["sample"].day("a1")
    assert (borrowed.ref, borrowed.number, own.number) == ("sample/a1", 2, 1)
    assert borrowed.lessons == own.lessons
    assert [day.ref for day in library.courses["borrower"].days] == ["borrower/b1", "sample/a1"]


def test_the_trainers_script_is_apart_from_the_page(tree: Tree) -> None:
    tree.edit(DAY, "Say good morning.\n", "Say good morning.\n\n## Instrument practice\n\nWrite.\n")

    day = tree.load().courses["sample"].day("a1")

    assert "good morning" in day.trainer_script.html
    assert "good morning" not in day.body.html
    assert "Instrument practice" in day.body.html


def test_a_missing_translation_is_replaced_and_says_so(tree: Tree) -> None:
    tree.edit(COURSE, "languages: [en]", "languages: [en, es]")
    translate(tree, LESSON, title="Primera")

    course = tree.load().courses["sample"].in_language("es")

    titles = [(lesson.title, lesson.translated, lesson.language) for lesson in course.lessons]
    assert titles == [("Primera", True, "es"), ("Second lesson", False, "en")]
    assert [day.translated for day in course.days] == [False]
    assert course.days[0].quiz.translated is False
    assert course.period("w1").translated is False


def test_a_whole_translation_needs_nothing_of_the_first_language(tree: Tree) -> None:
    tree.edit(COURSE, "languages: [en]", "languages: [en, es]")
    for file in (LESSON, DAY, QUIZ, "courses/sample/en/a1/2-second.md"):
        translate(tree, file)
    translate(tree, "courses/sample/en/fieldwork/w1.md", title="Entrada")

    course = tree.load().courses["sample"].in_language("es")

    day = course.day("a1")
    pieces = [day, day.quiz, *day.lessons, course.period("w1")]
    assert [(piece.language, piece.translated) for piece in pieces] == [("es", True)] * 5
    assert course.period("w1").title == "Entrada"


def test_a_language_nobody_wrote_is_the_first_one_marked(tree: Tree) -> None:
    course = tree.load().courses["sample"]

    french = course.in_language("fr")

    assert {lesson.translated for lesson in french.lessons} == {False}
    assert french.in_language("en") is course.in_language("en") is course
    assert {lesson.translated for lesson in course.lessons} == {True}


def test_a_borrowed_day_follows_its_owners_translation(tree: Tree) -> None:
    tree.edit(COURSE, "languages: [en]", "languages: [en, es]")
    tree.edit("courses/borrower/course.yml", "languages: [en]", "languages: [en, es, fr]")
    translate(tree, LESSON, title="Primera")

    course = tree.load().courses["borrower"]

    assert course.in_language("es").lesson("a1-1").title == "Primera"
    assert course.in_language("fr").lesson("a1-1").translated is False


def test_a_short_text_falls_back_to_english(tree: Tree) -> None:
    title = tree.load().courses["sample"].title

    assert [title.get(language) for language in ("es", "fr", "en")] == [
        "Muestra",
        "Sample",
        "Sample",
    ]
    assert str(title) == "Sample"


def test_a_case_is_cut_where_the_reader_decides(tree: Tree) -> None:
    case = tree.load().case_studies["mill"]

    assert [(section.id, section.kind, section.decision_id) for section in case.sections] == [
        ("context", "context", None),
        ("part-a", "part", None),
        ("decision-a", "decision", "a"),
        ("what-happened", "reveal", None),
        ("lessons", "lessons", None),
        ("questions", "questions", None),
        ("teaching-note", "teaching_note", None),
    ]
    assert (case.country, case.timeline[0].when) == ("NO", "1999")
    assert case.decision("a").option("b").consequence == "Grain rots."


def test_exhibits_stand_between_the_texts(tree: Tree) -> None:
    case = tree.load().case_studies["mill"]

    before, exhibit, after = case.section("context").parts

    assert isinstance(before, Text)
    assert isinstance(after, Text)
    assert (before.html, after.html) == ("<p>A river.</p>", "<p>It ran on.</p>")
    assert exhibit == case.exhibit("e1")
    assert isinstance(exhibit, Exhibit)


def test_the_same_heading_in_two_sections_has_two_ids(tree: Tree) -> None:
    case = tree.load().case_studies["mill"]

    headings = [case.section(name).body.html for name in ("part-a", "teaching-note")]

    assert [html.split(">")[0] for html in headings] == [
        '<h3 id="part-a-the-wheel"',
        '<h3 id="teaching-note-the-wheel"',
    ]


def test_a_case_in_another_language_keeps_its_figures(tree: Tree) -> None:
    translate(tree, CASE, title="El molino", summary="Un molino parado.")

    case = tree.load().case_studies["mill"]

    spanish = case.in_language("es")
    assert (spanish.translated, spanish.language, spanish.exhibits) == (True, "es", case.exhibits)
    assert (case.summary.get("es"), case.summary.get("fr")) == (
        "Un molino parado.",
        "A mill stands still.",
    )
    assert case.in_language("fr").translated is False
    assert case.in_language("fr").in_language("en").translated is True


def test_a_text_is_rendered_when_it_is_read_and_then_kept(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    rendered: list[str] = []

    def render(text: str, *_: object, **__: object) -> str:
        rendered.append(text)
        return "html"

    monkeypatch.setattr("lms.content.dialect.from_repository", render)
    library = tree.load()
    assert rendered == []

    body = library.courses["sample"].lesson("a1-1").body
    twice = [body.html, body.html, library.courses["borrower"].lesson("a1-1").body.html]

    assert twice == ["html"] * 3
    assert rendered == [body.source]


def test_a_text_without_words_is_no_text(tree: Tree) -> None:
    body = tree.load().courses["sample"].lesson("a1-1").body

    blank = Text(" \n", body.setting)

    assert (bool(body), bool(blank)) == (True, False)
    assert {blank, Text(" \n", body.setting)} == {blank}


def test_links_lead_to_the_pages_of_what_is_written(tree: Tree) -> None:
    tree.edit(LESSON, "[the mill](case:mill)", "[the mill](case:mill), [a city](case:jaipur)")

    html = tree.load().courses["sample"].lesson("a1-1").body.html

    assert '<a href="/case-studies/mill">the mill</a>, <span>a city</span>' in html
    assert '<a href="/courses/sample/a1-2">' in html
    assert '<a href="/courses/sample/days/a1">' in html
    assert 'src="/courses/sample/media/mill.svg"' in html


def test_a_rubric_is_known_by_the_hash_of_what_it_says(tree: Tree) -> None:
    first = tree.load().rubrics["log"]
    tree.edit(RUBRIC, "id: log", "# a remark\nid:   log")
    remarked = tree.load().rubrics["log"]
    tree.edit(RUBRIC, "Clear facts.", "Clear, dated facts.")
    changed = tree.load().rubrics["log"]

    assert first.digest == remarked.digest != changed.digest
    assert first.criterion("facts").levels[3].get("fr") == "Clear facts."


def test_the_framework_names_its_terms(tree: Tree) -> None:
    framework = tree.load().framework

    assert framework.competency("k1").title.get("es") == "Explicar"
    assert framework.factor("openness").title.get("en") == "Openness"
    assert framework.step("vision").title.get("en") == "Vision"
    assert framework.instrument("field-log").title.get("en") == "Field log"
    assert framework.citation("rd1") == "Marshall, Principles of Economics"


def test_a_case_that_is_not_written_yet_is_planned(tree: Tree) -> None:
    tree.edit(DAY, "cases: [mill]", "cases: [mill, jaipur]")

    assert tree.load().planned == {"case:jaipur"}


def test_a_wrong_file_stops_the_start_and_all_faults_are_told(tree: Tree) -> None:
    tree.edit(LESSON, "minutes: 25", "minutes: soon")
    tree.edit(STUDY, "country: NO", "country: Norway")

    with pytest.raises(ContentError) as refused:
        tree.load()

    assert [fault.file for fault in refused.value.faults] == [STUDY, LESSON]
    assert str(refused.value).count("\n") == 1


def test_nothing_in_the_library_can_be_changed(tree: Tree) -> None:
    lesson = tree.load().courses["sample"].lesson("a1-1")

    with pytest.raises(ValueError, match="frozen"):
        lesson.title = "Other"


@pytest.fixture
def configured(tree: Tree) -> object:
    before = content.root()
    content.configure(tree.root)
    yield
    content.configure(before)


def test_the_library_is_loaded_once_a_process(tree: Tree, configured: object) -> None:
    found = content.library()

    assert found is content.library()
    assert list(found.courses) == ["borrower", "sample"]


def test_threads_that_ask_at_once_get_the_same_library(tree: Tree, configured: object) -> None:
    found: list[object] = []
    threads = [threading.Thread(target=lambda: found.append(content.library())) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len({id(library) for library in found}) == 1


def test_the_default_root_is_the_repository(repository: Path) -> None:
    assert content.root() == repository
