"""Forum

Spaces and who is in them, topics, posts, and how far each reader has read.
"""

import sqlalchemy as sa
from alembic import op

revision = "048"
down_revision = "040"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _spaces()
    _topics()
    _posts()
    _reading()


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _points(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}")
    )


def _spaces() -> None:
    op.create_table(
        "space",
        _number("id"),
        _text("slug"),
        _text("kind"),
        _text("name"),
        _text("purpose"),
        _text("language"),
        _number("edition_id", nullable=True),
        _moment("created_at"),
        _moment("closed_at", nullable=True),
        sa.CheckConstraint(
            "kind IN ('public', 'theme', 'edition', 'programme', 'project', 'staff')",
            name=op.f("ck_space_kind"),
        ),
        sa.CheckConstraint(
            "(kind = 'edition') = (edition_id IS NOT NULL)", name=op.f("ck_space_edition")
        ),
        sa.CheckConstraint("length(name) <= 120", name=op.f("ck_space_name_length")),
        sa.CheckConstraint("length(purpose) <= 400", name=op.f("ck_space_purpose_length")),
        _points("space", "edition_id", "edition"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_space")),
        sa.UniqueConstraint("slug", name=op.f("uq_space_slug")),
        sa.UniqueConstraint("edition_id", name=op.f("uq_space_edition_id")),
    )
    op.create_table(
        "space_member",
        _number("space_id"),
        _number("user_id"),
        _moment("joined_at"),
        _points("space_member", "space_id", "space"),
        _points("space_member", "user_id", "user"),
        sa.PrimaryKeyConstraint("space_id", "user_id", name=op.f("pk_space_member")),
    )
    op.create_index("ix_space_member_user_id", "space_member", ["user_id"])


def _topics() -> None:
    op.create_table(
        "topic",
        _number("id"),
        _number("space_id"),
        _text("kind"),
        _text("title"),
        _text("language"),
        _number("author_id"),
        _moment("created_at"),
        _number("last_no"),
        _moment("bumped_at"),
        _moment("resolved_at", nullable=True),
        _moment("closed_at", nullable=True),
        sa.CheckConstraint(
            "kind IN ('question', 'discussion', 'visit_preparation', 'note', 'announcement')",
            name=op.f("ck_topic_kind"),
        ),
        sa.CheckConstraint("length(title) <= 140", name=op.f("ck_topic_title_length")),
        _points("topic", "space_id", "space"),
        _points("topic", "author_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
    )
    op.create_index("ix_topic_space_id_bumped_at_id", "topic", ["space_id", "bumped_at", "id"])
    op.create_index("ix_topic_bumped_at_id", "topic", ["bumped_at", "id"])


def _posts() -> None:
    op.create_table(
        "post",
        _number("id"),
        _number("topic_id"),
        _number("no"),
        _number("author_id"),
        _number("reply_to_id", nullable=True),
        sa.Column("key", sa.Uuid(), nullable=False),
        _text("language"),
        _text("body"),
        _text("html"),
        _text("markdown_version"),
        _moment("created_at"),
        _moment("edited_at", nullable=True),
        _moment("accepted_at", nullable=True),
        _moment("removed_at", nullable=True),
        _number("removed_by_id", nullable=True),
        _text("reason"),
        sa.CheckConstraint("length(body) <= 8000", name=op.f("ck_post_body_length")),
        sa.CheckConstraint("length(reason) <= 300", name=op.f("ck_post_reason_length")),
        sa.CheckConstraint(
            "(removed_at IS NULL) = (removed_by_id IS NULL)", name=op.f("ck_post_removed")
        ),
        _points("post", "topic_id", "topic"),
        _points("post", "author_id", "user"),
        _points("post", "reply_to_id", "post"),
        _points("post", "removed_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post")),
        sa.UniqueConstraint("topic_id", "no", name=op.f("uq_post_topic_id_no")),
        sa.UniqueConstraint("author_id", "key", name=op.f("uq_post_author_id_key")),
    )
    op.create_index("ix_post_author_id_created_at", "post", ["author_id", "created_at"])
    op.create_index("ix_post_reply_to_id", "post", ["reply_to_id"])
    accepted = sa.text("accepted_at IS NOT NULL")
    op.create_index(
        "uq_post_answer",
        "post",
        ["topic_id"],
        unique=True,
        sqlite_where=accepted,
        postgresql_where=accepted,
    )


def _reading() -> None:
    op.create_table(
        "topic_reader",
        _number("user_id"),
        _number("topic_id"),
        _number("last_read"),
        _points("topic_reader", "user_id", "user"),
        _points("topic_reader", "topic_id", "topic"),
        sa.PrimaryKeyConstraint("user_id", "topic_id", name=op.f("pk_topic_reader")),
    )
    op.create_index(op.f("ix_topic_reader_topic_id"), "topic_reader", ["topic_id"])
    op.create_table(
        "reading_gap",
        _number("user_id"),
        _number("topic_id"),
        _number("first"),
        _number("last"),
        sa.CheckConstraint("first <= last", name=op.f("ck_reading_gap_order")),
        _points("reading_gap", "user_id", "user"),
        _points("reading_gap", "topic_id", "topic"),
        sa.PrimaryKeyConstraint("user_id", "topic_id", "first", name=op.f("pk_reading_gap")),
    )


def downgrade() -> None:
    for table in ("reading_gap", "topic_reader", "post", "topic", "space_member", "space"):
        op.drop_table(table)
