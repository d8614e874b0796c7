"""Joint learning programmes

A week at one place, who has a place in it, and its agenda.
"""

import sqlalchemy as sa
from alembic import op

revision = "070"
down_revision = "057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "programme",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("place", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("time_zone", sa.String(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("apply_by", sa.Date(), nullable=False),
        sa.Column("seats", sa.Integer(), nullable=False),
        sa.Column("seats_per_country", sa.Integer(), nullable=False),
        sa.Column("space_id", sa.Integer(), nullable=False),
        sa.Column("after_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("apply_by <= starts_on", name=op.f("ck_programme_apply_by")),
        sa.CheckConstraint("ends_on >= starts_on", name=op.f("ck_programme_dates")),
        sa.CheckConstraint("length(aim) <= 800", name=op.f("ck_programme_aim_length")),
        sa.CheckConstraint("length(name) <= 120", name=op.f("ck_programme_name_length")),
        sa.CheckConstraint("length(place) <= 120", name=op.f("ck_programme_place_length")),
        sa.CheckConstraint("seats BETWEEN 1 AND 200", name=op.f("ck_programme_seats")),
        sa.CheckConstraint(
            "seats_per_country BETWEEN 1 AND seats", name=op.f("ck_programme_seats_per_country")
        ),
        sa.ForeignKeyConstraint(
            ["after_id"], ["programme.id"], name=op.f("fk_programme_after_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["space_id"], ["space.id"], name=op.f("fk_programme_space_id_space")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme")),
        sa.UniqueConstraint("space_id", name=op.f("uq_programme_space_id")),
    )
    op.create_index("ix_programme_starts_on_id", "programme", ["starts_on", "id"], unique=False)
    op.create_table(
        "participation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("country", sa.String(), nullable=False),
        sa.Column("project_id", sa.Integer(), nullable=True),
        sa.Column("expects", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "role IN ('participant', 'director', 'tutor', 'visit_leader', 'documentalist', 'interpreter', 'observer')",
            name=op.f("ck_participation_role"),
        ),
        sa.CheckConstraint(
            "state IN ('applied', 'invited', 'waiting', 'confirmed', 'declined', 'refused', 'withdrawn')",
            name=op.f("ck_participation_state"),
        ),
        sa.CheckConstraint("length(expects) <= 600", name=op.f("ck_participation_expects_length")),
        sa.CheckConstraint("length(reason) <= 300", name=op.f("ck_participation_reason_length")),
        sa.ForeignKeyConstraint(
            ["programme_id"], ["programme.id"], name=op.f("fk_participation_programme_id_programme")
        ),
        sa.ForeignKeyConstraint(
            ["project_id"], ["project.id"], name=op.f("fk_participation_project_id_project")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["user.id"], name=op.f("fk_participation_user_id_user")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_participation")),
        sa.UniqueConstraint(
            "programme_id", "user_id", name=op.f("uq_participation_programme_id_user_id")
        ),
    )
    op.create_index("ix_participation_user_id", "participation", ["user_id"], unique=False)
    op.create_table(
        "programme_module",
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("component", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("aim", sa.String(), nullable=False),
        sa.CheckConstraint(
            "component IN ('framework', 'entrepreneurs', 'services', 'institutions', 'instruments', 'exchange')",
            name=op.f("ck_programme_module_component"),
        ),
        sa.CheckConstraint("length(aim) <= 400", name=op.f("ck_programme_module_aim_length")),
        sa.CheckConstraint("length(title) <= 140", name=op.f("ck_programme_module_title_length")),
        sa.ForeignKeyConstraint(
            ["programme_id"],
            ["programme.id"],
            name=op.f("fk_programme_module_programme_id_programme"),
        ),
        sa.PrimaryKeyConstraint("programme_id", "component", name=op.f("pk_programme_module")),
    )
    op.create_table(
        "programme_slot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("programme_id", sa.Integer(), nullable=False),
        sa.Column("component", sa.String(), nullable=False),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("venue", sa.String(), nullable=False),
        sa.Column("track", sa.String(), nullable=False),
        sa.Column("capacity", sa.Integer(), nullable=True),
        sa.Column("lead_id", sa.Integer(), nullable=True),
        sa.Column("cancelled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("capacity > 0", name=op.f("ck_programme_slot_capacity")),
        sa.CheckConstraint("ends_at > starts_at", name=op.f("ck_programme_slot_times")),
        sa.CheckConstraint("length(title) <= 140", name=op.f("ck_programme_slot_title_length")),
        sa.CheckConstraint("length(track) <= 60", name=op.f("ck_programme_slot_track_length")),
        sa.CheckConstraint("length(venue) <= 140", name=op.f("ck_programme_slot_venue_length")),
        sa.ForeignKeyConstraint(
            ["lead_id"], ["user.id"], name=op.f("fk_programme_slot_lead_id_user")
        ),
        sa.ForeignKeyConstraint(
            ["programme_id", "component"],
            ["programme_module.programme_id", "programme_module.component"],
            name=op.f("fk_programme_slot_programme_id_programme_module"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_programme_slot")),
    )
    op.create_index(
        "ix_programme_slot_programme_id_starts_at",
        "programme_slot",
        ["programme_id", "starts_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_programme_slot_programme_id_starts_at", table_name="programme_slot")
    op.drop_table("programme_slot")
    op.drop_table("programme_module")
    op.drop_index("ix_participation_user_id", table_name="participation")
    op.drop_table("participation")
    op.drop_index("ix_programme_starts_on_id", table_name="programme")
    op.drop_table("programme")
