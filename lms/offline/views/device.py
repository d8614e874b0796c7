"""Pages and files that make a browser keep what was taken along (docs/decisions/015)."""

from flask import Response, current_app, g, jsonify, render_template, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from lms.accounts.access import Audience, open_to
from lms.accounts.session import me_or_none
from lms.assets import Assets
from lms.config import LANGUAGES, Settings
from lms.i18n import in_language, language, text_direction
from lms.offline.views import bp

A_DAY = "public, max-age=86400"
CLOTH, COTTON = "#232f6b", "#f8f5ed"  # the header and the page, as in static/css/tokens.css
ICONS = (
    ("favicon.svg", "any", "any"),
    ("icons/app-192.png", "192x192", "any"),
    ("icons/app-512.png", "512x512", "any"),
    ("icons/app-full-512.png", "512x512", "maskable"),
)


@bp.after_app_request
def say_whose_page(response: Response) -> Response:
    """The service worker shows kept pages only to the person whose page came last."""
    if response.mimetype == "text/html" and "plain_page" not in g:
        person = me_or_none()
        response.headers["X-Reader"] = str(person.id if person else 0)
    return response


@bp.get("/manifest.webmanifest")
@open_to(Audience.EVERYONE)
def manifest() -> ResponseReturnValue:
    """What a phone needs to put the site on its home screen, in the language of `lang`."""
    asked = request.args.get("lang")
    with in_language(asked if asked in LANGUAGES else language()):
        response = jsonify(_manifest())
    response.mimetype = "application/manifest+json"
    response.headers["Cache-Control"] = A_DAY
    return response


def _manifest() -> dict[str, object]:
    settings: Settings = current_app.extensions["settings"]
    assets = _assets()
    return {
        "id": "/",
        "name": settings.product_name,
        "short_name": settings.product_name,
        "description": _("Learn, and write your field log, also without a connection."),
        "lang": language(),
        "dir": text_direction(),
        "start_url": "/",
        "scope": "/",
        "display": "standalone",
        "theme_color": CLOTH,
        "background_color": COTTON,
        "icons": [
            {
                "src": assets.address(name),
                "type": assets.files[name].mimetype,
                "sizes": sizes,
                "purpose": purpose,
            }
            for name, sizes, purpose in ICONS
        ],
    }


@bp.get("/service-worker.js")
@open_to(Audience.EVERYONE)
def service_worker() -> ResponseReturnValue:
    """A worker rules over the addresses below its own, so it cannot lie under /static."""
    response = Response(_assets().files["js/worker.js"].raw, content_type="text/javascript")
    response.headers["Cache-Control"] = A_DAY  # pages name its version, so a new one is asked for
    return response


@bp.get("/offline")
@open_to(Audience.MEMBERS)
def device() -> ResponseReturnValue:
    """What is on this device: the page is the same for everybody, the browser fills it in."""
    return render_template("offline/device.html")


@bp.get("/offline/not-here")
@open_to(Audience.EVERYONE)
def not_here() -> ResponseReturnValue:
    """Kept by the service worker, for a page that was not taken along."""
    return render_template("offline/not_here.html")


@bp.get("/offline/unsent")
@open_to(Audience.EVERYONE)
def unsent() -> ResponseReturnValue:
    """Kept by the service worker, for a form that could not be sent."""
    return render_template("offline/unsent.html")


def _assets() -> Assets:
    assets: Assets = current_app.extensions["assets"]
    return assets
