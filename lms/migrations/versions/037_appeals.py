"""Appeals

What trainees ask about one criterion, and what was answered; triggers keep answers as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "037"
down_revision = "036"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "appeal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("target", sa.String(), nullable=False),
        sa.Column("criterion", sa.String(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("marker_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("escalation", sa.String(), nullable=False),
        sa.Column("escalated_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("length(reason) <= 1000", name=op.f("ck_appeal_reason_length")),
        sa.CheckConstraint("length(escalation) <= 1000", name=op.f("ck_appeal_escalation_length")),
        sa.ForeignKeyConstraint(["marker_id"], ["user.id"], name=op.f("fk_appeal_marker_id_user")),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_appeal_placement_id_placement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint(
            "placement_id",
            "target",
            "criterion",
            name=op.f("uq_appeal_placement_id_target_criterion"),
        ),
    )
    op.create_table(
        "appeal_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("appeal_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("level", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("number IN (1, 2)", name=op.f("ck_appeal_answer_number")),
        sa.CheckConstraint("level BETWEEN 1 AND 4", name=op.f("ck_appeal_answer_level")),
        sa.CheckConstraint("length(reason) <= 1000", name=op.f("ck_appeal_answer_reason_length")),
        sa.ForeignKeyConstraint(
            ["appeal_id"], ["appeal.id"], name=op.f("fk_appeal_answer_appeal_id_appeal")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_appeal_answer_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal_answer")),
        sa.UniqueConstraint("appeal_id", "number", name=op.f("uq_appeal_answer_appeal_id_number")),
    )
    _refuse_changes("appeal_answer")


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'answers stay'); END"
            )
    else:
        op.execute(
            f"CREATE FUNCTION refuse_{table}_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'answers stay'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_stays BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}_change()"
        )


def downgrade() -> None:
    op.drop_table("appeal_answer")
    op.drop_table("appeal")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_appeal_answer_change()")
