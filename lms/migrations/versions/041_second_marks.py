"""Second marks

Work drawn for a second mark, and what each marker gave it; triggers keep opinions as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "041"
down_revision = "045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "second_mark",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("rubric_digest", sa.String(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("passed_on_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("how", sa.String(), nullable=False),
        sa.Column("settled_by_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.CheckConstraint(
            "why IN ('failing', 'borderline', 'drawn')", name=op.f("ck_second_mark_why")
        ),
        sa.CheckConstraint(
            "how IN ('', 'same', 'agreed', 'third', 'alone')", name=op.f("ck_second_mark_how")
        ),
        sa.CheckConstraint("(settled_at IS NULL) = (how = '')", name=op.f("ck_second_mark_settled")),
        sa.CheckConstraint("length(reason) <= 1000", name=op.f("ck_second_mark_reason_length")),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_second_mark_placement_id_placement")
        ),
        sa.ForeignKeyConstraint(
            ["rubric_digest"],
            ["pinned_rubric.digest"],
            name=op.f("fk_second_mark_rubric_digest_pinned_rubric"),
        ),
        sa.ForeignKeyConstraint(
            ["settled_by_id"], ["user.id"], name=op.f("fk_second_mark_settled_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_mark")),
        sa.UniqueConstraint(
            "placement_id", "subject", name=op.f("uq_second_mark_placement_id_subject")
        ),
    )
    op.create_index(
        "ix_second_mark_open",
        "second_mark",
        ["placement_id"],
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )
    op.create_table(
        "second_mark_opinion",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("second_mark_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("levels", sa.JSON(), nullable=False),
        sa.Column("comment", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number >= 1", name=op.f("ck_second_mark_opinion_number")),
        sa.CheckConstraint(
            "length(comment) <= 2000", name=op.f("ck_second_mark_opinion_comment_length")
        ),
        sa.CheckConstraint(
            "length(reason) <= 1000", name=op.f("ck_second_mark_opinion_reason_length")
        ),
        sa.ForeignKeyConstraint(
            ["second_mark_id"],
            ["second_mark.id"],
            name=op.f("fk_second_mark_opinion_second_mark_id_second_mark"),
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_second_mark_opinion_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_second_mark_opinion")),
        sa.UniqueConstraint(
            "second_mark_id", "number", name=op.f("uq_second_mark_opinion_second_mark_id_number")
        ),
    )
    _refuse_changes("second_mark_opinion")


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'marks stay'); END"
            )
    else:
        op.execute(
            f"CREATE FUNCTION refuse_{table}_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'marks stay'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}_change()"
        )


def downgrade() -> None:
    op.drop_table("second_mark_opinion")
    op.drop_table("second_mark")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_second_mark_opinion_change()")
