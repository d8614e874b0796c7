"""What supervisors say of trainees on the ladder of entrustment, between gates"""

import sqlalchemy as sa
from alembic import op

revision = "040"
down_revision = "046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "entrustment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("step", sa.Integer(), nullable=False),
        sa.Column("seen", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("step BETWEEN 1 AND 5", name=op.f("ck_entrustment_step")),
        sa.CheckConstraint("length(seen) <= 800", name=op.f("ck_entrustment_seen_length")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_entrustment_by_id_user")),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_entrustment_placement_id_placement")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_entrustment")),
    )
    op.create_index(op.f("ix_entrustment_placement_id"), "entrustment", ["placement_id"])
    _refuse_changes()


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER entrustment_no_{verb.lower()} BEFORE {verb} ON entrustment "
                "BEGIN SELECT RAISE(ABORT, 'what was said stays'); END"
            )
    else:
        op.execute(
            "CREATE FUNCTION refuse_entrustment_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'what was said stays'; END $$"
        )
        op.execute(
            "CREATE TRIGGER entrustment_stays BEFORE UPDATE OR DELETE ON entrustment "
            "FOR EACH ROW EXECUTE FUNCTION refuse_entrustment_change()"
        )


def downgrade() -> None:
    op.drop_table("entrustment")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_entrustment_change()")
