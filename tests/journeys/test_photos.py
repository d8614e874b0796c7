"""Photos of a day without a network: each arrives once, with its entry, whatever happens."""

import re
from collections.abc import Callable
from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import FilePayload, Page, Route, expect

from tests.journeys.conftest import Person
from tests.journeys.cutting import LONG, cut, forget_the_dead_line, opens, presses_offline
from tests.journeys.test_outbox import everything_arrived, where_the_log_is_written
from tests.journeys.world import COURSE

pytestmark = [pytest.mark.journey, pytest.mark.long]
Someone = Callable[..., Person]
PART = 48 * 1024
WHOLE = """async (it) => {
  const whole = Object.assign(new Image(), { src: it.closest("a").href });
  return await whole.decode(), whole.naturalWidth;
}"""
PARTS = "**/api/v1/evidence/*/parts*"


def a_picture(seed: int, edge: int = 1600) -> FilePayload:
    """A photo like no other, with more in it than a phone should send."""
    colour = (40 * seed % 255, 90, 200 - 30 * seed)
    noise = Image.effect_noise((edge, edge * 3 // 4), 40).convert("RGB")
    noise.paste(colour, (0, 0, edge // 3, edge // 3))
    file = BytesIO()
    noise.save(file, "JPEG", quality=90)
    return {"name": f"press-{seed}.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def writes(page: Page, facts: str) -> None:
    page.get_by_label("Visit to a firm").check()
    page.get_by_label("Hours").fill("2")
    page.get_by_label("Facts").fill(facts)
    page.get_by_label("Next step", exact=False).first.fill("Count again on Monday.")
    page.get_by_label("Step of the process").select_option("diagnosis")


def adds(page: Page, picture: FilePayload, caption: str = "The press") -> None:
    rows = page.locator("photo-box li")
    before = rows.count()
    page.locator("photo-box input[type=file]").first.set_input_files(picture)
    expect(rows).to_have_count(before + 1)
    rows.last.get_by_label("The people in it").select_option("none")
    rows.last.get_by_label("What it shows").fill(caption)
    named = re.compile(rf'^.*("sha256":"[0-9a-f]{{64}}".*){{{before + 1}}}$')
    expect(page.locator("photo-box [name=evidence]")).to_have_value(named)


def signed_in(someone: Someone) -> tuple[Person, str]:
    trainee = someone(phone=True)
    trainee.signs_in("trainee@journey.example")
    trainee.goes_to(f"/courses/{COURSE}/fieldwork/w1")
    card = trainee.page.locator("#take-along")
    card.get_by_role("button", name="Take it along").click()
    expect(card).to_contain_text("On this device:", timeout=LONG)
    return trainee, where_the_log_is_written(trainee)


def test_three_entries_of_a_day_in_airplane_mode_arrive_once_each_with_its_photo(
    someone: Someone,
) -> None:
    trainee, form = signed_in(someone)
    cut(trainee, off=True)
    for number in (1, 2, 3):
        opens(trainee, form)
        writes(trainee.page, f"Workshop {number} has two presses.")
        adds(trainee.page, a_picture(number), f"The presses of workshop {number}")
        presses_offline(trainee, "Hand in")
    opens(trainee, "/offline")
    trainee.page.reload()
    expect(trainee.page.locator("outbox-list li")).to_have_count(6)
    note = trainee.page.locator("[data-unsent]")
    expect(note).to_contain_text("Waiting to be sent: 3 Photos waiting: 3")
    cut(trainee, off=False)

    received = trainee.page.locator("outbox-list .badge-good")
    expect(received).to_have_count(6, timeout=LONG)
    forget_the_dead_line(trainee)
    trainee.goes_to(form.removesuffix("/entries/new"))
    for number in (1, 2, 3):
        assert trainee.reads().count(f"Workshop {number} has two presses.") == 1
    for href in entries_listed(trainee)[:3]:
        trainee.goes_to(href)
        has_its_photo(trainee)


LEAVES_AT_ONCE = """(told) => new MutationObserver(() => location.reload())
  .observe(told, { attributes: true })"""


def test_who_writes_on_at_once_finds_no_photo_of_the_entry_before(someone: Someone) -> None:
    """The form says that the entry is kept only when its photos have left the form."""
    trainee, form = signed_in(someone)
    cut(trainee, off=True)
    opens(trainee, form)
    writes(trainee.page, "Two presses.")
    adds(trainee.page, a_picture(8))
    trainee.page.locator("[data-later]").evaluate(LEAVES_AT_ONCE)

    with trainee.page.expect_navigation():
        trainee.page.get_by_role("main").get_by_role("button", name="Hand in", exact=True).click()

    expect(trainee.page.get_by_label("Facts")).to_have_value("")
    adds(trainee.page, a_picture(9))
    expect(trainee.page.locator("photo-box li")).to_have_count(1)


def entries_listed(trainee: Person) -> list[str]:
    links = trainee.page.locator('main .row-link[href*="/entries/"]')
    return [link.get_attribute("href") or "" for link in links.all()]


def has_its_photo(trainee: Person) -> None:
    number = trainee.reads().partition("Workshop ")[2][0]
    pictures = trainee.page.locator(".evidence img")
    expect(pictures).to_have_count(1)
    assert pictures.get_attribute("alt") == f"The presses of workshop {number}"
    assert pictures.evaluate("async (it) => (await it.decode(), it.naturalWidth)") == 600
    assert pictures.evaluate(WHOLE) == 1024


def test_a_page_that_the_camera_ended_has_its_text_and_its_photos(someone: Someone) -> None:
    trainee, form = signed_in(someone)
    opens(trainee, form)
    writes(trainee.page, "Before the camera.")
    adds(trainee.page, a_picture(4))
    trainee.page.get_by_label("Facts").fill("Typed just before the camera opened.")
    trainee.page.locator("photo-box input[type=file]").first.dispatch_event("click")
    with trainee.page.expect_navigation():
        trainee.page.evaluate("location.reload()")

    expect(trainee.page.get_by_label("Facts")).to_have_value("Typed just before the camera opened.")
    expect(trainee.page.locator("photo-box li")).to_have_count(1)
    trainee.presses("Keep as a draft")
    expect(trainee.page.locator(".evidence > li")).to_have_count(1)
    trainee.goes_to("/offline")
    everything_arrived(trainee, 1)


def test_an_upload_goes_on_after_the_browser_was_closed_in_the_middle(someone: Someone) -> None:
    trainee, form = signed_in(someone)
    opens(trainee, form)
    writes(trainee.page, "Eleven presses.")
    adds(trainee.page, a_picture(5))
    sent = lets_one_part_through(trainee)
    trainee.presses("Hand in")
    expect(trainee.page.locator("[data-photos] b")).to_have_text("1")
    trainee.page.wait_for_timeout(1500)
    trainee.page.close()
    assert sent == [PART]

    trainee.page = trainee.page.context.new_page()
    asked: list[str] = []
    trainee.page.context.unroute(PARTS)
    trainee.page.context.on("request", lambda request: asked.append(request.url))
    opens(trainee, "/offline")
    everything_arrived(trainee, 1)
    offsets = [url.partition("offset=")[2] for url in asked if "offset=" in url]
    assert offsets[0] == str(PART)
    assert len(offsets) == len(set(offsets))


def lets_one_part_through(trainee: Person) -> list[int]:
    """Its size, once it is sent; then the line is dead for photos."""
    sent: list[int] = []

    def answer(route: Route) -> None:
        if route.request.method != "POST":
            route.continue_()
        elif sent:
            route.abort()
        else:
            sent.append(len(route.request.post_data_buffer or b""))
            route.continue_()

    trainee.page.context.route(PARTS, answer)
    return sent


def test_where_there_is_no_room_the_photo_is_refused_and_the_text_is_sent(
    someone: Someone,
) -> None:
    trainee, form = signed_in(someone)
    opens(trainee, form)
    trainee.page.evaluate(
        """() => {
          const put = IDBObjectStore.prototype.put;
          IDBObjectStore.prototype.put = function (row) {
            if (row.blob) throw new DOMException("full", "QuotaExceededError");
            return put.call(this, row);
          };
        }"""
    )
    writes(trainee.page, "No room for a photo.")
    trainee.page.locator("photo-box input[type=file]").first.set_input_files(a_picture(6))
    told = trainee.page.locator("photo-box [data-said]")
    expect(told).to_have_text(
        "There is no room for this photo on your device. Your text is kept and sent."
    )
    cut(trainee, off=True)
    presses_offline(trainee, "Keep as a draft")
    cut(trainee, off=False)
    trainee.goes_to("/offline")
    everything_arrived(trainee, 1)


def test_on_mobile_data_photos_wait_for_wifi_and_the_text_does_not(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.page.add_init_script(
        """Object.defineProperty(navigator, "connection", {
          value: Object.assign(new EventTarget(), { type: "cellular" }) });"""
    )
    trainee.signs_in("trainee@journey.example")
    where_the_log_is_written(trainee)
    writes(trainee.page, "Only text on the road.")
    adds(trainee.page, a_picture(7))
    trainee.page.get_by_label("Send photos only on Wi-Fi").check()
    asked: list[str] = []
    trainee.page.context.on("request", lambda request: asked.append(request.url))
    trainee.presses("Keep as a draft")
    trainee.page.wait_for_timeout(1500)
    assert [url for url in asked if "/evidence/" in url] == []

    trainee.page.evaluate("localStorage.setItem('photos-only-on-wifi', 'no')")
    trainee.goes_to("/offline")
    everything_arrived(trainee, 1)
    forget_the_dead_line(trainee)


def test_a_photo_without_a_word_on_those_in_it_is_asked_for(someone: Someone) -> None:
    trainee = someone(phone=True)
    trainee.signs_in("trainee@journey.example")
    where_the_log_is_written(trainee)
    writes(trainee.page, "Two people at the press.")
    trainee.page.locator("photo-box input[type=file]").first.set_input_files(a_picture(8))
    trainee.page.get_by_role("main").get_by_role("button", name="Hand in", exact=True).click()
    told = trainee.page.locator("photo-box [data-said]")
    expect(told).not_to_be_empty()
    trainee.looks()
    expect(trainee.page.locator("photo-box [name=evidence]")).to_have_value(
        re.compile("[0-9a-f]{64}")
    )
    trainee.page.get_by_role("main").get_by_role("button", name="Hand in", exact=True).click()
    expect(told).to_have_text("Say of each photo whether the people in it agreed.")
    expect(trainee.page.get_by_label("The people in it")).to_be_focused()
