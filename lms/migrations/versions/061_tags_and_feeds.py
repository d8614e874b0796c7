"""Tags and feeds

Tags of topics. The secret address of a person's calendar becomes one of several such addresses.
"""

import sqlalchemy as sa
from alembic import op

revision = "061"
down_revision = "053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _tags()
    _secret_addresses("feed_token", _purpose(), sa.UniqueConstraint(
        "user_id", "purpose", name=op.f("uq_feed_token_user_id_purpose")
    ))
    op.execute(
        "INSERT INTO feed_token (user_id, purpose, token_hash, created_at) "
        "SELECT user_id, 'calendar', token_hash, created_at FROM calendar_feed"
    )
    op.drop_table("calendar_feed")


def _tags() -> None:
    op.create_table(
        "tag",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("into", sa.String(), nullable=True),
        sa.CheckConstraint("length(name) <= 40", name=op.f("ck_tag_name_length")),
        sa.ForeignKeyConstraint(["made_by_id"], ["user.id"], name=op.f("fk_tag_made_by_id_user")),
        sa.PrimaryKeyConstraint("slug", name=op.f("pk_tag")),
    )
    op.create_index(op.f("ix_tag_into"), "tag", ["into"])
    op.create_table(
        "topic_tag",
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_topic_tag_topic_id_topic")
        ),
        sa.PrimaryKeyConstraint("topic_id", "slug", name=op.f("pk_topic_tag")),
    )
    op.create_index("ix_topic_tag_slug_topic_id", "topic_tag", ["slug", "topic_id"])


def _purpose() -> list[sa.Column[str]]:
    return [sa.Column("purpose", sa.String(), nullable=False)]


def _secret_addresses(
    table: str, further: list[sa.Column[str]], one_each: sa.UniqueConstraint
) -> None:
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        *further,
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f(f"fk_{table}_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        one_each,
        sa.UniqueConstraint("token_hash", name=op.f(f"uq_{table}_token_hash")),
    )


def downgrade() -> None:
    one_each = sa.UniqueConstraint("user_id", name=op.f("uq_calendar_feed_user_id"))
    _secret_addresses("calendar_feed", [], one_each)
    op.execute(
        "INSERT INTO calendar_feed (user_id, token_hash, created_at) "
        "SELECT user_id, token_hash, created_at FROM feed_token WHERE purpose = 'calendar'"
    )
    for table in ("feed_token", "topic_tag", "tag"):
        op.drop_table(table)
