"""Rules worth repeating in every review, so that no review has to."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect

from lms import schema
from lms.accounts.access import audience_of
from lms.db import Model, db

ROOT = Path(__file__).resolve().parent.parent
CODE = sorted(path for path in (ROOT / "lms").rglob("*.py") if "versions" not in path.parts)
TESTS = sorted((ROOT / "tests").rglob("*.py"))
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
STYLES = sorted((ROOT / "static" / "css").rglob("*.css"))
SCRIPTS = sorted((ROOT / "static" / "js").rglob("*.js"))
CEILINGS = [(CODE + TESTS, 250), (TEMPLATES, 100), (STYLES, 150), (SCRIPTS, 120)]
LONGEST_FUNCTION = 30
LONGEST_VIEW = 25


def lines_of(path: Path) -> int:
    return sum(1 for line in path.read_text(encoding="utf-8").splitlines() if line.strip())


def functions(path: Path) -> Iterator[ast.FunctionDef]:
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield node


def length(function: ast.FunctionDef) -> int:
    """Lines of the body without its docstring."""
    body = function.body[1:] if ast.get_docstring(function) else function.body
    return (body[-1].end_lineno or 0) - body[0].lineno + 1 if body else 0


@pytest.mark.parametrize(("paths", "most"), CEILINGS, ids=["python", "html", "css", "js"])
def test_no_file_is_longer_than_one_can_read_at_once(paths: list[Path], most: int) -> None:
    long = {path.relative_to(ROOT).as_posix(): lines_of(path) for path in paths}
    assert {name: lines for name, lines in long.items() if lines > most} == {}


def holds_views(path: Path) -> bool:
    """`views.py`, and what lies in a folder `views`; a package whose name ends so does not."""
    inside = path.relative_to(ROOT / "lms")
    return inside.name == "views.py" or "views" in inside.parent.parts


@pytest.mark.parametrize(
    ("name", "expected"),
    [("phases/views.py", True), ("reviews/views/desk.py", True), ("reviews/together.py", False)],
)
def test_views_are_known_by_their_place(name: str, expected: bool) -> None:
    assert holds_views(ROOT / "lms" / name) is expected


def test_no_function_is_long() -> None:
    found = {
        f"{path.relative_to(ROOT).as_posix()}:{function.name}": length(function)
        for path in CODE
        for function in functions(path)
        if length(function) > (LONGEST_VIEW if holds_views(path) else LONGEST_FUNCTION)
    }
    assert found == {}


def test_every_route_says_whom_it_is_open_to(whole_app: Flask) -> None:
    with whole_app.app_context():
        assert all(audience_of(rule.endpoint) for rule in whole_app.url_map.iter_rules())


def test_a_route_that_does_not_is_refused(whole_app: Flask) -> None:
    whole_app.view_functions["nobody"] = lambda: ""
    try:
        with whole_app.app_context(), pytest.raises(TypeError, match="whom it is open to"):
            audience_of("nobody")
    finally:
        del whole_app.view_functions["nobody"]


def test_nothing_changes_by_get(whole_app: Flask) -> None:
    both = [rule for rule in whole_app.url_map.iter_rules() if {"GET", "POST"} <= rule.methods]
    assert both == []


def test_no_code_names_a_course() -> None:
    """A course is a folder of texts: whoever adds one changes no program."""
    courses = sorted(path.parent.name for path in (ROOT / "courses").glob("*/course.yml"))
    sources = {path: path.read_text(encoding="utf-8") for path in (ROOT / "lms").rglob("*.py")}
    named = {
        path.relative_to(ROOT).as_posix(): course
        for path, source in sources.items()
        for course in courses
        if course in source
    }
    assert len(courses) >= 3
    assert named == {}


def test_every_template_is_used() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8")
        for path in [*CODE, *TEMPLATES, *(ROOT / "templates").rglob("*.txt")]
    )
    names = [path.relative_to(ROOT / "templates").as_posix() for path in TEMPLATES]
    told = [name for name in names if f'"{name}"' in sources or name.startswith("admin/_comp")]
    assert sorted(set(names) - set(told)) == []


def test_every_sentence_on_a_page_can_be_translated() -> None:
    """Words between tags that are no variable, macro or translation."""
    outside = re.compile(
        r"\{#.*?#\}|\{%-?\s*trans\b.*?endtrans\s*-?%\}|\{\{.*?\}\}|\{%.*?%\}|<[^>]*>", re.DOTALL
    )
    found = {}
    for path in TEMPLATES:
        if "admin/" in path.as_posix() and "component" in path.name:
            continue
        left = outside.sub(" ", path.read_text(encoding="utf-8"))
        words = re.findall(r"[A-Za-zÀ-ÿ]{3,}(?:\s+[A-Za-zÀ-ÿ]+)+", re.sub(r"&\w+;", " ", left))
        if words:
            found[path.relative_to(ROOT).as_posix()] = words
    assert found == {}


def test_tables_and_models_agree(whole_app: Flask) -> None:
    with whole_app.app_context():
        assert schema.differences(db.engine) == []


def test_every_foreign_key_is_kept_by_the_database(whole_app: Flask) -> None:
    with whole_app.app_context():
        known = inspect(db.engine)
        for table in Model.metadata.sorted_tables:
            declared = {key.column.table.name for key in table.foreign_keys}
            kept = {key["referred_table"] for key in known.get_foreign_keys(table.name)}
            assert declared == kept, table.name


def test_nothing_is_fetched_from_elsewhere() -> None:
    """No page, style or script names another host to load from."""
    loads = re.compile(r"""(?:src|href|url\(|import|from)\s*[=(]?\s*["']?(?:https?:)?//""")
    pages = [path for path in [*TEMPLATES, *STYLES, *SCRIPTS] if loads.search(path.read_text())]
    assert pages == []


def test_no_secret_and_no_path_of_a_machine_is_in_the_repository() -> None:
    told = re.compile(r"/home/|/root/|BEGIN [A-Z ]*PRIVATE KEY|files\.pythonhosted|registry\.npmjs")
    texts = [*CODE, *TESTS, *TEMPLATES, *ROOT.glob("*.*"), *(ROOT / "bin").glob("*")]
    named = [
        path.name
        for path in texts
        if path.is_file()
        and path != Path(__file__)
        and told.search(path.read_text(errors="replace"))
    ]
    assert named == []
