"""Steps at the end of placements

Who closed a placement, looked at it, signed and corrected it; triggers refuse to change or delete a row.
"""

import sqlalchemy as sa
from alembic import op

revision = "031"
down_revision = "030"
branch_labels = None
depends_on = None

ACTS = (
    "completing",
    "waived",
    "assessed",
    "sent_back",
    "moderated",
    "not_sampled",
    "trainee_signed",
    "supervisor_signed",
    "programme_signed",
    "corrected",
    "extended",
    "supervisor_changed",
    "withdrawn",
    "terminated",
)
SIGNED = "'trainee_signed', 'supervisor_signed', 'programme_signed'"


def upgrade() -> None:
    acts = ", ".join(f"'{act}'" for act in ACTS)
    op.create_table(
        "placement_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("act", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("said", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(f"act IN ({acts})", name=op.f("ck_placement_step_act")),
        sa.CheckConstraint(
            f"act NOT IN ({SIGNED}) OR (by_id IS NOT NULL AND said <> '' AND digest <> '')",
            name=op.f("ck_placement_step_signature"),
        ),
        sa.CheckConstraint("length(said) <= 1500", name=op.f("ck_placement_step_said_length")),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_placement_step_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"],
            ["placement.id"],
            name=op.f("fk_placement_step_placement_id_placement"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placement_step")),
    )
    with op.batch_alter_table("placement_step", schema=None) as batch_op:
        batch_op.create_index("ix_placement_step_placement_id", ["placement_id"], unique=False)
    op.create_index(
        "uq_placement_step_signature",
        "placement_step",
        ["placement_id", "act"],
        unique=True,
        sqlite_where=sa.text(f"act IN ({SIGNED})"),
        postgresql_where=sa.text(f"act IN ({SIGNED})"),
    )
    _refuse_changes("placement_step")


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'steps only grow'); END"
            )
    else:
        op.execute(
            f"CREATE FUNCTION refuse_{table}_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'steps only grow'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}_change()"
        )


def downgrade() -> None:
    op.drop_table("placement_step")
    if op.get_bind().dialect.name != "sqlite":
        op.execute("DROP FUNCTION refuse_placement_step_change()")
