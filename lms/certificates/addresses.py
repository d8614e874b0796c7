"""Where a certificate is checked; built from settings, for the worker has no request."""

from flask import current_app

from lms.certificates.papers import Numbered
from lms.config import Settings


def address_of(certificate: Numbered) -> str:
    settings: Settings = current_app.extensions["settings"]
    return f"{settings.public_url.rstrip('/')}/certificates/{certificate.serial}"


def short_address_of(certificate: Numbered) -> str:
    """Without its serial, which stands beside it on paper."""
    return address_of(certificate).partition("://")[2].rpartition("/")[0]
