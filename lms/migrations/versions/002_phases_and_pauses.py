"""Phases, pauses and reflections

New tables only, and two columns with a default on `placement`, which is small: nothing is locked
for long.
"""

import sqlalchemy as sa
from alembic import op

revision = "002"
down_revision = "001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _add_milestone_reviews()
    _add_pauses()
    _add_reflections()
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("calendar_factor", sa.Integer(), nullable=False, server_default="1")
        )
        batch_op.add_column(sa.Column("pauses_on", sa.JSON(), nullable=False, server_default="[]"))
        batch_op.create_check_constraint(
            op.f("ck_placement_calendar_factor"), "calendar_factor IN (1, 2)"
        )


def _add_milestone_reviews() -> None:
    op.create_table(
        "milestone_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("milestone", sa.String(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("evidence", sa.JSON(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decision", sa.String(), nullable=True),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("entrustment", sa.Integer(), nullable=True),
        sa.Column("reviewer_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "decision IN ('opened', 'not_yet')", name=op.f("ck_milestone_review_decision")
        ),
        sa.CheckConstraint(
            "(decision IS NULL) = (decided_at IS NULL)", name=op.f("ck_milestone_review_decided")
        ),
        sa.CheckConstraint(
            "entrustment BETWEEN 1 AND 5", name=op.f("ck_milestone_review_entrustment")
        ),
        sa.CheckConstraint("length(reason) <= 1500", name=op.f("ck_milestone_review_reason_length")),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placement.id"],
            name=op.f("fk_milestone_review_placement_id_placement"),
        ),
        sa.ForeignKeyConstraint(
            ["reviewer_id"], ["user.id"], name=op.f("fk_milestone_review_reviewer_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_milestone_review")),
        sa.UniqueConstraint(
            "placement_id",
            "milestone",
            "number",
            name=op.f("uq_milestone_review_placement_id_milestone_number"),
        ),
    )


def _add_pauses() -> None:
    op.create_table(
        "pause",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("first_on", sa.Date(), nullable=False),
        sa.Column("last_on", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answer", sa.String(), nullable=True),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("decider_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("last_on >= first_on", name=op.f("ck_pause_dates")),
        sa.CheckConstraint("answer IN ('granted', 'refused')", name=op.f("ck_pause_answer")),
        sa.CheckConstraint(
            "(answer IS NULL) = (decided_at IS NULL)", name=op.f("ck_pause_decided")
        ),
        sa.CheckConstraint("length(reason) <= 600", name=op.f("ck_pause_reason_length")),
        sa.CheckConstraint("length(remark) <= 600", name=op.f("ck_pause_remark_length")),
        sa.ForeignKeyConstraint(
            ["decider_id"], ["user.id"], name=op.f("fk_pause_decider_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_pause_placement_id_placement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pause")),
    )
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_pause_placement_id"), ["placement_id"], unique=False)
        batch_op.create_index(
            "uq_pause_open",
            ["placement_id"],
            unique=True,
            sqlite_where=sa.text("decided_at IS NULL"),
            postgresql_where=sa.text("decided_at IS NULL"),
        )


def _add_reflections() -> None:
    op.create_table(
        "reflection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("so_what", sa.String(), nullable=False),
        sa.Column("now_what", sa.String(), nullable=False),
        sa.Column("question", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.CheckConstraint(f"length({name}) <= 1200", name=op.f(f"ck_reflection_{name}_length"))
            for name in ("what", "so_what", "now_what", "question")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_reflection_placement_id_placement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reflection")),
        sa.UniqueConstraint(
            "placement_id", "target", name=op.f("uq_reflection_placement_id_target")
        ),
    )


def downgrade() -> None:
    with op.batch_alter_table("placement", schema=None) as batch_op:
        batch_op.drop_constraint(op.f("ck_placement_calendar_factor"), type_="check")
        batch_op.drop_column("pauses_on")
        batch_op.drop_column("calendar_factor")
    op.drop_table("reflection")
    with op.batch_alter_table("pause", schema=None) as batch_op:
        batch_op.drop_index("uq_pause_open")
        batch_op.drop_index(batch_op.f("ix_pause_placement_id"))
    op.drop_table("pause")
    op.drop_table("milestone_review")
