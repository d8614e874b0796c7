"""What axe finds, though a look that has passed is not judged again."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.journeys import axe

pytestmark = pytest.mark.journey
PAGE = """<!doctype html><html lang="en"><title>Looms</title><main><h1>Looms</h1>{}</main></html>"""
DARK, PALE = "color: #222; background: #fff", "color: #ccc; background: #fff"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.add_init_script(axe.JUDGE)
    page = context.new_page()
    page.goto("about:blank")
    yield page
    context.close()


def shows(page: Page, text: str) -> str:
    page.set_content(PAGE.format(text))
    return axe.faults(page)


def test_a_pale_text_is_found_after_a_dark_one_of_its_kind_passed(page: Page) -> None:
    assert shows(page, f'<p style="{DARK}">Nine looms</p>') == ""
    for text in (f'<p style="{PALE}">Ten</p>', f'<div style="{PALE}"><p>Eleven</p></div>'):
        assert "color-contrast" in shows(page, f'<p style="{DARK}">Nine looms</p>{text}')


def test_a_pale_text_is_found_as_often_as_it_is_shown(page: Page) -> None:
    for looms in ("Nine", "Ten"):
        assert "color-contrast" in shows(page, f'<p style="{PALE}">{looms}</p>')


def test_a_text_passes_only_where_it_is_seen(page: Page) -> None:
    hidden = f'<details><summary>More</summary><p style="{PALE}">Nine looms</p></details>'
    assert shows(page, hidden) == ""
    assert "color-contrast" in shows(page, hidden.replace("<details>", "<details open>"))


def test_what_is_no_contrast_is_found(page: Page) -> None:
    assert "image-alt" in shows(page, '<img src="data:,">')
