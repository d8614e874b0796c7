"""The one place that reads the clock; everything below a view is handed its "now"."""

from datetime import UTC, date, datetime, timedelta


def now() -> datetime:
    return datetime.now(UTC)


def working_days(since: date, until: date) -> int:
    """Monday to Friday between two days, the first not counted: how long something waits."""
    days = (until - since).days
    weeks, rest = divmod(max(days, 0), 7)
    return weeks * 5 + sum((since + timedelta(days=n + 1)).weekday() < 5 for n in range(rest))  # noqa: PLR2004
