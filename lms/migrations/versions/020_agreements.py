"""Agreements of placements

Three new tables; agreements and signatures only grow. Placements that run already stay as they are.
"""

import sqlalchemy as sa
from alembic import op

revision = "020"
down_revision = "019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("placement_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("terms", sa.JSON(), nullable=False),
        sa.Column("arrangements", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "length(arrangements) <= 1500", name=op.f("ck_agreement_arrangements_length")
        ),
        sa.ForeignKeyConstraint(
            ["placement_id"], ["placement.id"], name=op.f("fk_agreement_placement_id_placement")
        ),
        sa.ForeignKeyConstraint(
            ["written_by_id"], ["user.id"], name=op.f("fk_agreement_written_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement")),
        sa.UniqueConstraint("placement_id", "number", name=op.f("uq_agreement_placement_id_number")),
    )
    op.create_table(
        "agreement_signature",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("party", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("position", sa.String(), nullable=False),
        sa.Column("means", sa.String(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "party IN ('trainee', 'supervisor', 'host')", name=op.f("ck_agreement_signature_party")
        ),
        sa.CheckConstraint(
            "means IN ('account', 'device', 'link')", name=op.f("ck_agreement_signature_means")
        ),
        sa.CheckConstraint(
            "(means = 'account') = (party <> 'host')",
            name=op.f("ck_agreement_signature_means_of_party"),
        ),
        sa.CheckConstraint("length(name) <= 120", name=op.f("ck_agreement_signature_name_length")),
        sa.CheckConstraint(
            "length(position) <= 120", name=op.f("ck_agreement_signature_position_length")
        ),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_agreement_signature_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["user.id"], name=op.f("fk_agreement_signature_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agreement_signature")),
        sa.UniqueConstraint(
            "agreement_id", "party", name=op.f("uq_agreement_signature_agreement_id_party")
        ),
    )
    op.create_table(
        "host_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agreement_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(), nullable=False),
        sa.Column("email", sa.String(), nullable=False),
        sa.Column("sent_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["agreement.id"], name=op.f("fk_host_link_agreement_id_agreement")
        ),
        sa.ForeignKeyConstraint(
            ["sent_by_id"], ["user.id"], name=op.f("fk_host_link_sent_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_host_link")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_host_link_token_hash")),
    )
    op.create_index(op.f("ix_host_link_agreement_id"), "host_link", ["agreement_id"])
    for table in GROWING:
        _refuse_changes(table)


GROWING = ("agreement", "agreement_signature")


def _refuse_changes(table: str) -> None:
    if op.get_bind().dialect.name == "sqlite":
        for verb in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON {table} "
                "BEGIN SELECT RAISE(ABORT, 'an agreement only grows'); END"
            )
    else:
        op.execute(
            f"CREATE FUNCTION refuse_{table}_change() RETURNS trigger LANGUAGE plpgsql AS "
            "$$ BEGIN RAISE EXCEPTION 'an agreement only grows'; END $$"
        )
        op.execute(
            f"CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON {table} "
            f"FOR EACH ROW EXECUTE FUNCTION refuse_{table}_change()"
        )


def downgrade() -> None:
    for table in ("host_link", *reversed(GROWING)):
        op.drop_table(table)
    if op.get_bind().dialect.name == "postgresql":
        for table in GROWING:
            op.execute(f"DROP FUNCTION refuse_{table}_change()")
