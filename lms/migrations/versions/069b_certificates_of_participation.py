"""Certificates of participation

That somebody took part in a programme, and for how long: as it stood on the day it was issued.
"""

import sqlalchemy as sa
from alembic import op

revision = "069b"
down_revision = "076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "attestation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("serial", sa.String(), nullable=False),
        sa.Column("participation_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("programme_name", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("of_minutes", sa.Integer(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("issued_by", sa.String(), nullable=False),
        sa.Column("revoked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("revoked_by", sa.String(), nullable=False),
        sa.Column("revoked_why", sa.String(), nullable=False),
        sa.Column("pdf_sha256", sa.String(), nullable=True),
        sa.Column("drawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "length(revoked_why) <= 500", name=op.f("ck_attestation_revoked_why_length")
        ),
        sa.CheckConstraint("minutes BETWEEN 1 AND of_minutes", name=op.f("ck_attestation_minutes")),
        sa.ForeignKeyConstraint(
            ["participation_id"],
            ["participation.id"],
            name=op.f("fk_attestation_participation_id_participation"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_attestation")),
        sa.UniqueConstraint("serial", name=op.f("uq_attestation_serial")),
    )
    op.create_index(
        op.f("ix_attestation_participation_id"), "attestation", ["participation_id"], unique=False
    )
    op.create_index(
        "uq_attestation_standing",
        "attestation",
        ["participation_id"],
        unique=True,
        sqlite_where=sa.text("revoked_at IS NULL"),
        postgresql_where=sa.text("revoked_at IS NULL"),
    )


def downgrade() -> None:
    op.drop_index("uq_attestation_standing", table_name="attestation")
    op.drop_index(op.f("ix_attestation_participation_id"), table_name="attestation")
    op.drop_table("attestation")
