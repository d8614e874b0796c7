"""A session ends while somebody writes: they sign in where they are, and go on. Nothing is lost."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.journeys.conftest import Person
from tests.journeys.sign_in import cookies_of
from tests.journeys.test_reading import end_session
from tests.journeys.world import COURSE
from tests.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
WRITER, ANA = "trainee0@journey.example", "trainee@journey.example"  # she is in the field
WORDS = "We counted fourteen looms in the street, and three behind the mill."


def begins_a_topic(writer: Person) -> str:
    writer.goes_to("/forum/edition-1/new")
    writer.page.get_by_label("Title", exact=True).fill("Looms")
    return "main textarea[name$=body]"


def begins_a_case_paper(writer: Person) -> str:
    writer.goes_to("/editions/1/case-studies/bagru/paper")
    return "main textarea"


def writes_a_note(writer: Person) -> str:
    writer.goes_to(f"/courses/{COURSE}/a1-1")
    writer.page.get_by_text("Write a note").click()
    return "#note-body"


def begins_an_entry(writer: Person) -> str:
    writer.goes_to("/fieldwork")
    writer.follows("Write a log entry")
    return "main textarea[name=facts]"


BEGIN = [begins_a_topic, begins_a_case_paper, writes_a_note, begins_an_entry]


def the_session_ends(writer: Person) -> None:
    end_session(writer.page.context, writer)


def all_cookies_go(writer: Person) -> None:
    """Also that of the form: a browser that was cleared, or one that kept none over its end."""
    writer.page.context.clear_cookies()


@pytest.mark.parametrize("goes", [the_session_ends, all_cookies_go])
@pytest.mark.parametrize("begins", BEGIN)
def test_it_is_opened_again_where_one_writes(
    someone: Someone, begins: Callable[[Person], str], goes: Callable[[Person], None]
) -> None:
    writer, who = someone(phone=True), ANA if begins is begins_an_entry else WRITER
    writer.signs_in(who)
    field = writer.page.locator(begins(writer)).first
    goes(writer)
    field.press_sequentially(WORDS)
    signs_in_here(writer.page, who)
    note = writer.page.locator(".draft-note").first
    expect(note).to_contain_text("Saved at")
    expect(field).to_have_value(WORDS)
    assert keeps(writer, key_of(field))


def test_the_answers_of_a_quiz_are_kept_and_handed_in(someone: Someone) -> None:
    writer = someone(phone=True)
    writer.signs_in(WRITER)
    writer.goes_to(f"/courses/{COURSE}/days/a1/quiz")
    writer.presses("Start the quiz")
    all_cookies_go(writer)
    chosen = writer.page.locator("main fieldset input").first
    chosen.check()
    signs_in_here(writer.page, WRITER)
    expect(writer.page.locator(".draft-note").first).to_contain_text("Saved at")
    expect(chosen).to_be_checked()


def test_who_signed_in_again_in_another_window_goes_on_unasked(someone: Someone) -> None:
    """Only the token of the form is of the session before."""
    writer = someone()
    writer.signs_in(WRITER)
    field = writer.page.locator(begins_a_topic(writer))
    all_cookies_go(writer)
    writer.page.context.add_cookies(cookies_of(writer.site, WRITER, PASSWORD))

    field.press_sequentially(WORDS)
    expect(writer.page.locator(".draft-note")).to_contain_text("Saved at")
    writer.page.locator("main [type=radio]").first.check()
    writer.presses("Begin the topic")
    assert WORDS in writer.reads()


def test_somebody_else_who_signed_in_meanwhile_gets_nothing_of_it(someone: Someone) -> None:
    writer = someone()
    writer.signs_in(WRITER)
    field = writer.page.locator(begins_a_topic(writer))
    key = key_of(field)
    all_cookies_go(writer)
    other = cookies_of(writer.site, "trainee1@journey.example", PASSWORD)
    writer.page.context.add_cookies(other)

    with writer.page.expect_response("**/api/v1/session"):
        field.press_sequentially(WORDS)
    expect(writer.page.locator(".draft-note")).to_have_text("Kept on this device")
    assert not keeps(writer, key)


def signs_in_here(page: Page, who: str) -> None:
    note = page.locator(".draft-note").first
    expect(note).to_contain_text("You are signed out")
    expect(note).to_be_in_viewport()
    page.get_by_role("button", name="Sign in here").click()
    dialog = page.locator("dialog")
    box, wide = dialog.bounding_box(), page.viewport_size
    assert box, "it is open"
    assert wide, "it has a size"
    assert abs(box["x"] * 2 + box["width"] - wide["width"]) <= 1, "it stands in the middle"
    dialog.get_by_label("E-mail address").fill(who)
    dialog.get_by_label("Password").fill("not this one")
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog.get_by_text("do not fit together")).to_have_count(1)
    expect(dialog.get_by_label("Password")).to_be_focused()
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(dialog).to_have_count(0)


def key_of(field: Locator) -> str:
    return str(field.evaluate("one => one.closest('draft-keeper').getAttribute('key')"))


def keeps(writer: Person, key: str) -> bool:
    """Whether the server has a draft under this key, for whoever is signed in."""
    answer = writer.page.request.get(f"{writer.site}/drafts/{key.partition(':')[2]}")
    return "fields" in answer.json()
