"""Words of supervisors

Whether a trainee is ready, a row each time it is said; triggers refuse to change or delete one.
"""

import sqlalchemy as sa
from alembic import op

revision = "019"
down_revision = "018"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "supervisor_word",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("reasons", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(reasons) <= 1500", name=op.f("ck_supervisor_word_reasons_length")
        ),
        sa.CheckConstraint("said IN ('ready', 'not_yet')", name=op.f("ck_supervisor_word_said")),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placement.id"],
            name=op.f("fk_supervisor_word_placement_id_placement"),
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_supervisor_word_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_supervisor_word")),
    )
    op.create_index(op.f("ix_supervisor_word_placement_id"), "supervisor_word", ["placement_id"])
    _refuse_changes()


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER supervisor_word_no_{verb.lower()} BEFORE {verb} "
                "ON supervisor_word BEGIN SELECT RAISE(ABORT, 'words are only added'); END"
            )
    else:
        op.execute(
            "CREATE FUNCTION refuse_word_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'words are only added'; END $$"
        )
        op.execute(
            "CREATE TRIGGER supervisor_word_only_grows BEFORE UPDATE OR DELETE ON supervisor_word "
            "FOR EACH ROW EXECUTE FUNCTION refuse_word_change()"
        )


def downgrade() -> None:
    op.drop_table("supervisor_word")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_word_change()")
