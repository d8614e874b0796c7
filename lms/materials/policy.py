from lms.accounts.models import User
from lms.editions.models import Edition
from lms.editions.policy import can_follow
from lms.materials.models import Kind, Material


def can_prepare(user: User, edition: Edition) -> bool:
    """Its trainers and coordinators, and administrators."""
    return can_follow(user, edition)


def can_read(user: User, edition: Edition, material: Material) -> bool:
    """Whoever prepares it always; a member of the edition from when it is published.

    What was withdrawn keeps its address, and its page says so.
    """
    return material.published_at is not None or can_prepare(user, edition)


def can_publish(material: Material) -> bool:
    """One that is not open already; of files there must be at least one."""
    full = material.kind != Kind.FILE or bool(material.files)
    return material.state != "published" and full


def can_discard(material: Material) -> bool:
    """As long as nobody else has seen it; after that it can be withdrawn."""
    return material.published_at is None
