from sqlalchemy import Select, select

from lms.accounts.models import User
from lms.forum.models import SpaceReader, TopicReader


def of_topic(person: User, topic_id: int) -> Select[TopicReader]:
    return select(TopicReader).where(
        TopicReader.user_id == person.id, TopicReader.topic_id == topic_id
    )


def of_space(person: User, space_id: int) -> Select[SpaceReader]:
    return select(SpaceReader).where(
        SpaceReader.user_id == person.id, SpaceReader.space_id == space_id
    )
