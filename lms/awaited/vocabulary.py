"""The closed lists of photos and papers: what people agreed to, where each is, why it went."""

from flask_babel import lazy_gettext as _l

from lms.files.kinds import Refusal, RefusedError
from lms.files.vocabulary import in_words

CONSENTS = {
    "none": _l("Nobody is in it"),
    "spoken": _l("The people in it agreed, by word of mouth"),
    "written": _l("The people in it agreed in writing"),
    "hidden": _l("Faces cannot be seen"),
}
STATES = {
    "expected": _l("Still on the device"),
    "uploading": _l("On its way"),
    "received": _l("Received"),
    "refused": _l("Not taken"),
    "withdrawn": _l("Withdrawn"),
}
TONES = {
    "expected": "neutral",
    "uploading": "info",
    "received": "good",
    "refused": "bad",
    "withdrawn": "neutral",
}
WITHDRAWALS = {
    "consent": _l("Somebody in it no longer agrees"),
    "mistake": _l("It was added by mistake"),
    "private": _l("It shows something that must not be shown"),
}


def why_refused(refusal: str) -> str:
    """The sentence for what stands in the row."""
    return in_words(RefusedError(Refusal(refusal)))


def words() -> dict[str, object]:
    return {
        "EVIDENCE_STATES": STATES,
        "EVIDENCE_TONES": TONES,
        "CONSENTS": CONSENTS,
        "WITHDRAWALS": WITHDRAWALS,
        "why_refused": why_refused,
    }
