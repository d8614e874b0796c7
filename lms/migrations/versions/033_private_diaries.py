"""Private diaries

One new table; no other is touched.
"""

import sqlalchemy as sa
from alembic import op

revision = "033"
down_revision = "032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table("diary_page",
    sa.Column("id", sa.Uuid(), nullable=False),
    sa.Column("placement_id", sa.Integer(), nullable=False),
    sa.Column("owner_id", sa.Integer(), nullable=False),
    sa.Column("day", sa.Date(), nullable=False),
    sa.Column("body", sa.String(), nullable=False),
    sa.Column("version", sa.Integer(), nullable=False),
    sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("length(body) <= 4000", name=op.f("ck_diary_page_body_length")),
    sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name=op.f("fk_diary_page_owner_id_user")),
    sa.ForeignKeyConstraint(["placement_id"], ["placement.id"], name=op.f("fk_diary_page_placement_id_placement")),
    sa.PrimaryKeyConstraint("id", name=op.f("pk_diary_page"))
    )
    with op.batch_alter_table("diary_page", schema=None) as batch_op:
        batch_op.create_index("ix_diary_page_placement_id_day", ["placement_id", "day"], unique=False)



def downgrade() -> None:
    with op.batch_alter_table("diary_page", schema=None) as batch_op:
        batch_op.drop_index("ix_diary_page_placement_id_day")

    op.drop_table("diary_page")
