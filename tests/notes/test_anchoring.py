import re

import pytest
from markupsafe import Markup

from lms.content import library
from lms.notes import anchoring
from lms.notes.anchoring import Passage, Placed

HTML = """<h2 id="one">Listen first</h2>
<p>A broker <em>listens</em> before he
speaks &amp; writes.</p>
<ul>
<li>Visit the workshop.</li>
<li>Ask about <a class="term" href="#term-yarn">yarn</a>.</li>
</ul>
<p>Visit the workshop. Again, and with time.</p>"""


def mark(quote: str, before: str = "", after: str = "", html: str = HTML) -> str | None:
    found = anchoring.find(html, Passage(quote, before, after))
    return str(anchoring.marked(html, [Placed(*found, Markup("<i></i>"))])) if found else None


def without_marks(html: str) -> str:
    return re.sub(r'<mark class="kept">|</mark>|<i></i>', "", html)


def test_a_passage_is_marked_across_tags_and_lines() -> None:
    assert mark("listens before he speaks & writes.") == HTML.replace(
        "<em>listens</em> before he\nspeaks &amp; writes.",
        '<em><mark class="kept">listens</mark></em><mark class="kept"> before he\n'
        "speaks &amp; writes.</mark><i></i>",
    )


def test_a_passage_over_several_paragraphs_is_marked_in_each() -> None:
    found = mark("writes. Visit the workshop. Ask")
    assert found is not None
    assert re.findall(r'<mark class="kept">(.*?)</mark>', found) == [
        "writes.",
        "Visit the workshop.",
        "Ask",
    ]
    assert without_marks(found) == HTML


@pytest.mark.parametrize(
    ("before", "after", "comes_after"),
    [
        ("speaks & writes.", "Ask about", "<li>"),
        ("about yarn.", "Again, and", "<p>"),
        ("words that are gone", "Again, and more", "<p>"),
    ],
)
def test_of_equal_passages_the_one_with_its_neighbours_is_marked(
    before: str, after: str, comes_after: str
) -> None:
    found = mark("Visit the workshop.", before, after)
    assert found is not None
    assert f'{comes_after}<mark class="kept">Visit the workshop.</mark>' in found


def test_the_way_to_a_note_does_not_stand_in_a_link() -> None:
    assert mark("about yarn") == HTML.replace(
        'about <a class="term" href="#term-yarn">yarn</a>',
        '<mark class="kept">about </mark>'
        '<a class="term" href="#term-yarn"><mark class="kept">yarn</mark></a><i></i>',
    )


def test_a_passage_that_is_no_longer_there_is_not_found() -> None:
    assert mark("A broker speaks first.") is None
    assert mark("") is None


def test_two_passages_may_overlap() -> None:
    spans = [anchoring.find(HTML, Passage(quote, "", "")) for quote in ("before he", "he speaks")]
    assert all(spans)
    html = anchoring.marked(HTML, [Placed(*span, Markup("<i></i>")) for span in spans if span])
    assert '<mark class="kept">before he<i></i>\nspeaks</mark><i></i> &amp;' in html
    assert without_marks(html) == HTML


def test_paragraphs_items_and_rows_can_be_chosen_but_no_heading() -> None:
    assert [passage.quote for passage in anchoring.passages(HTML)] == [
        "A broker listens before he speaks & writes.",
        "Visit the workshop.",
        "Ask about yarn.",
        "Visit the workshop. Again, and with time.",
    ]


def test_whatever_can_be_chosen_in_any_lesson_is_found_again_where_it_stood() -> None:
    for course in library().courses.values():
        for lesson in course.lessons[::5]:
            html = str(lesson.body.html)
            text = anchoring.read(html).text
            for passage in anchoring.passages(html):
                found = anchoring.find(html, passage)
                assert found is not None, (lesson.ref, passage)
                assert text[slice(*found)] == passage.quote
                assert text[: found[0]].rstrip().endswith(passage.before[-20:]), (
                    lesson.ref,
                    passage,
                )
                marked = anchoring.marked(html, [Placed(*found, Markup("<i></i>"))])
                assert without_marks(marked) == html
