"""The one place that reads the clock; everything below a view is handed its "now"."""

from datetime import UTC, datetime


def now() -> datetime:
    return datetime.now(UTC)
