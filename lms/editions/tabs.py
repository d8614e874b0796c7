"""Where the tabs of an edition lead this reader that not everybody has."""

from lms.accounts.session import me
from lms.editions import policy
from lms.editions.models import Edition


def progress_tab(edition: Edition) -> str | None:
    """Whoever runs it sees who falls behind."""
    return f"/editions/{edition.id}/progress" if policy.can_run(me(), edition) else None
