"""Every form that keeps drafts can be gone on with in another language, without scripts."""

from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

import pytest

from tests.markup import Node
from tests.people import People
from tests.scene import Scene, a_scene
from tests.visitor import Visitor

FORMS = {
    "supervisor": (
        *("/placements/{placement}/appeals/{appeal}", "/calibration/log-vats", "/phrases/{phrase}"),
        *("/reviews/deliverables/{work}", "/placements/{placement}/entrustment", "/phrases"),
        *("/placements/{placement}/word", "/reviews/{entry}"),
    ),
    "classmate": (
        *("/case-studies/bagru", "/placements/{year}/phases/1"),
        "/p/{forum_post}/reactions/tried",
    ),
    "trainee": (
        "/editions/{edition}/case-studies/bagru/discussion",
        "/editions/{edition}/case-studies/bagru/posts/{post}/edit",
        *("/forum/held/{held_decision}/beginning", "/forum/held/{held}/edit"),
        "/forum/edition-{edition}/decisions/new/consent",
        *("/placements/{placement}/diary/new", "/placements/{placement}/entries/new"),
        *("/placements/{placement}/entries/quick", "/placements/{placement}/weeks/1"),
        *("/notes/new", "/notes/{experience}/edit", "/notes/{experience}/uses/new"),
        "/notes/{experience}/parts/problem/comments",
        "/notes/{experience}/comments/{note_comment}",
        *("/p/{forum_post}/edit", "/forum/edition-{edition}/new", "/topics/{topic}"),
        "/p/{forum_post}/translations/fr/edit",
        *("/initiatives/new", "/trips/new", "/trips/{trip}/edit", "/trips/{held_trip}/report"),
        *("/courses/cluster-broker/a1-1", "/my-notes/{note}/edit"),
        "/programmes/{programme}/application",
        "/benchmarks/projects/{project}/indicators/{indicator}",
    ),
    "trainer": (
        "/editions/{edition}/case-papers/{paper}",
        "/editions/{edition}/sessions/{session}/attendance",
        "/editions/{edition}/materials/new/lesson",
        "/editions/{edition}/question-sets/{set}/files/new",
    ),
    "assessor": ("/second-marks/{second}",),
    "coordinator": (
        "/editions/{edition}/messages/new",
        "/placements/{placement}/entries/{entry}/reopening",
        "/programmes/{programme}/days/{programme_day}/notes/en",
        *("/programmes/{programme}/visits/new", "/programmes/{programme}/visits/{study_visit}"),
        "/programmes/{programme}/visits/{study_visit}/observations/new",
        *("/benchmarks/new", "/benchmarks/{benchmark_set}/edit"),
        "/benchmarks/{benchmark_set}/indicators/new",
    ),
}

NOT_WALKED = {
    *("admin/_components_forms.html", "offline/practice.html"),  # no form of a page; of a copy
    *("case_studies/paper.html", "deliverables/_form.html", "notes/new.html"),  # test_languages
    "quizzes/questions.html",  # tests/quizzes
    *("agreements/agreement.html", "appeals/appeals.html", "signoffs/_forms.html"),
    *("attendance/register.html", "second_marks/_settling.html", "introductions/new.html"),
}
"""Those of the last two lines: test_forms_of_a_moment."""


@pytest.fixture
def scene(people: People) -> Scene:
    return a_scene(people)


@pytest.mark.long
@pytest.mark.parametrize("who", FORMS)
def test_what_was_typed_is_back_in_the_other_language(
    visitor: Visitor, people: People, scene: Scene, who: str
) -> None:
    visitor.signed_in(getattr(people, who))
    lost = {}
    for row in FORMS[who]:
        visitor.get(scene.address(row))
        typed = dict(filled_in(the_form(visitor)))
        visitor.get(in_another_language(visitor, typed))
        found = dict(standing(the_form(visitor)))
        if missing := {name: value for name, value in typed.items() if found.get(name) != value}:
            lost[row] = missing
    assert lost == {}


def the_form(visitor: Visitor) -> Node:
    """The one that keeps a draft."""
    found: Node = visitor.all("draft-keeper form:has(noscript)")[0]
    return found


def in_another_language(visitor: Visitor, typed: dict[str, str]) -> str:
    """Press the first language, with all that the form holds."""
    form = the_form(visitor)
    button = form.query("noscript button")[0].attrs
    hidden = form.query("input[type=hidden]")
    held = {node.attrs["name"]: node.attrs.get("value", "") for node in hidden}
    sent = held | typed | {button["name"]: button["value"]}
    return str(visitor.post(button["formaction"], sent).location)


def filled_in(form: Node) -> Iterator[tuple[str, str]]:
    """Something in every control that is not hidden, the last choice where there are several."""
    for name, (kind, nodes) in controls(form).items():
        if kind == "words":
            most = int(nodes[0].attrs.get("maxlength") or 100)
            yield name, f"Words for {name}"[:most]
        elif kind == "choice":
            yield name, nodes[-1].attrs.get("value") or nodes[-1].to_text()


def standing(form: Node) -> Iterator[tuple[str, str]]:
    for name, (kind, nodes) in controls(form).items():
        if kind == "words":
            box = nodes[0]
            yield name, box.typed() if box.name == "textarea" else box.attrs.get("value", "")
        else:
            chosen = [one for one in nodes if {"checked", "selected"} & one.attrs.keys()]
            yield name, (chosen[0].attrs.get("value") or chosen[0].to_text()) if chosen else ""


def controls(form: Node) -> dict[str, tuple[str, list[Node]]]:
    """By name: whether it takes words or is a choice, and what there is to fill in or choose."""
    found = [
        *(("words", node.attrs["name"], node) for node in form.query("textarea[name]")),
        *(
            ("choice" if node.attrs.get("type") == "radio" else "words", node.attrs["name"], node)
            for node in form.query("input[name]:not([type=hidden], [type=file], [type=checkbox])")
        ),
        *(
            ("choice", node.attrs["name"], option)
            for node in form.query("select:not([multiple])")
            for option in node.query("option")
        ),
    ]
    found.sort(key=lambda one: one[1])
    return {
        name: (rows[0][0], [node for _kind, _name, node in rows])
        for name, rows in ((key, list(rows)) for key, rows in groupby(found, lambda one: one[1]))
    }


def test_none_is_forgotten(repository: Path) -> None:
    """A new form that keeps drafts is walked above; then this number is one more."""
    templates = repository / "templates"
    holding = {
        path.relative_to(templates).as_posix()
        for path in templates.rglob("*.html")
        if "call draft(" in path.read_text(encoding="utf-8")
    }
    assert holding >= NOT_WALKED
    assert len(holding - NOT_WALKED) == 47
