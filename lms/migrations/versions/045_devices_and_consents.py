"""Devices, what actors said, and rough places"""

import sqlalchemy as sa
from alembic import op

revision = "045"
down_revision = "039"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "device",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("texts", sa.Integer(), nullable=False),
        sa.Column("photos", sa.Integer(), nullable=False),
        sa.Column("oldest_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("heard_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lost_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("texts >= 0 AND photos >= 0", name=op.f("ck_device_unsent")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_device_user_id_user"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("user_id", "id", name=op.f("pk_device")),
    )
    op.create_table(
        "actor_consent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("actor_id", sa.Integer(), nullable=False),
        sa.Column("consent", sa.String(), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("purpose", sa.String(), nullable=False),
        sa.Column("noted_by_id", sa.Integer(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "consent IN ('unasked', 'verbal', 'written', 'refused')",
            name=op.f("ck_actor_consent_consent"),
        ),
        sa.CheckConstraint("length(given_by) <= 120", name=op.f("ck_actor_consent_given_by_length")),
        sa.CheckConstraint("length(purpose) <= 200", name=op.f("ck_actor_consent_purpose_length")),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["actor.id"], name=op.f("fk_actor_consent_actor_id_actor")
        ),
        sa.ForeignKeyConstraint(
            ["noted_by_id"], ["user.id"], name=op.f("fk_actor_consent_noted_by_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actor_consent")),
    )
    op.create_index(op.f("ix_actor_consent_actor_id"), "actor_consent", ["actor_id"])
    op.add_column(
        "log_entry_version",
        sa.Column("rough_place", sa.String(), server_default="", nullable=False),
    )


def downgrade() -> None:
    op.drop_column("log_entry_version", "rough_place")
    op.drop_index(op.f("ix_actor_consent_actor_id"), table_name="actor_consent")
    op.drop_table("actor_consent")
    op.drop_table("device")
