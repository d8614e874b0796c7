"""Translations of posts

What a post says in another language, and what its translation said before.
"""

import sqlalchemy as sa
from alembic import op

revision = "057"
down_revision = "062"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "post_translation",
        _number("id"),
        _number("post_id"),
        _text("language"),
        _text("source"),
        _text("title"),
        _text("body"),
        _text("html"),
        _text("markdown_version"),
        _number("version"),
        _number("author_id"),
        _number("by_id"),
        _moment("at"),
        _number("verified_by_id", nullable=True),
        _moment("verified_at", nullable=True),
        sa.CheckConstraint("length(title) <= 200", name=op.f("ck_post_translation_title_length")),
        sa.CheckConstraint("length(body) <= 10000", name=op.f("ck_post_translation_body_length")),
        sa.CheckConstraint(
            "(verified_by_id IS NULL) = (verified_at IS NULL)",
            name=op.f("ck_post_translation_verified"),
        ),
        sa.CheckConstraint(
            "verified_by_id <> by_id", name=op.f("ck_post_translation_verified_by_another")
        ),
        _points("post_translation", "post_id", "post"),
        _points("post_translation", "author_id", "user"),
        _points("post_translation", "by_id", "user"),
        _points("post_translation", "verified_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_post_translation")),
        sa.UniqueConstraint(
            "post_id", "language", name=op.f("uq_post_translation_post_id_language")
        ),
    )
    op.create_table(
        "earlier_translation",
        _number("translation_id"),
        _number("version"),
        _text("title"),
        _text("body"),
        _number("by_id"),
        _moment("at"),
        _points("earlier_translation", "translation_id", "post_translation"),
        _points("earlier_translation", "by_id", "user"),
        sa.PrimaryKeyConstraint("translation_id", "version", name=op.f("pk_earlier_translation")),
    )


def downgrade() -> None:
    op.drop_table("earlier_translation")
    op.drop_table("post_translation")


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
