"""Notes that grew out of visits

Which observation a note began with: what the host of its visit allows holds for the note.
"""

import sqlalchemy as sa
from alembic import op

revision = "066"
down_revision = "064"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "experience_note_of_visit",
        sa.Column("note_id", sa.Integer(), nullable=False),
        sa.Column("observation_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["note_id"],
            ["experience_note.id"],
            name=op.f("fk_experience_note_of_visit_note_id_experience_note"),
        ),
        sa.ForeignKeyConstraint(
            ["observation_id"],
            ["visit_observation.id"],
            name=op.f("fk_experience_note_of_visit_observation_id_visit_observation"),
        ),
        sa.PrimaryKeyConstraint("note_id", name=op.f("pk_experience_note_of_visit")),
    )
    op.create_index(
        op.f("ix_experience_note_of_visit_observation_id"),
        "experience_note_of_visit",
        ["observation_id"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index(
        op.f("ix_experience_note_of_visit_observation_id"), table_name="experience_note_of_visit"
    )
    op.drop_table("experience_note_of_visit")
