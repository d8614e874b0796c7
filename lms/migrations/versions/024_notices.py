"""Notices, the mail of the day, messages to groups, and moves of editions"""

import sqlalchemy as sa
from alembic import op

revision = "024"
down_revision = "023"
branch_labels = None
depends_on = None

CATEGORIES = "category IN ('messages', 'dates', 'work', 'others')"


def moment(name: str, *, nullable: bool = False) -> sa.Column:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("about", sa.JSON(), nullable=False),
        sa.Column("href", sa.String(), nullable=False),
        moment("created_at"),
        moment("mailed_at", nullable=True),
        sa.CheckConstraint(CATEGORIES, name=op.f("ck_notice_category")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_notice_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
    )
    op.create_index("ix_notice_user_id_mailed_at", "notice", ["user_id", "mailed_at"])
    op.create_table(
        "notice_setting",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("category", sa.String(), nullable=False),
        sa.Column("how", sa.String(), nullable=False),
        sa.CheckConstraint(CATEGORIES, name=op.f("ck_notice_setting_category")),
        sa.CheckConstraint(
            "how IN ('at_once', 'daily', 'weekly', 'never')", name=op.f("ck_notice_setting_how")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
            name=op.f("fk_notice_setting_user_id_user"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "category", name=op.f("pk_notice_setting")),
    )
    op.create_table(
        "digest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        moment("sent_at"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_digest_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_digest")),
        sa.UniqueConstraint("user_id", "on", name=op.f("uq_digest_user_id_on")),
    )
    op.create_table(
        "reminder",
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        moment("sent_at"),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_reminder_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "key", name=op.f("pk_reminder")),
    )
    op.create_table(
        "message",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("group", sa.String(), nullable=False),
        sa.Column("supervisor_id", sa.Integer(), nullable=True),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("body", sa.String(), nullable=False),
        moment("sent_at"),
        sa.CheckConstraint(
            "length(subject) BETWEEN 1 AND 120", name=op.f("ck_message_subject_length")
        ),
        sa.CheckConstraint("length(body) BETWEEN 1 AND 4000", name=op.f("ck_message_body_length")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_message_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_message_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(
            ["supervisor_id"], ["user.id"], name=op.f("fk_message_supervisor_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_message")),
        sa.UniqueConstraint("by_id", "key", name=op.f("uq_message_by_id_key")),
    )
    op.create_index(op.f("ix_message_edition_id"), "message", ["edition_id"])
    op.create_table(
        "message_receiver",
        sa.Column("message_id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("user_id", sa.Integer(), autoincrement=False, nullable=False),
        moment("read_at", nullable=True),
        sa.ForeignKeyConstraint(
            ["message_id"], ["message.id"], name=op.f("fk_message_receiver_message_id_message")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_message_receiver_user_id_user")
        ),
        sa.PrimaryKeyConstraint("message_id", "user_id", name=op.f("pk_message_receiver")),
    )
    op.create_index(op.f("ix_message_receiver_user_id"), "message_receiver", ["user_id"])
    op.create_table(
        "edition_move",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("to_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        moment("at"),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_edition_move_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_edition_move_edition_id_edition")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_edition_move")),
        sa.UniqueConstraint("edition_id", "number", name=op.f("uq_edition_move_edition_id_number")),
    )


def downgrade() -> None:
    for table in (
        "edition_move",
        "message_receiver",
        "message",
        "reminder",
        "digest",
        "notice_setting",
        "notice",
    ):
        op.drop_table(table)
