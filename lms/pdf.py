"""Documents as PDF. Drawn only in jobs: WeasyPrint is slow to import and needs Pango.

It runs in one thread of one process, with one font configuration: fonts read once are reused.
"""

from collections.abc import Callable
from ctypes import CDLL
from functools import cache
from io import BytesIO
from typing import Any

LIBRARIES = ("libpango-1.0.so.0", "libpangoft2-1.0.so.0", "libharfbuzz-subset.so.0")
PACKAGES = "libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fonts-ebgaramond"


PICTURE = "picture:"
Pictures = Callable[[str], bytes]
"""Gives the JPEG of a name: `<img src="picture:name">`."""


class PdfOffError(Exception):
    """The system lacks what draws PDF; the rest of the platform does not need it."""


def draw(html: str, *, css: str, pictures: Pictures | None = None) -> bytes:
    """A tagged PDF (PDF/UA-1) of a whole HTML document; it opens no file and no connection."""
    if not is_on():
        raise PdfOffError(f"PDF is off: apt-get install {PACKAGES}, then start again.")
    from weasyprint import CSS, HTML  # slow, and only the worker draws

    fetcher, fonts = fetcher_of_nothing(pictures), _fonts()
    sheet = CSS(string=css, url_fetcher=fetcher, font_config=fonts)
    page = HTML(string=html, url_fetcher=fetcher)
    return bytes(page.write_pdf(stylesheets=[sheet], font_config=fonts, pdf_variant="pdf/ua-1"))


def pages_of(document: bytes) -> int:
    from pypdf import PdfReader  # only the worker counts

    return len(PdfReader(BytesIO(document)).pages)


@cache
def is_on() -> bool:
    """Whether this machine has the libraries; found out without importing WeasyPrint."""
    try:
        for name in LIBRARIES:
            CDLL(name)
    except OSError:
        return False
    return True


def fetcher_of_nothing(pictures: Pictures | None = None) -> Any:
    """Refuses every address but `data:`, which carries its content, and pictures it is given."""
    from weasyprint.urls import URLFetcher, URLFetcherResponse  # slow, and only the worker draws

    class FetcherOfNothing(URLFetcher):  # type: ignore[misc]  # WeasyPrint has no types
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            if pictures and url.startswith(PICTURE):
                body = pictures(url.removeprefix(PICTURE))
                return URLFetcherResponse(url, body, {"Content-Type": "image/jpeg"})
            if not url.startswith("data:"):
                raise ValueError("A document fetches nothing from outside.")
            return super().fetch(url, headers)

    return FetcherOfNothing(allowed_protocols=("data",), allow_redirects=False)


@cache
def _fonts() -> Any:
    """One for the life of the process: making it again costs half a second each time."""
    from weasyprint.text.fonts import FontConfiguration  # slow, and only the worker draws

    return FontConfiguration()
