"""The glossary file, and the words that texts explain: which, where, and once a page."""

import re

import pytest

from lms.config import LANGUAGES
from lms.content import library
from lms.content.case_study import CaseStudy
from lms.content.glossary import LONGEST
from lms.content.text import Text
from tests.content.tree import CASE, DAY, LESSON, Tree

FILE = "courses/glossary.yml"
GLOSSARY = """terms:
  - id: firm
    name: {en: small firm, es: empresa pequeña}
    also: {en: [small firms, firm, firms]}
    short: {en: "It has few hands.", es: Tiene pocas manos.}
    see: [bds]
  - id: bds
    name: {en: business services (BDS)}
    also: {en: [BDS, firm's services]}
    short: {en: Help that can be bought.}
  - id: mill
    name: {en: mill}
    short: {en: It grinds.}
    quiet: true
"""


@pytest.fixture
def glossed(tree: Tree) -> Tree:
    tree.write(FILE, GLOSSARY)
    return tree


def marked(glossed: Tree, text: str) -> list[str]:
    """The words that the day's page marks when this is its text."""
    glossed.edit(DAY, "Sort ten cards.", text)
    html = glossed.load().courses["sample"].days[0].body.html
    return re.findall(r'<a class="term"[^>]*>(.*?)</a>', html, re.DOTALL)


def test_a_glossary_is_read_with_its_terms(glossed: Tree) -> None:
    glossary = glossed.load().glossary

    term = glossary.term("firm")
    assert (term.short.get("es"), term.short.get("fr")) == (
        "Tiene pocas manos.",
        "It has few hands.",
    )
    assert term.forms("en") == ("small firm", "small firms", "firm", "firms")
    assert term.forms("fr") == ()
    assert [term.id for term in glossary.in_order("en")] == ["bds", "mill", "firm"]


def test_other_names_leave_out_plurals(glossed: Tree) -> None:
    glossary = glossed.load().glossary

    assert glossary.term("firm").other_names("en") == ["firm"]
    assert glossary.term("bds").other_names("en") == ["firm's services"]


def test_a_tree_without_a_glossary_explains_no_word(tree: Tree) -> None:
    library = tree.load()

    assert library.glossary.terms == ()
    assert library.courses["sample"].days[0].body.words == ()


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("id: bds", "id: firm", "7 terms.1.id: is 'firm', as is another term's."),
        (
            "see: [bds]",
            "see: [bank]",
            "6 terms.0.see.0: names the term 'bank', which does not exist.",
        ),
        ("[BDS,", "[Firms,", "9 terms.1.also: calls it 'Firms' (en), as 'firm' is called."),
        ("en: Help", "fr: Help", "10 terms.1.short: has no English text (en)."),
        ("quiet: true", "quiet: perhaps", "14 terms.2.quiet: must be true or false."),
        (
            "It grinds.",
            "x" * (LONGEST + 1),
            f"13 terms.2.short.en: has {LONGEST + 1} characters (en); "
            f"an explanation has {LONGEST} at most.",
        ),
    ],
)
def test_a_spoilt_glossary_is_named_with_its_line_and_field(
    glossed: Tree, old: str, new: str, fault: str
) -> None:
    glossed.edit(FILE, old, new)

    assert f"{FILE}:{fault}" in glossed.faults()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A firm and a firm.", ["firm"]),
        ("Small firms and firms.", ["Small firms"]),
        ("SMALL FIRM, affirm, firm-like, non-firm, firmer.", []),
        ("Broken\nover: small\nfirm.", ["small\nfirm"]),
        ("Of **each firm** here.", ["firm"]),
        ("A firm’s services.", ["firm’s services"]),
        ("A firm's services.", ["firm&rsquo;s services"]),
        ("A firm's owner.", ["firm"]),
        ("bds, BDS.", ["BDS"]),
        ("The mill.", []),
        ("`firm` and [a firm](case:mill).", []),
        ("### Firm\n\nA firm.", ["firm"]),
        ('!!! note "The firm"\n    A firm.', ["firm"]),
        ("| Firm |\n|---|\n| firms |", ["firms"]),
        ("Firm\n:   a firm", ["firm"]),
        ("- a firm\n- BDS\n- a firm", ["firm", "BDS"]),
        ("A <b>firm</b>, *BDS* and firm.", ["firm", "BDS"]),
    ],
)
def test_a_word_is_marked_where_it_is_prose_and_once(
    glossed: Tree, text: str, words: list[str]
) -> None:
    assert marked(glossed, text) == words


def test_a_marked_word_leads_to_its_explanation_and_back(glossed: Tree) -> None:
    glossed.edit(DAY, "Sort ten cards.", "Ask a firm.")

    body = glossed.load().courses["sample"].days[0].body

    assert '<p>Ask a <a class="term" href="#term-firm" id="in-firm">firm</a>.</p>' in body.html
    assert [word.id for word in body.words] == ["firm"]


def test_a_trainers_script_and_a_teaching_note_mark_nothing(glossed: Tree) -> None:
    library = glossed.load()
    note = library.case_studies["mill"].section("teaching-note")

    assert library.courses["sample"].days[0].trainer_script.words == ()
    assert note.explained == ()


def test_a_case_marks_a_word_once_over_all_its_parts(glossed: Tree) -> None:
    glossed.edit(CASE, "A river.", "A firm by a river.")
    glossed.edit(CASE, "It ran on.", "The firm ran on, with BDS.")

    case = glossed.load().case_studies["mill"]

    told = [[word.id for word in text.words] for text in texts_of(case)]
    assert told[:2] == [["firm"], ["bds"]]
    assert not any(told[2:])


def texts_of(case: CaseStudy) -> list[Text]:
    return [text for section in case.sections for text in section.explained]


def test_a_text_is_marked_in_its_own_language(glossed: Tree) -> None:
    glossed.edit("courses/sample/course.yml", "languages: [en]", "languages: [en, es]")
    spanish = LESSON.replace("/en/", "/es/")
    glossed.write(
        spanish,
        glossed.text(LESSON).replace("## A heading", "Una empresa pequeña. A firm.\n\n## Uno"),
    )

    lesson = glossed.load().courses["sample"].in_language("es").lesson("a1-1")

    assert (
        '<a class="term" href="#term-firm" id="in-firm">empresa pequeña</a>. A firm.'
        in lesson.body.html
    )


def test_our_glossary_speaks_every_language() -> None:
    """French keeps its signs with their words, as in the catalogue of the pages."""
    wrong = re.compile(r"(?<!\u00a0)[;?!»:]|«(?!\u00a0)|['\"]")
    terms = library().glossary.terms

    untold = [
        (term.id, language)
        for term in terms
        for language in LANGUAGES
        if language not in term.name.root or language not in term.short.root
    ]
    spoilt = [term.id for term in terms if wrong.search(term.short.get("fr") + term.name.get("fr"))]
    assert (untold, spoilt) == ([], [])


def test_every_case_marks_a_word_once_and_shows_what_it_marks() -> None:
    for case in library().case_studies.values():
        html = "".join(text.html for text in texts_of(case))
        linked = re.findall(r'href="#term-([\w-]+)"', html)
        told = [word.id for text in texts_of(case) for word in text.words]

        assert linked == told
        assert len(told) == len(set(told))
