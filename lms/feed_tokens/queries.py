from sqlalchemy import Select, select
from sqlalchemy.orm import contains_eager

from lms.accounts.models import User
from lms.feed_tokens.models import FeedToken, Purpose


def token_of(user: User, purpose: Purpose) -> Select[FeedToken]:
    return select(FeedToken).where(FeedToken.user_id == user.id, FeedToken.purpose == purpose.value)


def token_with(token_hash: str, purpose: Purpose) -> Select[FeedToken]:
    """With its owner, unless they are suspended."""
    return (
        select(FeedToken)
        .join(FeedToken.user)
        .options(contains_eager(FeedToken.user))
        .where(
            FeedToken.token_hash == token_hash,
            FeedToken.purpose == purpose.value,
            User.suspended_at.is_(None),
        )
    )
