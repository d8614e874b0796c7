"""A sign-in as a browser does it, without a browser."""

import re
from http import HTTPStatus
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from urllib.parse import urlencode, urlsplit

TOKEN = re.compile(r'name="csrf_token"[^>]* value="([^"]+)"')
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


def cookies_of(site: str, email: str, password: str) -> list[dict[str, str]]:
    """What a browser holds after it."""
    connection = HTTPConnection(urlsplit(site).netloc)
    connection.request("GET", "/login")
    page = connection.getresponse()
    token = TOKEN.search(page.read().decode())
    assert token
    typed = urlencode({"csrf_token": token[1], "email": email, "password": password})
    cookie = "; ".join(f"{name}={value}" for name, value in _cookies(page).items())
    connection.request("POST", "/login", typed, FORM | {"Cookie": cookie})
    answer = connection.getresponse()
    assert answer.status == HTTPStatus.SEE_OTHER, answer.read()
    connection.close()
    return [{"name": name, "value": v, "url": site} for name, v in _cookies(answer).items()]


def _cookies(answer: HTTPResponse) -> dict[str, str]:
    said = SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie", [])))
    return {name: morsel.value for name, morsel in said.items()}
