"""What teachers may write: the dialect of the courses, and nothing that runs or hides."""

import re
from time import process_time

import pytest
from justhtml import JustHTML

from lms.materials.cooking import Media, cooked

MEDIA = {
    "stall.jpg": Media("/editions/1/materials/2/files/3", 640, 480),
    "prices.pdf": Media("/editions/1/materials/2/files/4"),
}
TAGS = (
    "p h2 h3 h4 ul ol li dl dt dd blockquote pre hr div table thead tbody tr th td figure "
    "figcaption a strong em code br sup img"
)
ALLOWED = frozenset(TAGS.split(" "))
HARMFUL = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg/onload=alert(1)>",
    "<iframe src='https://evil.example'></iframe>",
    "<style>*{display:none}</style>",
    "<form action=/logout method=post><button>Win</button></form>",
    "<a href='javascript:alert(1)'>x</a>",
    "[x](javascript:alert(1))",
    "[x](JaVaScRiPt&colon;alert(1))",
    "[x](data:text/html;base64,PHNjcmlwdD4=)",
    "[x](vbscript:x)",
    "![x](javascript:alert(1))",
    "![x](https://tracker.example/1.gif)",
    "![x](//tracker.example/1.gif)",
    "![x](/logout)",
    "[x](https://a.example \"' onmouseover='alert(1)\")",
    "## Title {onclick=alert(1)}",
    "para {: style='position:fixed' onclick=alert(1) }",
    "<details open ontoggle=alert(1)>",
    "<math><mtext></math><img src=x onerror=alert(1)>",
    "<!--><script>alert(1)</script>-->",
    "[^a]\n\n[^a]: <script>alert(1)</script>",
    "[^a'onclick=alert(1)]\n\n[^a'onclick=alert(1)]: x",
    '!!! try" onclick="alert(1)" "x"\n    y',
    "| a |\n|---|\n| <script>alert(1)</script> |",
    '```"><script>alert(1)</script>\nx\n```',
    "`<script>alert(1)</script>`",
    "x\n: <img src=x onerror=alert(1)>",
]


@pytest.mark.parametrize("text", HARMFUL)
def test_nothing_that_runs_or_calls_elsewhere_gets_through(text: str) -> None:
    html = cooked(text, MEDIA)
    for node in JustHTML(html, fragment=True, sanitize=False).query("*"):
        if node.name.startswith(("#", "!")):
            continue
        assert node.name in ALLOWED, html
        assert not [name for name in node.attrs if name.startswith("on") or name == "style"], html
        if node.name == "a" and "href" in node.attrs:
            assert re.match(r"https?://|mailto:|#|/", node.attrs["href"]), html
        if node.name == "img":
            assert node.attrs["src"].startswith("/editions/"), html


def test_the_marks_of_a_lesson_work() -> None:
    html = cooked(
        "## Prices\n\nA *fair* price.[^1]\n\n| What | Cost |\n|---|---:|\n| Hide | 12 |\n\n"
        '!!! try "In your market"\n    Ask three.\n\nHide\n: What is tanned.\n\n[^1]: Ours.',
        MEDIA,
    )
    page = JustHTML(html, fragment=True, sanitize=False)
    assert page.query("h2")[0].attrs["id"] == "m-prices"
    assert page.query("th")[0].attrs["scope"] == "col"
    assert page.query("td.align-right")[0].to_text() == "12"
    assert page.query(".scroll")[0].attrs["tabindex"] == "0"
    assert page.query(".admonition.try .admonition-title")[0].to_text() == "In your market"
    assert page.query("dd")[0].to_text().strip() == "What is tanned."
    for link in page.query("a[href^='#']"):
        assert page.query(f"[id='{link.attrs['href'][1:]}']"), html


def test_pictures_are_the_materials_own_with_their_size_and_caption() -> None:
    page = JustHTML(
        cooked('![A stall](media/stall.jpg "At six")', MEDIA), fragment=True, sanitize=False
    )
    assert page.query("figure figcaption")[0].to_text() == "At six"
    assert page.query("figure img")[0].attrs == {
        "alt": "A stall",
        "src": "/editions/1/materials/2/files/3",
        "width": "640",
        "height": "480",
        "loading": "lazy",
    }


def test_a_picture_that_is_not_there_leaves_its_words() -> None:
    assert cooked("![A stall](media/gone.jpg)", MEDIA) == "<p><em>A stall</em></p>"
    assert cooked("![A list](media/prices.pdf)", MEDIA) == "<p><em>A list</em></p>"


def test_a_link_leads_to_a_file_or_into_the_courses() -> None:
    assert 'href="/editions/1/materials/2/files/4"' in cooked("[Prices](media/prices.pdf)", MEDIA)
    assert 'href="/case-studies/bagru"' in cooked("[Bagru](case:bagru)", MEDIA)
    assert cooked("[Nowhere](case:nowhere)", MEDIA) == "<p>Nowhere</p>"


def test_headings_take_no_id_and_no_level_of_the_page() -> None:
    html = cooked("# Main\n\n## Main\n\n###### Deep", MEDIA)
    assert re.findall(r"<(h\d) id=\"([^\"]+)\"", html) == [
        ("h2", "m-main"),
        ("h2", "m-main_1"),
        ("h4", "m-deep"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 12_000,
        "[a](<" * 2_400,
        "> " * 6_000,
        "- " * 6_000,
        "`" * 12_000,
        "*a **b " * 1_700,
        "|" * 12_000,
        "a|b\n-|-\n" + "|" * 11_000,
        "[^a]" * 3_000,
        "a\n: " * 3_000,
        "!!! try\n" * 1_500,
        ("x" * 40 + "\n") * 290,
        "~~~\n" * 3_000,
    ],
)
def test_no_text_of_the_length_allowed_takes_long(text: str) -> None:
    start = process_time()
    cooked(text, MEDIA)
    assert process_time() - start < 2
