"""An agenda on the reader's clock, day by day, with the clock of the place beside it."""

from collections.abc import Iterable
from datetime import date
from itertools import groupby
from typing import NamedTuple
from zoneinfo import ZoneInfo

from lms.agendas.snapshots import Item
from lms.class_sessions.times import Times, times_of


class Row(NamedTuple):
    """A slot that ends after midnight stands once, under the day on which it begins."""

    item: Item
    times: Times


def days_of(items: Iterable[Item], reader: ZoneInfo) -> list[tuple[date, list[Row]]]:
    rows = [Row(item, times_of(item, reader)) for item in items]
    rows.sort(key=lambda row: (row.item.starts_at, row.item.track, row.item.id))
    return [(day, list(found)) for day, found in groupby(rows, key=lambda row: row.times.on)]
