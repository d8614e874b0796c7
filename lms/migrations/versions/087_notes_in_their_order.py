"""Notes in the order in which they were published, and photos by who sent them

The first for their list; the second to know how much room the files of somebody take.
"""

from alembic import op

revision = "087"
down_revision = "086"
branch_labels = None
depends_on = None

NOTES, PHOTOS = "ix_experience_note_text_published_at_id", "ix_visit_photo_file_by_id"


def upgrade() -> None:
    op.create_index(NOTES, "experience_note_text", ["published_at", "id"])
    op.create_index(PHOTOS, "visit_photo_file", ["by_id"])


def downgrade() -> None:
    op.drop_index(PHOTOS, table_name="visit_photo_file")
    op.drop_index(NOTES, table_name="experience_note_text")
