"""Figures and reading level: what authors see, and what the tests of the source rest on."""

import pytest
from click.testing import CliRunner

from lms import content
from lms.content.cli import content as command
from lms.content.figures import figures, numbers
from lms.content.level import grade, levels, prose_levels
from tests.content import fingerprint
from tests.content.tree import CASE, DAY, ELECTIVE_LESSON, GUIDE, LESSON, PERIOD, STUDY, Tree

DOCUMENT = (
    "Contents\nIntroduction\t77\n\nIntroduction\n"
    "Nearly 90 per cent of twenty-three firms, US$16,000.\n\nBibliography\nBest, 1995\n"
)


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("more than 10,000 firms", ["10000"]),
        ("US$650 million, 812.5 in 1999.", ["650", "812.5", "1999"]),
        ("Since the 1980s, 20/74/6", ["1980", "20", "74", "6"]),
        ("Twenty-three of ten thousand, two hundred and seven", ["23", "10000", "200", "7"]),
        ("One of day A5, part e1 and k2", []),
    ],
)
def test_numbers_are_read_as_numerals_and_as_words(text: str, values: list[str]) -> None:
    assert [f"{number.value:f}" for number in numbers(text)] == values


def strange(tree: Tree) -> list[str]:
    case = tree.load().case_studies["mill"]
    return [str(figure) for figure in figures(case, tree.root) if not figure.ours]


@pytest.mark.parametrize(
    "text",
    [
        "By our arithmetic, 71 firms are left.",
        "Suppose that 71 firms come.\n\n| Firm | Cost |\n|---|---|\n| A | 71 |",
        "All sums here are invented.\n\nThe van costs 71.\n\nA driver costs 71.",
        "Write 71 to 72 words in 71 minutes.\n\n71. Read [lesson 71](lesson:sample/a1-1).",
        '!!! try "In your cluster"\n    Ask 71 people.\n\n    Then ask 71 more.',
    ],
)
def test_a_figure_that_the_page_calls_its_own_is_ours(tree: Tree, text: str) -> None:
    before = strange(tree)
    tree.edit(CASE, "{#context}\n", f"{{#context}}\n\n{text}\n")

    assert len([figure for figure in strange(tree) if " 71" in figure]) == 0
    assert len(strange(tree)) == len(before)


@pytest.mark.parametrize(
    "text", ["In the town, 71 firms.", "Suppose it rains.\n\nThe town has 71 firms."]
)
def test_any_other_figure_is_the_sources(tree: Tree, text: str) -> None:
    tree.edit(CASE, "{#context}\n", f"{{#context}}\n\n{text}\n")

    found = [figure for figure in strange(tree) if " 71 (source)" in figure]

    line = tree.text(CASE).splitlines().index(text.splitlines()[-1]) + 1
    assert [figure.split(" ")[0] for figure in found] == [f"{CASE}:{line}"]


def test_the_document_gives_its_fingerprints_and_the_numbers_of_its_body(
    tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fingerprint, "FINGERPRINTS", tree.root / "prints")
    monkeypatch.setattr(fingerprint, "NUMBERS", tree.root / "numbers")

    fingerprint.write(DOCUMENT)

    assert tree.text("numbers") == "23\n90\n16000\n"
    assert len(tree.text("prints").split()) == len(list(fingerprint.runs(DOCUMENT)))


def test_long_words_and_long_sentences_are_harder() -> None:
    easy = "The cat sat. The dog ran. A bird sang."
    hard = "Institutional representation necessitates considerable organisational capability."

    assert grade(easy) < 1
    assert grade(hard) > 20


def test_headings_and_tables_do_not_make_a_text_easier() -> None:
    text = "Owners who meet every month understand each other better than owners who do not."

    assert grade(f"## A title\n\n| a | b |\n|---|---|\n\n{text}") == grade(text)
    assert grade("## Nothing else") == 0.0


def test_a_blank_to_be_filled_in_does_not_end_a_sentence() -> None:
    assert grade("We work in … from … to … with the owners.") == grade(
        "We work in from to with the owners."
    )


def test_every_text_that_a_trainee_studies_has_one_level(fuller: Tree) -> None:
    listed = [level.file for level in levels(fuller.load())]

    assert {LESSON, ELECTIVE_LESSON, PERIOD, CASE, DAY, GUIDE} <= set(listed)
    assert len(listed) == len(set(listed))


def test_scripts_are_listed_and_not_bounded(fuller: Tree) -> None:
    bounded = {level.file for level in prose_levels(fuller.load())}

    assert {LESSON, ELECTIVE_LESSON, PERIOD, CASE} <= bounded
    assert not bounded & {DAY, GUIDE}


def test_the_author_sees_figures_and_levels(tree: Tree, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(content, "_root", [tree.root])

    listed = CliRunner().invoke(command, ["figures", "mill"])
    unknown = CliRunner().invoke(command, ["figures", "atlantis"])
    level = CliRunner().invoke(command, ["level"])

    assert listed.output.startswith(f"{STUDY}:")
    assert "There is no case 'atlantis'." in unknown.output
    assert len(level.output.splitlines()) == len(list(levels(tree.load())))
