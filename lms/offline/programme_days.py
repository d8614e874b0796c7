"""A day of a programme kept in the browser: its page, its visits, and their forms."""

from hashlib import sha256

from lms.i18n import show_date
from lms.offline.packs import FRAME, Pack, Part
from lms.study_visits.days import Day

A_PAGE = FRAME + 500
"""Compressed bytes of each: what is said of a visit is short, so they hardly differ."""


def pack_of_day(this: Day, file: bytes) -> Pack:
    """`file` says all that its reader knows of the day: what changes in it makes all parts new."""
    version = sha256(file).hexdigest()[:12]
    href = f"/programmes/{this.here.programme.id}/days/{this.day.isoformat()}"
    pages = [href]
    for seen in this.visits:
        if not seen.item.cancelled:
            visit = f"/programmes/{this.here.programme.id}/visits/{seen.visit.id}"
            pages += [visit, f"{visit}/observations/new"]
    return Pack(
        place=f"/offline/packs{href}",
        title=f"{show_date(this.day, 'day')} · {this.here.programme.name}",
        href=href,
        parts=[Part([page], page, version, A_PAGE) for page in pages],
    )
