import re
import sys
from concurrent.futures import ThreadPoolExecutor
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from justhtml import JustHTML
from markdown import Markdown

from lms import markdown
from lms.content.dialect import from_repository
from lms.markdown import MEMBER_LIMIT, from_member, sanitised, too_costly
from tests.attacks.table import ATTACKS, dangers

LINKS = {"case:bagru": "/case-studies/bagru", "lesson:x/a1-1": "/courses/x/a1-1"}


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_a_member_types_runs(attack: str) -> None:
    assert dangers(from_member(attack)) == []


@pytest.mark.parametrize("attack", ATTACKS)
def test_the_sanitiser_stands_without_the_parsers_help(attack: str) -> None:
    html = Markdown(extensions=["attr_list"], output_format="html").convert(attack)

    assert dangers(sanitised(html)) == []


@given(st.text(alphabet="<>[]()!`*_#\\\"'=:/&;.- \n\t\x02\x03javscript0", max_size=300))
@settings(derandomize=True, deadline=None, max_examples=300, database=None)
def test_no_mixture_of_marks_breaks_out(text: str) -> None:
    assert dangers(from_member(text)) == []


def test_without_the_sanitiser_the_same_attacks_are_seen() -> None:
    parse = Markdown(extensions=["attr_list"], output_format="html").convert

    harmless = [attack for attack in ATTACKS if not dangers(parse(attack))]

    assert len(harmless) < len(ATTACKS) / 4, harmless


def test_html_that_a_member_types_is_shown_as_text() -> None:
    assert (
        from_member("Use <b>bold</b> & <i>") == "<p>Use &lt;b&gt;bold&lt;/b&gt; &amp; &lt;i&gt;</p>"
    )


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("One\ntwo", "<p>One<br>\ntwo</p>"),
        ("**a** *b* `c`", "<p><strong>a</strong> <em>b</em> <code>c</code></p>"),
        ("# Title", "<h3>Title</h3>"),
        ("##### Deep", "<h6>Deep</h6>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),
        ("> said", "<blockquote>\n<p>said</p>\n</blockquote>"),
        ("हिन्दी العربية", "<p>हिन्दी العربية</p>"),
        ("", ""),
    ],
)
def test_members_may_use_a_small_part_of_markdown(text: str, html: str) -> None:
    assert from_member(text) == html


REL = 'rel="noopener noreferrer nofollow ugc"'


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[a](https://a.example)", f'<a href="https://a.example" {REL}>a</a>'),
        (
            "See https://a.example/x_y_z?q=1.",
            f'See <a href="https://a.example/x_y_z?q=1" {REL}>https://a.example/x_y_z?q=1</a>.',
        ),
        (
            "[https://a.example](https://b.example)",
            f'<a href="https://b.example" {REL}>https://a.example</a>',
        ),
        ("[a](/notes/3)", f'<a href="/notes/3" {REL}>a</a>'),
    ],
)
def test_links_of_members_are_marked_as_theirs(text: str, html: str) -> None:
    assert from_member(text) == f"<p>{html}</p>"


COSTLY = {
    "unclosed brackets": "[" * 5000,
    "unclosed pictures": "![" * 5000,
    "unclosed addresses": "[a](<" * 4000,
    "brackets closed late": "[" * 200 + "]" * 200,
    "backticks": "``a`" * 2000,
    "underlines": "a\n=\n" * 2000,
    "quotes in quotes": ">" * 5000,
    "lists in lists": "- " * 5000,
    "numbers in numbers": "1. " * 5000,
    "deep indents": "\n".join("    " * depth + "- a" for depth in range(60)),
    "too long": "a " * (MEMBER_LIMIT // 2 + 1),
    "too long in bytes": "हि" * (MEMBER_LIMIT // 6 + 1),
}


@pytest.mark.parametrize("text", COSTLY.values(), ids=COSTLY)
def test_text_that_would_take_too_long_is_shown_as_it_stands(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delattr(markdown, "Markdown")

    html = from_member(text)

    assert too_costly(text)
    assert JustHTML(html, sanitize=False, fragment=True).to_text().split() == text.split()


def test_ordinary_long_text_is_not_too_costly() -> None:
    note = "We met [the millers](https://a.example) on **Monday**.\n\n- one\n    - two\n\n" * 90

    assert not too_costly(note)


def test_text_shown_as_it_stands_keeps_its_lines_and_is_escaped() -> None:
    html = from_member("<b>one\ntwo\n\nthree" + "[" * 101)

    assert html == f"<p>&lt;b&gt;one<br>\ntwo</p>\n<p>three{'[' * 101}</p>"


def test_nesting_the_parser_cannot_follow_is_shown_as_it_stands(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def give_up(_self: Markdown, _source: str) -> str:
        raise RecursionError

    monkeypatch.setattr(Markdown, "convert", give_up)

    assert from_member("- a") == "<p>- a</p>"


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("[B](case:bagru)", '<p><a href="/case-studies/bagru">B</a></p>'),
        ("[L](lesson:x/a1-1)", '<p><a href="/courses/x/a1-1">L</a></p>'),
        ("[J](case:jaipur)", "<p><span>J</span></p>"),
        ("[W](https://w.example)", '<p><a href="https://w.example">W</a></p>'),
        ("## Two words", '<h2 id="p-two-words">Two words</h2>'),
        ("[up](#two)", '<p><a href="#p-two">up</a></p>'),
        (
            "![A mill](media/mill.svg)",
            '<p><img alt="A mill" loading="lazy" src="/courses/x/media/mill.svg"></p>',
        ),
        (
            '![A mill](media/mill.svg "Day one"){width=4 height=3}',
            '<figure><img alt="A mill" height="3" loading="lazy" src="/courses/x/media/mill.svg" width="4"><figcaption>Day one</figcaption></figure>',  # noqa: E501
        ),
        ('A ![B](/x.svg "C")', '<p>A <img alt="B" loading="lazy" src="/x.svg" title="C"></p>'),
        ("![](/x.svg)", '<p><img alt="" loading="lazy" src="/x.svg"></p>'),
        ('"Yes" -- no', "<p>&ldquo;Yes&rdquo; &ndash; no</p>"),
        (
            '!!! try "In your cluster"\n    Go.',
            '<div class="admonition try">\n<p class="admonition-title">In your cluster</p>\n<p>Go.</p>\n</div>',  # noqa: E501
        ),
        ("Term\n:   meaning", "<dl>\n<dt>Term</dt>\n<dd>meaning</dd>\n</dl>"),
        ("<abbr>raw</abbr>", "<p><abbr>raw</abbr></p>"),
    ],
)
def test_text_of_the_repository_may_use_all_we_need(text: str, html: str) -> None:
    assert from_repository(text, LINKS, id_prefix="p-", media="/courses/x") == html


def test_a_table_scrolls_in_a_region_named_by_its_heads() -> None:
    html = from_repository('| "Firm" | n |\n|---|--:|\n| Mill | 12 |\n\nAfter', {})

    assert html.startswith(
        '<div aria-label="&ldquo;Firm&rdquo;, n" class="scroll" role="region" tabindex="0"><table>'
    )
    assert '<th class="align-right" scope="col">n</th>' in html
    assert '<td class="align-right">12</td>' in html
    assert "style=" not in html
    assert html.endswith("</table></div>\n<p>After</p>")


def test_tables_with_the_same_heads_have_names_of_their_own() -> None:
    html = from_repository("| n |\n|---|\n| 1 |\n\n| n |\n|---|\n| 2 |", {})

    assert re.findall('aria-label="([^"]+)"', html) == ["n", "n (2)"]


def test_a_table_without_heads_still_has_a_name() -> None:
    assert 'aria-label="Table"' in from_repository("| | |\n|---|---|\n| a | b |", {})


def test_the_empty_corner_of_a_table_is_no_heading() -> None:
    html = from_repository("| | Firm |\n|---|---|\n| Need | Cloth |", {})

    assert '<tr>\n<td></td>\n<th scope="col">Firm</th>\n</tr>' in html


def test_footnotes_of_two_texts_on_one_page_do_not_share_ids() -> None:
    text = "A[^1]\n\n[^1]: Note."

    pages = [from_repository(text, {}, id_prefix=prefix) for prefix in ("a-", "b-")]

    ids = [re.findall(r'id="([^"]+)"', page) for page in pages]
    assert ids == [["a-fnref:1", "a-fn:1"], ["b-fnref:1", "b-fn:1"]]
    assert re.findall(r'href="#([^"]+)"', pages[0]) == ["a-fn:1", "a-fnref:1"]


SIGNS = "[a]: /b [a] 3. * > # ` @ana-paz \n\t_~-=<!&"


def in_a_new_thread(text: str, names: tuple[str, ...]) -> str:
    with ThreadPoolExecutor(1) as pool:
        return pool.submit(from_member, text, names=names).result()


def test_nothing_of_an_earlier_text_is_left_in_the_next() -> None:
    """A thread reads one text after another; another one that reads only this says the same."""
    chance = Random(5)  # noqa: S311  # the same each time
    texts = ["[a]: /elsewhere", "7. a\n8. b", "See [a].", *ATTACKS[:40]]
    texts += ["".join(chance.choices(SIGNS, k=80)) for _ in range(120)]
    for text in texts:
        names = chance.choice([(), ("ana-paz",)])
        assert from_member(text, names=names) == in_a_new_thread(text, names), text


def test_a_text_that_is_too_deep_spoils_none_that_follow() -> None:
    """With its control: the text is not too deep where the stack is as it is."""
    deep, plain = "\n".join(f"{'  ' * 2 * depth}* {depth}" for depth in range(38)), "* a\n* b"
    wanted = from_member(plain)
    assert "<ul>" in from_member(deep)
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(depth_now() + 60)
    try:
        assert "<ul>" not in from_member(deep)
    finally:
        sys.setrecursionlimit(before)
    assert from_member(plain) == wanted


def depth_now() -> int:
    frame, depth = sys._getframe(), 0
    while frame := frame.f_back:  # type: ignore[assignment]
        depth += 1
    return depth
