"""A text as a picture that a phone reads."""

import segno
from flask_babel import gettext as _
from markupsafe import Markup

INDIGO = "#232f6b"


def qr_code(content: str, *, title: str | None = None) -> Markup:
    """Drawn as SVG inside the page."""
    said = title or _("QR code: %(address)s", address=content)
    drawn = segno.make_qr(content, error="m", boost_error=True).svg_inline(
        border=2, dark=INDIGO, omitsize=True, title=said, svgclass="qr"
    )
    return Markup(drawn)  # noqa: S704  # segno escapes the title; the rest is a path
