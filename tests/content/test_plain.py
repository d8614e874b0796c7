import re

import pytest

from lms.content import library
from lms.content.plain import plain
from lms.content.text import Press, Setting, Text


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("One\ntwo.\n\nThree.", "One two. Three."),
        ("## A title {#a}\n\nText.", "A title. Text."),
        ("### Who asks?\n\nText.", "Who asks? Text."),
        ('!!! try "In your cluster"\n    Go and *see*.', "In your cluster. Go and see."),
        ("!!! note\n    Go.", "Go."),
        ("A [link](case:bagru) and **bold**, _em_ and `code`.", "A link and bold, em and code."),
        ('![A mill](media/mill.svg "Day one"){width=4 height=3}', "A mill"),
        ("| Firm | n |\n|---|--:|\n| [Mill](case:mill) | 12 |", "Firm, n. Mill, 12."),
        ("- one\n- two\n\n1. three", "one two three"),
        ("> said", "said"),
        ("Term\n:   meaning", "Term meaning"),
        ("Told[^1].\n\n[^1]: A note.", "Told. A note."),
        ("[[exhibit e1]]\n\nAfter.", "After."),
        ("A &amp; B <em>c</em> a*b 2 * 3", "A & B c a*b 2 * 3"),
        ("~~~\n# code\n~~~\nAfter.", "After."),
        ("", ""),
    ],
)
def test_the_words_of_a_text_are_left(source: str, words: str) -> None:
    assert plain(Text(source, Setting(Press()))) == words


def test_no_mark_is_left_of_what_is_really_taught() -> None:
    shelf = library()
    texts = [lesson.body for course in shelf.courses.values() for lesson in course.lessons]
    texts += [day.body for course in shelf.courses.values() for day in course.days]
    texts += [section.body for case in shelf.case_studies.values() for section in case.sections]

    marks = re.compile(r"\]\(|\*\*|`|\{[#:]|\[\[|\||!!!|<\w|&\w+;")
    assert [found[0] for text in texts if (found := marks.search(plain(text)))] == []
