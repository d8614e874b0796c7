"""A browser for tests that checks every page it gets: shape, access, weight, statements."""

import gzip
import re
from collections import Counter
from contextvars import Context
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, g
from sqlalchemy import select
from werkzeug.test import TestResponse

from lms.accounts import session
from lms.accounts.models import User
from lms.db import db
from tests import markup

MOST_BYTES = 15 * 1024  # compressed, of a later page
MOST_STATEMENTS = 8
MOST_STATEMENTS_OF_A_CHANGE = 14
UNNAMED = ", ".join(
    f"{control}:not([type=hidden], [type=submit], [aria-label], [aria-labelledby], label *)"
    for control in ("input", "select", "textarea")
)
"""Controls that need a label which points at them."""
SPRITE = Path(__file__).parents[1] / "static" / "icons" / "sprite.svg"
ICONS = set(re.findall(r'<symbol id="([^"]+)"', SPRITE.read_text(encoding="utf-8")))


class Visitor:
    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.page: Any = None  # a `markup.Node`, once there is one
        self.statements = 0
        self._token = ("", "")  # a sign-in, and the form token its last page held

    def signed_in(self, person: User) -> "Visitor":
        """Signed in as this person, without the sign-in page."""
        db.session.commit()
        self.client.set_cookie(*Context().run(self._open_sign_in, person.id))
        return self

    def _open_sign_in(self, person_id: int) -> tuple[str, str]:
        with self.app.test_request_context("/"):
            person = db.session.get_one(User, person_id)
            session.open_sign_in(person, remember=False, at=datetime.now(UTC))
            db.session.commit()
            return session.cookie_name(), g.new_cookie[0]

    def get(self, path: str, *, status: int = 200, **options: Any) -> TestResponse:
        response = self._send("GET", path, **options)
        self._expect(response, status)
        return response

    def post(
        self, path: str, data: dict[str, Any] | None = None, *, status: int = 303, **options: Any
    ) -> TestResponse:
        """Send a form with the right token; `token=None` leaves it out."""
        fields = dict(data or {})
        token = options.pop("token", self.token)
        if token is not None:
            fields["csrf_token"] = token() if callable(token) else token
        response = self._send("POST", path, data=fields, **options)
        self._expect(response, status)
        return response

    def put(self, path: str, sent: Any, *, status: int = 201, **options: Any) -> dict[str, Any]:
        """Send JSON with the right token, as the outbox of a phone does; what was answered."""
        token = options.pop("token", self.token)
        headers = dict(options.pop("headers", {}))
        if token is not None:
            headers["X-CSRFToken"] = token() if callable(token) else token
        response = self._send("PUT", path, json=sent, headers=headers, **options)
        self._expect(response, status)
        answer: dict[str, Any] = response.get_json()
        return answer

    def status_of(self, path: str) -> int:
        """How an address answers, without a look at the page."""
        return self._send("GET", path).status_code

    def text(self) -> str:
        """The words of the last page, spaces folded."""
        return _folded(self.page)

    def all(self, selector: str) -> list[Any]:
        return list(self.page.query(selector))

    def token(self) -> str:
        """As a browser has it from the page it sees; else as scripts ask for it, which is quick."""
        signed_in = self._sign_in()
        if self._token[0] != signed_in or not self._token[1]:
            known = self._send("GET", "/api/v1/session").get_json()
            self._token = (signed_in, known["csrf_token"])
        assert self._token[1], "no form token on the page"
        return self._token[1]

    def _keep_token(self, page: TestResponse) -> None:
        if found := re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text):
            self._token = (self._sign_in(), found.group(1))

    def _sign_in(self) -> str:
        """The cookie that says who this is; empty for nobody."""
        with self.app.app_context():
            cookie = self.client.get_cookie(session.cookie_name())
        return cookie.value if cookie else ""

    def _send(self, method: str, path: str, **options: Any) -> TestResponse:
        """In an empty context, as a browser would: the test's own session must not leak in."""
        db.session.commit()
        options |= {"method": method, "buffered": True}  # read to the end, and the file closed
        response: TestResponse = Context().run(self.client.open, path, **options)
        db.session.expire_all()
        return response

    def _expect(self, response: TestResponse, status: int) -> None:
        assert response.status_code == status, (response.status_code, words_of(response))
        self._check_headers(response)
        if response.mimetype == "text/html" and response.status_code not in {302, 303}:
            self.page = markup.page(response.text)
            self._keep_token(response)
            check_page(self.page, response.text)
            size = len(gzip.compress(response.data, 5))
            assert size <= MOST_BYTES, f"{size} bytes compressed"

    def _check_headers(self, response: TestResponse) -> None:
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        timing = response.headers.get("Server-Timing", "")
        found = re.search(r'sql;desc="(\d+)"', timing)
        self.statements = int(found.group(1)) if found else 0
        change = response.request.method != "GET"
        most = MOST_STATEMENTS_OF_A_CHANGE if change else MOST_STATEMENTS
        assert self.statements <= most, f"{self.statements} statements"


def cost_of_a_queue() -> int:
    """Statements by which `db.hold` makes whoever comes second wait; SQLite needs none."""
    return int(db.engine.dialect.name == "postgresql")


def words_of(response: TestResponse) -> str:
    """What the page says in its main part, for a failing test to show."""
    main = markup.page(response.text).query("main")
    return _folded(main[0]) if main else response.text[:300]


def _folded(node: markup.Node) -> str:
    return " ".join(node.to_text().split())


def check_page(page: markup.Node, source: str) -> None:
    """What must be true of every page, whatever it shows."""
    headings = page.query("h1")
    assert len(headings) == 1, f"{len(headings)} h1"
    title, heading = (_folded(node) for node in (page.query("title")[0], headings[0]))
    assert title.startswith(heading), (title, heading)
    assert page.query("html[lang]")[0].attrs["lang"]
    ids = Counter(node.attrs["id"] for node in page.query("[id]"))
    assert ids.total() == len(ids), ids.most_common(3)
    _check_controls(page)
    _check_order_of_faults(page)
    assert not page.query("img:not([alt])")
    assert not page.query("script:not([src])"), "inline script"
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", source), "inline style or handler"
    for address in {link.attrs["href"] for link in page.query("a[href]")}:
        assert urlsplit(address).scheme in {"", "https", "mailto", "webcal"}, address
        assert not address.startswith("#") or address[1:] in ids, address
    drawn = {node.attrs["href"].partition("#")[2] for node in page.query("use[href*='sprite']")}
    assert drawn <= ICONS, f"no such icon: {drawn - ICONS}"


def _check_order_of_faults(page: markup.Node) -> None:
    """The list above a form names its faults from top to bottom."""
    named = [link.attrs["href"] for link in page.query(".error-list a[href^='#']")]
    places = {f"#{node.attrs['id']}": number for number, node in enumerate(page.query("[id]"))}
    found = [places[href] for href in named if href in places]
    assert found == sorted(found), f"Not in the order of the page: {named}"


def _check_controls(page: markup.Node) -> None:
    labelled = {label.attrs["for"] for label in page.query("label[for]")}
    for control in page.query(UNNAMED):
        assert control.attrs.get("id") in labelled, f"no label: {control.attrs}"


def fresh(person: User) -> User:
    """The person as the database has them now."""
    return db.session.scalars(select(User).where(User.id == person.id)).one()
