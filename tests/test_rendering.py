"""What is put together once is what would be put together anew."""

import pytest
from flask import Flask, render_template_string, url_for
from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup


@pytest.mark.parametrize(
    ("base", "path", "address"),
    [
        ("http://127.0.0.1/", "/courses", "/courses/cluster-broker/days/a1"),
        ("http://127.0.0.1/weft/", "/courses", "/weft/courses/cluster-broker/days/a1"),
    ],
)
def test_a_kept_address_stays_under_its_root(
    app: Flask, base: str, path: str, address: str
) -> None:
    with app.test_request_context(path, base_url=base):
        for _ in range(2):
            assert url_for("learning.day", course_id="cluster-broker", day_id="a1") == address


@pytest.mark.parametrize(
    ("path", "address"), [("/courses/cluster-broker", "/courses/x"), ("/projects", "/projects")]
)
def test_a_kept_address_that_names_no_feature_is_of_the_one_that_answers(
    app: Flask, path: str, address: str
) -> None:
    endpoint, place = (".projects", {}) if path == "/projects" else (".course", {"course_id": "x"})

    with app.test_request_context(path):
        assert [url_for(endpoint, **place) for _ in range(2)] == [address] * 2
        assert url_for(endpoint, **place, _anchor="a", _external=True).endswith(f"{address}#a")


def test_what_people_wrote_is_text_in_a_sentence_that_is_html(app: Flask) -> None:
    page = (
        "{% for who in people %}"
        '{{ _("%(name)s has done all else", name=who) }} '
        '{{ ngettext("%(num)s note of yours", "%(num)s notes of yours", loop.index) }}, '
        "{% trans percent=loop.index * 50 %}{{ percent }} % of{% endtrans %} <br>"
        "{% endfor %}"
    )

    with app.test_request_context("/"):
        shown = render_template_string(page, people=["<b>", "Ana"])

    assert shown == (
        "&lt;b&gt; has done all else 1 note of yours, 50 % of <br>"
        "Ana has done all else 2 notes of yours, 100 % of <br>"
    )


def test_a_page_calls_whatever_can_be_called(app: Flask) -> None:
    page = (
        "{% macro twice(word) %}{{ word * 2 }}{% endmacro %}"
        "{% for word in words %}{% set known = word %}"
        "{{ twice(word) }} {{ twice(word=word) }} {{ word.upper() }} {{ word.__len__() }} "
        "{{ function(word) }} {{ object(word) }} {{ kind(word) }} {{ asks('known') }};"
        "{% endfor %}"
    )

    with app.test_request_context("/"):
        shown = render_template_string(
            page, words=["a", "<"], function=ord, object=_Object(), kind=list, asks=_of_the_loop
        )

    assert shown == (
        "aa aa A 1 97 object of a [&#39;a&#39;] a;"
        "&lt;&lt; &lt;&lt; &lt; 1 60 object of &lt; [&#39;&lt;&#39;] &lt;;"
    )


class _Object:
    def __call__(self, word: str) -> str:
        return f"object of {word}"


@pass_context
def _of_the_loop(page: Context, name: str) -> object:
    return page[name]


def test_a_macro_that_is_remembered_keeps_text_and_html_apart(app: Flask) -> None:
    page = (
        "{% macro drawn(word) %}<i>{{ word }}</i>{% endmacro %}{% set shown = remembered(drawn) %}"
        "{% for word in words %}{{ shown(word) }}{% endfor %}"
    )

    with app.test_request_context("/"):
        shown = render_template_string(page, words=[Markup("<b>"), "<b>", Markup("<b>"), "<b>"])

    assert shown == "<i><b></i><i>&lt;b&gt;</i>" * 2
