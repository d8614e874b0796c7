from datetime import date

from flask_babel import lazy_gettext as _l

from lms.trips.models import ExchangeTrip, Kind

KINDS = {
    Kind.STUDY_TOUR: _l("Study tour"),
    Kind.BROKER_EXCHANGE: _l("Broker exchange"),
    Kind.TWINNING: _l("Twinning"),
}
MEANT = {
    Kind.STUDY_TOUR: _l("A group goes to see how others work."),
    Kind.BROKER_EXCHANGE: _l("A broker works for some days beside a colleague."),
    Kind.TWINNING: _l("Two clusters learn from each other, there and back."),
}
TONES = {"proposed": "info", "agreed": "good", "on": "good", "held": "neutral"}
STANDINGS = {
    "proposed": _l("Proposed"),
    "agreed": _l("Agreed"),
    "on": _l("On the way"),
    "held": _l("Took place"),
}


def standing(trip: ExchangeTrip, today: date) -> str:
    """Read off the consents and the days."""
    if not trip.is_agreed:
        return "proposed"
    if today < trip.starts_on:
        return "agreed"
    return "on" if today <= trip.ends_on else "held"
