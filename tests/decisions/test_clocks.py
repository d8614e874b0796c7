"""A moment on the clock of each reader, in zones of half hours and where clocks change."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from flask import Flask
from wtforms.validators import ValidationError

from lms import i18n
from lms.decisions.clocks import here_and_there
from lms.decisions.forms import parts


@pytest.mark.parametrize(
    ("moment", "reader", "here", "there"),
    [
        ("2026-10-24T12:00", "Europe/Zurich", "Sat 24 Oct, 14:00 UTC+02:00", "17:30 UTC+05:30"),
        ("2026-10-25T12:00", "Europe/Zurich", "Sun 25 Oct, 13:00 UTC+01:00", "17:30 UTC+05:30"),
        ("2026-10-25T20:00", "America/Managua", "Sun 25 Oct, 14:00 UTC-06:00", "Mon 26 Oct, 01:30"),
        ("2026-10-25T12:00", "Asia/Kathmandu", "Sun 25 Oct, 17:45 UTC+05:45", "17:30 UTC+05:30"),
        ("2026-10-25T12:00", "Asia/Kolkata", "Sun 25 Oct, 17:30 UTC+05:30", ""),
    ],
)
def test_each_reads_it_on_their_clock_with_the_hosts_beside(
    app: Flask,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
    reader: str,
    here: str,
    there: str,
) -> None:
    monkeypatch.setattr(i18n, "_reader", [lambda: ("en", reader)])
    at = datetime.fromisoformat(moment).replace(tzinfo=UTC)
    with app.test_request_context():
        found = here_and_there(at, "Asia/Kolkata")
    assert found.here == here
    assert there in found.there
    assert bool(there) == bool(found.there)


def test_an_hour_that_no_clock_shows_is_refused(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    zone, day = ZoneInfo("Europe/Zurich"), date(2027, 3, 28)
    monkeypatch.setattr(parts.clock, "now", lambda: datetime(2027, 3, 1, tzinfo=UTC))
    with app.test_request_context():
        with pytest.raises(ValidationError, match="clocks go forward"):
            parts.moment_of(day, time(2, 30), zone)
        assert parts.moment_of(day, time(3, 30), zone) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)
        before = parts.moment_of(day - timedelta(days=1), time(3, 30), zone)
    assert before == datetime(2027, 3, 27, 2, 30, tzinfo=UTC)
