from lms.config import LANGUAGES
from lms.forum.models import Post, Topic
from lms.spaces import policy as spaces
from lms.spaces.models import Kind as SpaceKind
from lms.spaces.models import Space
from lms.spaces.readers import Reader
from lms.translations.models import PostTranslation, mark_of


def can_translate(reader: Reader, post: Post, topic: Topic) -> bool:
    """Whoever writes in the space, whatever still stands; corrects it too."""
    return post.removed_at is None and spaces.can_write(reader, topic.space)


def takes_words_of_machines(space: Space) -> bool:
    """Only what every member reads: who asks a machine elsewhere gives it the words away."""
    return space.kind in {SpaceKind.PUBLIC, SpaceKind.THEME}


def can_verify(reader: Reader, row: PostTranslation, post: Post) -> bool:
    """Somebody else than who wrote it, while it says what the post says."""
    other = reader.person is not None and reader.person.id != row.by_id
    fresh = row.verified_at is None and row.source == mark_of(post)
    return other and fresh and can_translate(reader, post, post.topic)


def can_remove(reader: Reader, row: PostTranslation, topic: Topic) -> bool:
    """Who added it takes it back; who leads the space removes what should not stand there."""
    own = reader.person is not None and row.author_id == reader.person.id
    return own or spaces.can_lead(reader, topic.space)


def others_of(post: Post) -> list[str]:
    """Languages into which it can be translated."""
    return [code for code in LANGUAGES if code != post.language]
