"""Held writings

What somebody sent to the forum and whoever leads the space has not looked at yet.
"""

import sqlalchemy as sa
from alembic import op

revision = "054"
down_revision = "050"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "held_writing",
        _number("id"),
        _number("space_id"),
        _number("topic_id", nullable=True),
        _text("kind"),
        _text("title"),
        _number("reply_to_id", nullable=True),
        _number("author_id"),
        sa.Column("key", sa.Uuid(), nullable=False),
        _text("language"),
        _text("body"),
        _text("why"),
        _number("version"),
        _moment("held_at"),
        _moment("decided_at", nullable=True),
        _number("decided_by_id", nullable=True),
        _text("reason"),
        _number("post_id", nullable=True),
        _rule("why", "why IN ('links', 'mail')"),
        _rule("kind", "(topic_id IS NULL) = (kind <> '')"),
        _rule("decided", "(decided_at IS NULL) = (decided_by_id IS NULL)"),
        _rule("released", "post_id IS NULL OR decided_at IS NOT NULL"),
        _rule("title_length", "length(title) <= 140"),
        _rule("body_length", "length(body) <= 8000"),
        _rule("reason_length", "length(reason) <= 300"),
        _points("space_id", "space"),
        _points("topic_id", "topic"),
        _points("reply_to_id", "post"),
        _points("author_id", "user"),
        _points("decided_by_id", "user"),
        _points("post_id", "post"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_held_writing")),
        sa.UniqueConstraint("author_id", "key", name=op.f("uq_held_writing_author_id_key")),
    )
    waiting = sa.text("decided_at IS NULL")
    op.create_index(
        "ix_held_writing_waiting",
        "held_writing",
        ["space_id"],
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _moment(name: str, *, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(name, sa.DateTime(timezone=True), nullable=nullable)


def _number(name: str, *, nullable: bool = False) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=nullable)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _rule(name: str, what: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(what, name=op.f(f"ck_held_writing_{name}"))


def _points(column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{other}.id"], name=op.f(f"fk_held_writing_{column}_{other}")
    )


def downgrade() -> None:
    op.drop_table("held_writing")
