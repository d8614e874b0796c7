"""A trainee's class day with the network cut in the middle: everything arrives, and once."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Route, expect

from lms.content import library
from tests.journeys.conftest import Person
from tests.journeys.cutting import (
    LONG,
    cut,
    forget_the_dead_line,
    is_ready,
    opens,
    presses_offline,
    takes_along,
)
from tests.journeys.test_main_job import answers_rightly
from tests.journeys.test_reading import SELECT
from tests.journeys.world import COURSE

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
LAST = library().courses[COURSE].days[-1]
DAY = f"/courses/{COURSE}/days/{LAST.id}"
LESSON = f"/courses/{COURSE}/{LAST.lessons[-1].id}"
FACTS = "Nine workshops share two driers; 23 of 31 tables are in use."


def test_a_class_day_without_a_network_arrives_exactly_once(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.signs_in("trainee@journey.example")
    form = where_the_log_is_written(trainee)
    takes_along(trainee, DAY)

    cut(trainee, off=True)
    reads_the_lesson(trainee)
    takes_the_quiz(trainee)
    writes_a_log_entry(trainee, form)
    opens(trainee, "/offline")
    trainee.page.reload()
    listed = trainee.page.locator("outbox-list li")
    expect(listed).to_have_count(3)
    for row in range(3):
        expect(listed.nth(row)).to_contain_text("On this device")
    second_tab = trainee.page.context.new_page()
    second_tab.goto(trainee.site + "/offline")
    cut(trainee, off=False)

    everything_arrived(trainee, 3)
    second_tab.close()
    each_is_there_once(trainee, form)


def test_passages_that_were_kept_without_a_network_arrive_each_once(someone: Someone) -> None:
    """Two from the same page, one after the other; each is another note."""
    trainee = someone(phone=True)
    trainee.signs_in("trainee@journey.example")
    takes_along(trainee, DAY)

    cut(trainee, off=True)
    opens(trainee, LESSON)
    kept, waiting = [], trainee.page.locator("[data-waiting] b")
    for paragraph in (1, 2):
        kept.append(trainee.page.evaluate(SELECT, paragraph).strip())
        presses_offline(trainee, "Keep")
        expect(waiting).to_have_text(str(len(kept)))
    opens(trainee, "/offline")
    expect(trainee.page.locator("outbox-list li")).to_have_count(2)
    cut(trainee, off=False)

    everything_arrived(trainee, 2)
    trainee.goes_to("/my-notes")
    quotes = trainee.page.locator("blockquote.note-quote").all_text_contents()
    assert sorted(quote.strip() for quote in quotes) == sorted(kept)


def where_the_log_is_written(trainee: Person) -> str:
    trainee.goes_to("/fieldwork")
    trainee.follows("Write a log entry")
    return trainee.page.url.removeprefix(trainee.site)


def reads_the_lesson(trainee: Person) -> None:
    opens(trainee, LESSON)
    presses_offline(trainee, "I have worked through this lesson")
    trainee.page.reload()
    kept = trainee.page.locator(".lesson-done")
    expect(kept).to_contain_text("Kept on this device.")
    expect(kept.get_by_role("button", name="I have worked through this lesson")).to_be_hidden()


def takes_the_quiz(trainee: Person) -> None:
    opens(trainee, f"{DAY}/quiz")
    for question in LAST.quiz.questions:
        answers_rightly(trainee, question)
    trainee.page.wait_for_timeout(600)
    trainee.page.reload()
    assert "We brought back what you typed here" in trainee.page.inner_text("main")
    presses_offline(trainee, "Send all answers")


def writes_a_log_entry(trainee: Person, form: str) -> None:
    opens(trainee, form)
    page = trainee.page
    page.get_by_label("Visit to a firm").check()
    page.get_by_label("Hours").fill("2")
    page.get_by_label("Facts").fill(FACTS)
    page.get_by_label("Next step", exact=False).first.fill("Count again with the dyers on Monday.")
    page.get_by_label("Step of the process").select_option("diagnosis")
    presses_offline(trainee, "Hand in")
    page.reload()
    assert page.get_by_label("Facts").input_value() == ""


def everything_arrived(trainee: Person, count: int) -> None:
    received = trainee.page.locator("outbox-list .badge-good")
    expect(received).to_have_count(count, timeout=LONG)
    numbers = [re.sub(r"\D", "", text) for text in received.all_inner_texts()]
    assert len(set(numbers)) == count
    forget_the_dead_line(trainee)


def each_is_there_once(trainee: Person, form: str) -> None:
    trainee.goes_to(LESSON)
    assert "You have worked through this lesson." in trainee.reads()
    trainee.goes_to(f"{DAY}/quiz")
    assert trainee.page.locator(".rows .row").count() == 1
    count, passed = len(LAST.quiz.questions), trainee.reads()
    assert f"{count} of {count} Passed" in passed
    trainee.goes_to(form.removesuffix("/entries/new"))
    assert trainee.reads().count("Nine workshops share two driers") == 1


def test_an_answer_that_is_lost_on_the_way_doubles_nothing(someone: Someone) -> None:
    """The server has it, the phone does not know: it sends again and gets the same receipt."""
    trainee = someone(phone=True)
    trainee.signs_in("trainee@journey.example")
    form = where_the_log_is_written(trainee)
    cut(trainee, off=True)
    fills_in(trainee)
    reached: list[str] = []

    def swallow(route: Route) -> None:
        reached.append(route.request.url)
        route.fetch()
        route.abort()

    trainee.page.context.route("**/api/v1/entries/*", swallow, times=1)
    with trainee.page.expect_console_message(lambda said: "ERR_FAILED" in said.text):
        cut(trainee, off=False)
    assert len(reached) == 1
    forget_the_dead_line(trainee)

    trainee.goes_to("/offline")
    everything_arrived(trainee, 1)
    trainee.goes_to(form.removesuffix("/entries/new"))
    assert trainee.reads().count("Nine workshops share two driers") == 1


def fills_in(trainee: Person) -> None:
    """On the page that was open when the network went."""
    page = trainee.page
    page.get_by_label("Visit to a firm").check()
    page.get_by_label("Hours").fill("2")
    page.get_by_label("Facts").fill(FACTS)
    presses_offline(trainee, "Keep as a draft")


def test_a_session_that_ended_loses_nothing(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.signs_in("trainee@journey.example")
    where_the_log_is_written(trainee)
    is_ready(trainee)
    cut(trainee, off=True)
    fills_in(trainee)
    opens(trainee, "/offline")
    trainee.page.context.clear_cookies()
    cut(trainee, off=False)

    asked = trainee.page.get_by_text("Sign in again and it is sent. Nothing is lost.")
    expect(asked).to_be_visible(timeout=LONG)
    trainee.signs_in("trainee@journey.example")
    trainee.goes_to("/offline")
    everything_arrived(trainee, 1)


def test_nothing_is_sent_under_another_persons_name(someone: Someone) -> None:
    phone = someone(phone=True)
    phone.signs_in("trainee@journey.example")
    where_the_log_is_written(phone)
    cut(phone, off=True)
    fills_in(phone)
    phone.page.context.clear_cookies()
    cut(phone, off=False)

    phone.signs_in("trainer@journey.example")
    phone.goes_to("/offline")
    assert "Nothing waits to be sent." in phone.reads()
    phone.page.context.clear_cookies()
    phone.signs_in("trainee@journey.example")
    phone.goes_to("/offline")
    everything_arrived(phone, 1)


def test_what_is_refused_stays_with_its_reason_and_opens_again(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.signs_in("trainee@journey.example")
    hands_in_half_an_entry(trainee)
    page = trainee.page
    assert "Write one next step with a day." in trainee.reads()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save all as a file").click()
    assert FACTS in saved.value.path().read_text(encoding="utf-8")
    page.get_by_role("link", name="Open the form").click()
    expect(page.get_by_label("Facts")).to_have_value(FACTS)

    page.get_by_label("Next step", exact=False).first.fill("Count again with the dyers on Monday.")
    page.get_by_label("Step of the process").select_option("diagnosis")
    trainee.presses("Hand in")
    nothing_is_left_of_what_was_refused(trainee)


def hands_in_half_an_entry(trainee: Person) -> None:
    """Without a network; once it is back, the entry is not taken."""
    where_the_log_is_written(trainee)
    is_ready(trainee)
    cut(trainee, off=True)
    page = trainee.page
    page.get_by_label("Visit to a firm").check()
    page.get_by_label("Hours").fill("2")
    page.get_by_label("Facts").fill(FACTS)
    presses_offline(trainee, "Hand in")
    with page.expect_response("**/api/v1/entries/*"):
        cut(trainee, off=False)
    trainee.goes_to("/offline")
    expect(page.locator("outbox-list")).to_contain_text("Not taken", timeout=LONG)


def test_answers_that_were_refused_are_put_right_in_their_form(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.signs_in("trainee@journey.example")
    takes_along(trainee, DAY)
    cut(trainee, off=True)
    opens(trainee, f"{DAY}/quiz")
    first, *others = LAST.quiz.questions
    answers_rightly(trainee, first)
    presses_offline(trainee, "Send all answers")
    with trainee.page.expect_response("**/api/v1/attempts/*"):
        cut(trainee, off=False)
    trainee.goes_to("/offline")
    expect(trainee.page.locator("outbox-list")).to_contain_text("Not taken", timeout=LONG)

    with trainee.page.expect_navigation():
        trainee.page.get_by_role("link", name="Open the form").click()
    expect(trainee.page.locator("main select").first).not_to_have_value("")
    for question in others:
        answers_rightly(trainee, question)
    trainee.presses("Send all answers")
    count = len(LAST.quiz.questions)
    assert f"{count} of {count}" in trainee.reads()
    nothing_is_left_of_what_was_refused(trainee)


def nothing_is_left_of_what_was_refused(trainee: Person) -> None:
    trainee.goes_to("/offline")
    expect(trainee.page.locator("outbox-list")).not_to_contain_text("Not taken")
    expect(trainee.page.locator("[data-unsent]")).to_be_hidden()


def test_signing_out_with_something_unsent_asks_first(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.signs_in("trainee@journey.example")
    where_the_log_is_written(trainee)
    cut(trainee, off=True)
    fills_in(trainee)
    asked: list[str] = []

    trainee.page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    trainee.page.locator(".account-menu summary").click()
    trainee.page.get_by_role("button", name="Sign out").click()

    assert "were not sent" in asked[0]
    assert trainee.page.locator(".account-menu").count() == 1
