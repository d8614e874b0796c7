"""Inbound mail

How a post came, and what became of each mail that came in.
"""

import sqlalchemy as sa
from alembic import op

revision = "053"
down_revision = "073"
branch_labels = None
depends_on = None

OUTCOMES = (
    "posted",
    "posted_without_files",
    "held",
    "unknown_address",
    "address_ended",
    "wrong_sender",
    "not_proven",
    "suspended",
    "topic_gone",
    "topic_closed",
    "empty",
    "only_files",
    "too_long",
    "too_large",
    "too_many",
    "unknown_letters",
    "reply_to_digest",
    "replayed",
    "unreadable",
    "out_of_office",
    "bounce",
    "list",
    "auto_generated",
)


def upgrade() -> None:
    with op.batch_alter_table("post") as batch_op:
        batch_op.add_column(
            sa.Column("source", sa.String(), server_default="web", nullable=False)
        )
        batch_op.create_check_constraint(
            op.f("ck_post_source"), "source IN ('web', 'email')"
        )
    op.create_table(
        "inbound_mail",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("outcome", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("post_id", sa.Integer(), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            f"outcome IN ({', '.join(repr(code) for code in OUTCOMES)})",
            name=op.f("ck_inbound_mail_outcome"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["user.id"],
            name=op.f("fk_inbound_mail_user_id_user"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["post_id"], ["post.id"], name=op.f("fk_inbound_mail_post_id_post")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_inbound_mail")),
        sa.UniqueConstraint("digest", name=op.f("uq_inbound_mail_digest")),
    )
    op.create_index(op.f("ix_inbound_mail_at"), "inbound_mail", ["at"])
    op.create_index(
        "ix_inbound_mail_user_id_answered_at", "inbound_mail", ["user_id", "answered_at"]
    )


def downgrade() -> None:
    op.drop_table("inbound_mail")
    with op.batch_alter_table("post") as batch_op:
        batch_op.drop_constraint(op.f("ck_post_source"), type_="check")
        batch_op.drop_column("source")
