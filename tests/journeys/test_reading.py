"""Reading with a pen in the hand, and a session that ends while somebody writes."""

from collections.abc import Callable

import pytest
from playwright.sync_api import BrowserContext, Response, expect

from tests.journeys.conftest import Person
from tests.journeys.world import COURSE
from tests.people import PASSWORD

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
TRAINEE = "trainee@journey.example"
LESSON = f"/courses/{COURSE}/a1-1"
SCRIPT_KB = 20
SELECT = """(number) => {
  const text = document.querySelectorAll("[data-passages] > p")[number].firstChild;
  const range = new Range();
  range.setStart(text, 0);
  range.setEnd(text, Math.min(30, text.length));
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  return range.toString();
}"""


@pytest.mark.parametrize("phone", [False, True], ids=["desk", "phone"])
def test_selected_words_are_kept_and_noted(someone: Someone, phone: bool) -> None:
    trainee = someone(phone=phone)
    trainee.signs_in(TRAINEE)
    trainee.goes_to(LESSON)
    words = trainee.page.evaluate(SELECT, 1)
    trainee.presses("Keep")
    marked = trainee.page.locator("mark.kept")
    assert " ".join(marked.all_text_contents()).strip() == words.strip()

    more = trainee.page.evaluate(SELECT, 2)
    trainee.page.get_by_role("button", name="Note", exact=True).click()
    trainee.page.locator("#note-body").fill("Ask Amina what size means to her.")
    trainee.presses("Keep the note")
    trainee.goes_to("/my-notes")
    assert "Ask Amina what size means to her." in trainee.reads()
    assert words.strip() in trainee.reads()
    assert more.strip() in trainee.reads()
    trainee.looks()


def test_where_the_reader_stopped_is_offered_on_another_device(someone: Someone) -> None:
    phone, desk = someone(phone=True), someone()
    phone.signs_in(TRAINEE)
    phone.goes_to(LESSON)
    phone.page.locator("[data-passages] h2").nth(2).scroll_into_view_if_needed()
    phone.page.evaluate("scrollBy({ top: 500, behavior: 'instant' })")
    heading = phone.page.locator("[data-passages] h2").nth(2).text_content()
    with phone.page.expect_response("**/places/**"):
        phone.page.evaluate(
            """() => {
              Object.defineProperty(document, "hidden", { value: true });
              document.dispatchEvent(new Event("visibilitychange"));
            }"""
        )
    desk.signs_in(TRAINEE)
    assert "You stopped at" in desk.reads()
    assert heading is not None
    assert heading in desk.reads()


def write(person: Person, words: str) -> None:
    person.goes_to(LESSON)
    person.page.get_by_text("Write a note").click()
    person.page.locator("#note-body").press_sequentially(words)


def end_session(context: BrowserContext, person: Person) -> None:
    """As if it had ended elsewhere: the device still has its cookie, and no answer cleared it."""
    cookies = context.cookies()
    other = context.browser.new_context() if context.browser else context
    other.add_cookies(cookies)
    page = other.new_page()
    page.goto(f"{person.site}/settings/sign-ins")
    page.get_by_role("button", name="Sign out").first.click()
    other.close()


def test_a_session_that_ends_while_typing_is_opened_again_in_place(someone: Someone) -> None:
    trainee = someone()
    trainee.signs_in(TRAINEE)
    write(trainee, "Half a thought")
    expect(trainee.page.locator(".draft-note")).to_contain_text("Saved at")
    end_session(trainee.page.context, trainee)

    trainee.page.locator("#note-body").press_sequentially(", and the rest of it.")
    expect(trainee.page.locator(".draft-note")).to_contain_text("You are signed out")
    trainee.page.get_by_role("button", name="Sign in here").click()
    dialog = trainee.page.locator("dialog")
    dialog.get_by_label("E-mail address").fill(TRAINEE)
    dialog.get_by_label("Password").fill(PASSWORD)
    dialog.get_by_role("button", name="Sign in").click()
    expect(trainee.page.locator(".draft-note")).to_contain_text("Saved at")
    trainee.presses("Keep the note")

    assert "Half a thought, and the rest of it." in trainee.reads()


@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no scripts"])
def test_a_form_sent_after_the_session_is_back_after_the_sign_in(
    someone: Someone, scripts: bool
) -> None:
    trainee = someone(phone=True, scripts=scripts)
    trainee.signs_in(TRAINEE)
    write(trainee, "Nothing of this is lost.")
    end_session(trainee.page.context, trainee)
    trainee.page.get_by_role("button", name="Keep the note").click()
    expect(trainee.page.locator("body")).to_contain_text("What you typed is kept")

    trainee.page.get_by_label("E-mail address").fill(TRAINEE)
    trainee.page.get_by_label("Password").fill(PASSWORD)
    trainee.presses("Sign in")
    assert "What you typed is back in its form" in trainee.page.inner_text("body")
    if not trainee.page.locator("#note-body").is_visible():
        trainee.page.get_by_text("Write a note").click()
    assert trainee.page.locator("#note-body").input_value() == "Nothing of this is lost."
    trainee.presses("Keep the note")
    assert "Nothing of this is lost." in trainee.reads()


def test_another_person_on_the_phone_sees_nothing_of_a_draft(someone: Someone) -> None:
    phone = someone(phone=True)
    phone.signs_in(TRAINEE)
    write(phone, "Only mine.")
    expect(phone.page.locator(".draft-note")).to_contain_text("Saved at")
    phone.page.context.clear_cookies()
    phone.signs_in("supervisor@journey.example")
    phone.goes_to(LESSON)
    phone.page.get_by_text("Write a note").click()

    assert phone.page.locator("#note-body").input_value() == ""


def test_a_lesson_weighs_little(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.signs_in(TRAINEE)
    trainee.page.wait_for_load_state("networkidle")
    answers: list[Response] = []
    trainee.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  # it inspects the handler
    trainee.page.goto(trainee.site + LESSON, wait_until="networkidle")
    scripts = [answer for answer in answers if "/js/" in answer.url]
    pages = [answer for answer in answers if "/static/" not in answer.url]

    assert sum(one.request.sizes()["responseBodySize"] for one in scripts) <= SCRIPT_KB * 1024
    assert len([one for one in pages if not one.from_service_worker]) <= 3
    assert sum(one.request.sizes()["responseBodySize"] for one in pages) <= 15 * 1024
