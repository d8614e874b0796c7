"""Initiatives

What projects of several countries do together.
"""

import sqlalchemy as sa
from alembic import op

revision = "074"
down_revision = "055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "initiative",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("stop_reason", sa.String(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=True),
        sa.Column("topic_id", sa.Integer(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(state = 'stopped') = (stop_reason <> '')", name=op.f("ck_initiative_stopped")
        ),
        sa.CheckConstraint(
            "state IN ('seed', 'exploring', 'agreed', 'active', 'completed', 'stopped')",
            name=op.f("ck_initiative_state"),
        ),
        sa.CheckConstraint("length(aim) <= 800", name=op.f("ck_initiative_aim_length")),
        sa.CheckConstraint(
            "length(stop_reason) <= 300", name=op.f("ck_initiative_stop_reason_length")
        ),
        sa.CheckConstraint("length(title) <= 140", name=op.f("ck_initiative_title_length")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_initiative_by_id_user")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_initiative_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_initiative_topic_id_topic")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative")),
        sa.UniqueConstraint("by_id", "key", name=op.f("uq_initiative_by_id_key")),
    )
    op.create_index(
        op.f("ix_initiative_programme_id"), "initiative", ["programme_id"], unique=False
    )
    op.create_index(op.f("ix_initiative_topic_id"), "initiative", ["topic_id"], unique=False)
    op.create_table(
        "check_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "value IN ('immediate', 'potential', 'applied', 'realised', 'reframed')",
            name=op.f("ck_check_in_value"),
        ),
        sa.CheckConstraint("length(text) <= 800", name=op.f("ck_check_in_text_length")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_check_in_by_id_user")),
        sa.ForeignKeyConstraint(
            ["initiative_id"], ["initiative.id"], name=op.f("fk_check_in_initiative_id_initiative")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_check_in")),
        sa.UniqueConstraint("by_id", "key", name=op.f("uq_check_in_by_id_key")),
    )
    op.create_index("ix_check_in_initiative_id", "check_in", ["initiative_id"], unique=False)
    op.create_table(
        "initiative_partner",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("initiative_id", sa.Integer(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("consent_by_id", sa.Integer(), nullable=True),
        sa.Column("consent_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "role IN ('lead', 'partner', 'host', 'funder')", name=op.f("ck_initiative_partner_role")
        ),
        sa.CheckConstraint(
            "(consent_by_id IS NULL) = (consent_at IS NULL)",
            name=op.f("ck_initiative_partner_consent"),
        ),
        sa.ForeignKeyConstraint(
            ["consent_by_id"], ["user.id"], name=op.f("fk_initiative_partner_consent_by_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["initiative_id"],
            ["initiative.id"],
            name=op.f("fk_initiative_partner_initiative_id_initiative"),
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_initiative_partner_project_id_project")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_initiative_partner")),
        sa.UniqueConstraint(
            "initiative_id",
            "project_id",
            name=op.f("uq_initiative_partner_initiative_id_project_id"),
        ),
    )
    op.create_index(
        op.f("ix_initiative_partner_project_id"), "initiative_partner", ["project_id"], unique=False
    )
    op.create_table(
        "commitment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("partner_id", sa.Integer(), nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("evidence", sa.String(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("dropped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("done_at IS NULL OR dropped_at IS NULL", name=op.f("ck_commitment_end")),
        sa.CheckConstraint("length(evidence) <= 400", name=op.f("ck_commitment_evidence_length")),
        sa.CheckConstraint("length(what) <= 300", name=op.f("ck_commitment_what_length")),
        sa.ForeignKeyConstraint(
            ["partner_id"],
            ["initiative_partner.id"],
            name=op.f("fk_commitment_partner_id_initiative_partner"),
        ),
        sa.ForeignKeyConstraint(
            ["person_id"], ["user.id"], name=op.f("fk_commitment_person_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_commitment")),
        sa.UniqueConstraint("partner_id", "key", name=op.f("uq_commitment_partner_id_key")),
    )
    op.create_index(
        "ix_commitment_person_id_due_on", "commitment", ["person_id", "due_on"], unique=False
    )


def downgrade() -> None:
    op.drop_index("ix_commitment_person_id_due_on", table_name="commitment")
    op.drop_table("commitment")
    op.drop_index(op.f("ix_initiative_partner_project_id"), table_name="initiative_partner")
    op.drop_table("initiative_partner")
    op.drop_index("ix_check_in_initiative_id", table_name="check_in")
    op.drop_table("check_in")
    op.drop_index(op.f("ix_initiative_topic_id"), table_name="initiative")
    op.drop_index(op.f("ix_initiative_programme_id"), table_name="initiative")
    op.drop_table("initiative")
