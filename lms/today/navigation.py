"""The main menu: what this reader can go to, and where they are."""

from flask import Flask, g, request
from flask_babel import gettext as _
from flask_babel import pgettext

from lms.accounts.session import me_or_none
from lms.editions.models import Role
from lms.editions.roles import i_am

Item = tuple[str, str, str, bool]

BELONGS = {
    "/fieldwork": ("/fieldwork", "/placements"),
    "/forum": ("/forum", "/topics"),
    "/programmes": (
        *("/programmes", "/projects", "/people", "/notes", "/initiatives"),
        *("/trips", "/meetings", "/outcomes", "/benchmarks"),
    ),
}
"""Entries under which more stands than their own address says."""


def init_app(app: Flask) -> None:
    app.jinja_env.globals["navigation"] = navigation


def navigation() -> list[Item]:
    """(text, address, icon, current) for each entry of the menu."""
    person = None if "plain_page" in g else me_or_none()
    places = [(_("Courses"), "/courses", "book-open"), (_("Cases"), "/case-studies", "library")]
    if person:
        places.insert(0, (_("Today"), "/", "house"))
        if person.is_administrator or i_am(Role.TRAINEE, Role.COORDINATOR, Role.ASSESSOR):
            places.append((pgettext("menu", "Fieldwork"), "/fieldwork", "notebook-pen"))
        if i_am(Role.SUPERVISOR, Role.ASSESSOR):
            places.append((_("Reviews"), "/reviews", "clipboard-check"))
        places.append((_("Forum"), "/forum", "messages-square"))
        places.append((_("Exchange"), "/programmes", "waypoints"))
        if person.is_staff or i_am(Role.TRAINER, Role.ASSESSOR, Role.COORDINATOR):
            places.append((_("Editions"), "/editions", "users"))
    return [(text, href, icon, _is_current(href)) for text, href, icon in places]


def _is_current(href: str) -> bool:
    if href == "/":
        return request.path == "/"
    return f"{request.path}/".startswith(tuple(f"{way}/" for way in BELONGS.get(href, (href,))))
