"""Rules of completion

What an edition asks for its award, a row for each change; triggers refuse to change or delete one.
"""

import sqlalchemy as sa
from alembic import op

revision = "008"
down_revision = "007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "completion_rule",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("edition_id", sa.Integer(), nullable=False),
        sa.Column("tree", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["edition_id"], ["edition.id"], name=op.f("fk_completion_rule_edition_id_edition")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_completion_rule_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_completion_rule")),
    )
    op.create_index(op.f("ix_completion_rule_edition_id"), "completion_rule", ["edition_id"])
    _refuse_changes()


def _refuse_changes() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER completion_rule_no_{verb.lower()} BEFORE {verb} "
                "ON completion_rule BEGIN SELECT RAISE(ABORT, 'rules are only added'); END"
            )
    else:
        op.execute(
            "CREATE FUNCTION refuse_rule_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'rules are only added'; END $$"
        )
        op.execute(
            "CREATE TRIGGER completion_rule_only_grows BEFORE UPDATE OR DELETE ON completion_rule "
            "FOR EACH ROW EXECUTE FUNCTION refuse_rule_change()"
        )


def downgrade() -> None:
    op.drop_table("completion_rule")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_rule_change()")
