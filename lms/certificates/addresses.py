"""Where a certificate is checked; built from settings, for the worker has no request."""

import segno
from flask import current_app
from flask_babel import gettext as _
from markupsafe import Markup

from lms.certificates.models import Certificate
from lms.config import Settings

INDIGO = "#232f6b"


def address_of(certificate: Certificate) -> str:
    settings: Settings = current_app.extensions["settings"]
    return f"{settings.public_url.rstrip('/')}/certificates/{certificate.serial}"


def short_address_of(certificate: Certificate) -> str:
    """Without its serial, which stands beside it on paper."""
    return address_of(certificate).partition("://")[2].rpartition("/")[0]


def qr_code(address: str) -> Markup:
    """The address as a picture a phone reads, drawn as SVG inside the page."""
    title = _("QR code: %(address)s", address=address)
    code = segno.make_qr(address, error="m", boost_error=True)
    drawn = code.svg_inline(border=2, dark=INDIGO, omitsize=True, title=title, svgclass="qr")
    return Markup(drawn)  # noqa: S704  # segno escapes the title; the rest is a path
