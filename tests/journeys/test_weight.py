"""What a first visit weighs over the wire, measured by the browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Response

from tests.journeys.conftest import MOST_BYTES, MOST_REQUESTS, Person

pytestmark = [pytest.mark.journey, pytest.mark.long]
TRAINEE = "trainee@journey.example"
MEMBERS_PAGES = ("/", "/courses/cluster-broker/a1-1", "/fieldwork")


@pytest.mark.parametrize("path", ["/", "/courses", "/login", "/case-studies/bagru"])
def test_a_first_visit_stays_within_its_budget(someone: Callable[..., Person], path: str) -> None:
    opens_within_the_budget(someone(phone=True), path)


@pytest.mark.parametrize("path", MEMBERS_PAGES)
def test_so_does_a_page_of_who_is_signed_in_on_a_new_device(
    someone: Callable[..., Person], path: str
) -> None:
    before, trainee = someone(phone=True), someone(phone=True)
    before.signs_in(TRAINEE)
    trainee.page.context.add_cookies(before.page.context.cookies())

    opens_within_the_budget(trainee, path)


def opens_within_the_budget(person: Person, path: str) -> None:
    answers: list[Response] = []
    person.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  # it inspects the handler

    person.page.goto(person.site + path, wait_until="networkidle")

    sizes = {answer.url: answer.request.sizes() for answer in answers}
    weight = sum(s["responseBodySize"] + s["responseHeadersSize"] for s in sizes.values())
    assert len(answers) <= MOST_REQUESTS, list(sizes)
    assert weight <= MOST_BYTES, (weight, sizes)
    assert all(answer.url.startswith(person.site) and answer.status < 400 for answer in answers)


def test_a_later_page_is_one_answer(someone: Callable[..., Person]) -> None:
    visitor = someone(phone=True)
    visitor.page.goto(visitor.site + "/courses", wait_until="networkidle")
    answers: list[Response] = []
    visitor.page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108  # it inspects the handler

    visitor.page.goto(visitor.site + "/case-studies", wait_until="networkidle")

    fresh = [
        answer
        for answer in answers
        if not answer.from_service_worker and "/static/" not in answer.url
    ]
    assert [answer.url.removeprefix(visitor.site) for answer in fresh] == ["/case-studies"]
    assert fresh[0].request.sizes()["responseBodySize"] <= 15 * 1024
