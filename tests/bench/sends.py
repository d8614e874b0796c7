"""The changes that are measured: a form is opened, filled in and sent, each time to another row.

Only the sending counts; opening the forms is measured with the pages.
"""

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from statistics import mean
from typing import Any
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

from justhtml import JustHTML

from tests.bench.measure import BATCH, PageError, Server, milliseconds, statements
from tests.bench.world import PASSWORD, SENDING, World, email, entry_id, trainee_id

Fields = Mapping[str, str]


@dataclass(frozen=True)
class Send:
    """`form` and `action` are addresses of the n-th sending; `fields` replace what the form has."""

    name: str
    person: Callable[[int], str]  # a key of `World.cookies`; empty for a visitor
    form: Callable[[World, int], str]
    action: Callable[[World, int], str]
    fields: Fields
    blanks: str = ""  # what goes into every field that is empty; then boxes are ticked too


@dataclass(frozen=True)
class SendCost:
    """Times in milliseconds, one browser at a time."""

    cpu: float
    least: float
    p50: float
    p95: float
    statements: int


SIGNING_IN = {"email": email(trainee_id(0)), "password": PASSWORD}
TEXT = "Three owners met at the dye house and compared what each pays for indigo. "
ENTRY = {
    "hours": "1:30",
    "activity": "visit",
    "step": "diagnosis",
    "people_met": "Three owners",
    "place": "Bagru",
    "facts": TEXT * 4,
    "own_act": TEXT,
    "meaning": TEXT,
    "next_step": TEXT,
    "consent_given": "y",
}


def _supervisor(_number: int) -> str:
    return "supervisor"


def _trainee(_number: int) -> str:
    return "trainee"


def _each_trainee(number: int) -> str:
    return f"trainee {number}"


def _new_entry(world: World, _number: int) -> str:
    return f"/placements/{world.places['placement']}/entries/new"


def _submission(world: World, _number: int) -> str:
    return f"/placements/{world.places['placement']}/entries/{uuid4()}/submission"


def _review(_world: World, number: int) -> str:
    return f"/reviews/{entry_id(number, 0)}"


def _approval(world: World, number: int) -> str:
    return f"{_review(world, number)}/approval"


def _week(_world: World, number: int) -> str:
    return f"/placements/{number + 1}/weeks/1"


def _assessment(world: World, number: int) -> str:
    return f"{_week(world, number)}/assessment"


def _quiz(world: World, _number: int) -> str:
    return f"/courses/{world.places['course']}/days/{world.places['day']}/quiz"


def _attempts(world: World, number: int) -> str:
    return f"{_quiz(world, number)}/attempts"


def _attempt(world: World, number: int) -> str:
    return f"{_attempts(world, number)}/1"


def _answers(world: World, number: int) -> str:
    return f"{_attempt(world, number)}/answers"


def _lesson(world: World, number: int) -> str:
    return f"/courses/{world.places['course']}/{world.unread[number]}"


def _completion(world: World, number: int) -> str:
    return f"{_lesson(world, number)}/completion"


def _trainer(_number: int) -> str:
    return "trainer"


def _own_paper(world: World, _number: int) -> str:
    return f"/editions/1/case-studies/{world.places['case']}/paper"


def _handing_in(world: World, number: int) -> str:
    return f"{_own_paper(world, number)}/submission"


def _paper(_world: World, number: int) -> str:
    return f"/editions/1/case-papers/{SENDING + 1 + number}"


def _grade(world: World, number: int) -> str:
    return f"{_paper(world, number)}/attempts/1/grade"


def _discussion(world: World, _number: int) -> str:
    return f"/editions/1/case-studies/{world.places['case']}/discussion"


def _posts(world: World, _number: int) -> str:
    return f"/editions/1/case-studies/{world.places['case']}/posts"


def _topic(_world: World, number: int) -> str:
    return f"/topics/{number + 1}"


def _reply(world: World, number: int) -> str:
    return f"{_topic(world, number)}/posts"


def _nobody(_number: int) -> str:
    return ""


def _sign_in(_world: World, _number: int) -> str:
    return "/login"


SENDS = (
    Send("sign in, with its hash", _nobody, _sign_in, _sign_in, SIGNING_IN),
    Send("finish a lesson", _trainee, _lesson, _completion, {}),
    Send("start a quiz", _each_trainee, _quiz, _attempts, {}),
    Send("answer a quiz", _each_trainee, _attempt, _answers, {}, blanks="1"),
    Send("hand in a log entry", _trainee, _new_entry, _submission, ENTRY),
    Send("approve an entry", _supervisor, _review, _approval, {}),
    Send(
        "hand in a case paper", _each_trainee, _own_paper, _handing_in, {"would_change": TEXT * 4}
    ),
    Send("grade a case paper", _trainer, _paper, _grade, {"comment": TEXT}),
    Send("write in a case discussion", _each_trainee, _discussion, _posts, {"body": TEXT * 4}),
    Send("post a reply", _each_trainee, _topic, _reply, {"body": TEXT * 4}),
    Send("assess a week", _supervisor, _week, _assessment, {"comment": TEXT}),
)


def cost(send: Send, world: World, server: Server, *, requests: int) -> SendCost:
    browser = _Browser(send, world, server)
    bodies = [browser.filled_in(number) for number in range(requests)]
    spent, times, asked = [], [], 0
    for first in range(0, requests - BATCH + 1, BATCH):
        with server.counting(spent):
            for number in range(first, first + BATCH):
                started = time.perf_counter()
                asked = statements(browser.send(number, bodies[number]))
                times.append(time.perf_counter() - started)
    return SendCost(
        cpu=round(mean(spent), 2),
        least=round(min(spent), 2),
        p50=milliseconds(times, 50),
        p95=milliseconds(times, 95),
        statements=asked,
    )


class _Browser:
    def __init__(self, send: Send, world: World, server: Server) -> None:
        self.of, self.world = send, world
        self.secrets: dict[str, str] = {}
        self.connection = HTTPConnection(urlsplit(server.address).netloc, timeout=60)

    def filled_in(self, number: int) -> str:
        """The fields of the form as it opens, with ours in place of some."""
        address, wanted = (place(self.world, number) for place in (self.of.form, self.of.action))
        self.connection.request("GET", address, headers=self._headers(number))
        response = self.connection.getresponse()
        page = JustHTML(response.read().decode(), sanitize=False)
        given = response.getheader("Set-Cookie", "").partition(";")[0]
        self.secrets.setdefault(self.of.person(number), given)
        if response.status != 200:
            raise PageError(f"{address} answered {response.status}")
        last = wanted.rpartition("/")[2]
        for form in page.query("form"):
            targets = [form, *form.query("button")]
            if any(_leads_to(node.attrs, last) for node in targets):
                return urlencode(_fields(form, self.of.blanks) | dict(self.of.fields))
        raise PageError(f"{address} has no form for {wanted}")

    def _headers(self, number: int) -> dict[str, str]:
        """Who asks, with the secret that the tokens of their forms belong to."""
        person = self.of.person(number)
        sign_in = f"sid={self.world.cookies[person]}" if person else ""
        cookies = [sign_in, self.secrets.get(person, "")]
        return {"Cookie": "; ".join(filter(None, cookies)), "Accept-Language": "en"}

    def send(self, number: int, body: str) -> HTTPResponse:
        address = self.of.action(self.world, number)
        kind = {"Content-Type": "application/x-www-form-urlencoded"}
        self.connection.request("POST", address, body, headers=self._headers(number) | kind)
        response = self.connection.getresponse()
        page = response.read().decode()
        if response.status not in {302, 303}:
            said = " ".join(re.findall(r'class="field-error"[^>]*>([^<]+)', page))
            raise PageError(f"{address} answered {response.status}: {said}")
        return response


def _leads_to(attrs: Mapping[str, str | None], last: str) -> bool:
    address = attrs.get("action") or attrs.get("formaction") or ""
    return re.split("[?#]", address)[0].rpartition("/")[2] == last


def _fields(form: Any, blanks: str) -> dict[str, str]:
    """As a browser would send it: values, chosen options, and the first of every choice."""
    found: dict[str, str] = {}
    for control in form.query("input, select, textarea"):
        attrs = control.attrs
        name, kind = attrs.get("name"), attrs.get("type")
        if not name or kind == "submit" or (kind == "checkbox" and not blanks):
            continue
        found.setdefault(
            name, _value(control, sum(_same(name, other) for other in found)) or blanks
        )
    return found


def _same(one: str, other: str) -> bool:
    """Whether two fields are lines of the same question."""
    return "-" in one and one.rpartition("-")[0] == other.rpartition("-")[0]


def _value(control: Any, before: int) -> str:
    if control.name == "select":
        return _option(control, before)
    return control.attrs.get("value") or control.to_text()


def _option(select: Any, before: int) -> str:
    """The chosen one; else the last, but each line of a question another one, from the first on."""
    options = select.query("option")
    line = "-" in (select.attrs.get("name") or "")
    chosen = [option for option in options if "selected" in option.attrs]
    chosen = chosen or options[min(before + 1, len(options) - 1) if line else -1 :]
    return chosen[0].attrs.get("value", chosen[0].to_text()) or "" if chosen else ""
