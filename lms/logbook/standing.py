"""What was decided on an entry and not taken back at once."""

from collections.abc import Iterable

from lms.logbook.models import Review


def standing(reviews: Iterable[Review]) -> list[Review]:
    """Of one entry, oldest first; an approval that its reviewer undid within seconds is not there.

    Ledger and record keep both. A reopening gives a reason, an undo gives none.
    """
    found: list[Review] = []
    for review in reviews:
        if is_undo(review):
            found.pop()
        else:
            found.append(review)
    return found


def is_undo(review: Review) -> bool:
    return review.decision == "reopened" and not review.comment
