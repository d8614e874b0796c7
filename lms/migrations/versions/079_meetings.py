"""Meetings across time zones, for whom each is, and who carried which hour

Zone and burden of each person are kept as they were when the hour was fixed: the tally is made of
them, and is no other when somebody moves.
"""

import sqlalchemy as sa
from alembic import op

revision = "079"
down_revision = "077"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('meeting_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('initiative_id', sa.Integer(), nullable=True),
    sa.Column('programme_id', sa.Integer(), nullable=True),
    sa.Column('project_id', sa.Integer(), nullable=True),
    sa.Column('poll_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('CASE WHEN initiative_id IS NULL THEN 0 ELSE 1 END + CASE WHEN programme_id IS NULL THEN 0 ELSE 1 END + CASE WHEN project_id IS NULL THEN 0 ELSE 1 END + CASE WHEN poll_id IS NULL THEN 0 ELSE 1 END = 1', name=op.f('ck_meeting_group_one')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_meeting_group_initiative_id_initiative')),
    sa.ForeignKeyConstraint(['poll_id'], ['decision.topic_id'], name=op.f('fk_meeting_group_poll_id_decision')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_meeting_group_programme_id_programme')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_meeting_group_project_id_project')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting_group')),
    sa.UniqueConstraint('initiative_id', name=op.f('uq_meeting_group_initiative_id')),
    sa.UniqueConstraint('poll_id', name=op.f('uq_meeting_group_poll_id')),
    sa.UniqueConstraint('programme_id', name=op.f('uq_meeting_group_programme_id')),
    sa.UniqueConstraint('project_id', name=op.f('uq_meeting_group_project_id'))
    )
    op.create_table('meeting_group_poll',
    sa.Column('topic_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('initiative_id', sa.Integer(), nullable=True),
    sa.Column('programme_id', sa.Integer(), nullable=True),
    sa.Column('project_id', sa.Integer(), nullable=True),
    sa.Column('poll_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('CASE WHEN initiative_id IS NULL THEN 0 ELSE 1 END + CASE WHEN programme_id IS NULL THEN 0 ELSE 1 END + CASE WHEN project_id IS NULL THEN 0 ELSE 1 END + CASE WHEN poll_id IS NULL THEN 0 ELSE 1 END = 1', name=op.f('ck_meeting_group_poll_one')),
    sa.CheckConstraint('minutes BETWEEN 1 AND 480', name=op.f('ck_meeting_group_poll_minutes')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_meeting_group_poll_initiative_id_initiative')),
    sa.ForeignKeyConstraint(['poll_id'], ['decision.topic_id'], name=op.f('fk_meeting_group_poll_poll_id_decision')),
    sa.ForeignKeyConstraint(['programme_id'], ['programme.id'], name=op.f('fk_meeting_group_poll_programme_id_programme')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_meeting_group_poll_project_id_project')),
    sa.ForeignKeyConstraint(['topic_id'], ['decision.topic_id'], name=op.f('fk_meeting_group_poll_topic_id_decision')),
    sa.PrimaryKeyConstraint('topic_id', name=op.f('pk_meeting_group_poll'))
    )
    op.create_table('meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('starts_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ends_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('time_zone', sa.String(), nullable=False),
    sa.Column('place', sa.String(), nullable=False),
    sa.Column('poll_id', sa.Integer(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('cancelled_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('cancelled_why', sa.String(), nullable=False),
    sa.CheckConstraint("(cancelled_at IS NULL) = (cancelled_why = '')", name=op.f('ck_meeting_cancelled')),
    sa.CheckConstraint('ends_at > starts_at', name=op.f('ck_meeting_times')),
    sa.CheckConstraint('length(cancelled_why) <= 300', name=op.f('ck_meeting_cancelled_why_length')),
    sa.CheckConstraint('length(place) <= 300', name=op.f('ck_meeting_place_length')),
    sa.CheckConstraint('length(title) <= 140', name=op.f('ck_meeting_title_length')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_meeting_by_id_user')),
    sa.ForeignKeyConstraint(['group_id'], ['meeting_group.id'], name=op.f('fk_meeting_group_id_meeting_group')),
    sa.ForeignKeyConstraint(['poll_id'], ['decision.topic_id'], name=op.f('fk_meeting_poll_id_decision')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting')),
    sa.UniqueConstraint('by_id', 'key', name=op.f('uq_meeting_by_id_key'))
    )
    op.create_index('ix_meeting_group_id_starts_at', 'meeting', ['group_id', 'starts_at'], unique=False)
    op.create_index(op.f('ix_meeting_poll_id'), 'meeting', ['poll_id'], unique=False)
    op.create_table('meeting_person',
    sa.Column('meeting_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('user_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('time_zone', sa.String(), nullable=False),
    sa.Column('burden', sa.Integer(), nullable=False),
    sa.CheckConstraint('burden BETWEEN 0 AND 3', name=op.f('ck_meeting_person_burden')),
    sa.ForeignKeyConstraint(['meeting_id'], ['meeting.id'], name=op.f('fk_meeting_person_meeting_id_meeting')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_meeting_person_user_id_user')),
    sa.PrimaryKeyConstraint('meeting_id', 'user_id', name=op.f('pk_meeting_person'))
    )
    op.create_index('ix_meeting_person_user_id', 'meeting_person', ['user_id'], unique=False)


def downgrade() -> None:
    op.drop_index('ix_meeting_person_user_id', table_name='meeting_person')
    op.drop_table('meeting_person')
    op.drop_index(op.f('ix_meeting_poll_id'), table_name='meeting')
    op.drop_index('ix_meeting_group_id_starts_at', table_name='meeting')
    op.drop_table('meeting')
    op.drop_table('meeting_group_poll')
    op.drop_table('meeting_group')
