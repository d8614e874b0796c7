"""A browser for tests that checks every page it gets: shape, access, weight, statements."""

import gzip
import re
from collections import Counter
from contextvars import Context
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlsplit

from flask import Flask, g
from justhtml import JustHTML
from sqlalchemy import select
from werkzeug.test import TestResponse

from lms.accounts import session
from lms.accounts.models import User
from lms.db import db

MOST_BYTES = 15 * 1024  # compressed, of a later page
MOST_STATEMENTS = 8
MOST_STATEMENTS_OF_A_CHANGE = 14


class Visitor:
    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.page: Any = None
        self.statements = 0

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

    def status_of(self, path: str) -> int:
        """How an address answers, without a look at the page."""
        return self._send("GET", path).status_code

    def text(self) -> str:
        """The words of the last page, spaces folded."""
        return " ".join(self.page.to_text().split())

    def all(self, selector: str) -> list[Any]:
        return list(self.page.query(selector))

    def token(self) -> str:
        page = self._send("GET", "/login" if not self._is_signed_in() else "/settings/password")
        found = re.search(r'name="csrf_token"[^>]*value="([^"]+)"', page.text)
        assert found, "no form token on the page"
        return found.group(1)

    def _is_signed_in(self) -> bool:
        with self.app.test_request_context():
            return self.client.get_cookie(session.cookie_name()) is not None

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
            self.page = JustHTML(response.text, sanitize=False)
            check_page(self.page, response.text)
            size = len(gzip.compress(response.data, 5))
            assert size <= MOST_BYTES, f"{size} bytes compressed"

    def _check_headers(self, response: TestResponse) -> None:
        assert "default-src 'none'" in response.headers["Content-Security-Policy"]
        timing = response.headers.get("Server-Timing", "")
        found = re.search(r'sql;desc="(\d+)"', timing)
        self.statements = int(found.group(1)) if found else 0
        change = response.request.method == "POST"
        most = MOST_STATEMENTS_OF_A_CHANGE if change else MOST_STATEMENTS
        assert self.statements <= most, f"{self.statements} statements"


def words_of(response: TestResponse) -> str:
    """What the page says in its main part, for a failing test to show."""
    main = JustHTML(response.text, sanitize=False).query("main")
    return " ".join(main[0].to_text().split()) if main else response.text[:300]


def check_page(page: Any, source: str) -> None:
    """What must be true of every page, whatever it shows."""
    headings = page.query("h1")
    assert len(headings) == 1, f"{len(headings)} h1"
    title = " ".join(page.query("title")[0].to_text().split())
    heading = " ".join(headings[0].to_text().split())
    assert title.startswith(heading), (title, heading)
    assert page.query("html")[0].attrs.get("lang")
    _check_ids(page)
    _check_controls(page)
    for image in page.query("img"):
        assert "alt" in image.attrs, image
    assert not re.search(r"<script(?![^>]*\bsrc=)", source), "inline script"
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=", source), "inline style or handler"
    for link in page.query("a"):
        href = link.attrs.get("href") or ""
        assert urlsplit(href).scheme in {"", "https", "mailto", "webcal"}, href
        assert not href.startswith("#") or page.query(f"[id='{href[1:]}']"), href


def _check_ids(page: Any) -> None:
    counted = Counter(node.attrs["id"] for node in page.query("[id]"))
    assert not [name for name, times in counted.items() if times > 1], counted.most_common(3)


def _check_controls(page: Any) -> None:
    labelled = {label.attrs.get("for") for label in page.query("label")}
    wrapped = {id(node) for node in page.query("label input, label select, label textarea")}
    for control in page.query("input, select, textarea"):
        attrs = control.attrs
        if attrs.get("type") in {"hidden", "submit"}:
            continue
        named = (
            id(control) in wrapped
            or attrs.get("id") in labelled
            or "aria-label" in attrs
            or "aria-labelledby" in attrs
        )
        assert named, f"no label: {attrs}"


def fresh(person: User) -> User:
    """The person as the database has them now."""
    return db.session.scalars(select(User).where(User.id == person.id)).one()
