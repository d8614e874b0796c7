"""Exchange trips, and notes and visits as origins of initiatives

A trip names two projects, and somebody of each consents to it. An initiative keeps where it came
from, so that one walks from a note to what was begun from it and back.
"""

import sqlalchemy as sa
from alembic import op

revision = "076"
down_revision = "066"
branch_labels = None
depends_on = None

ORIGINS = {"note_id": "experience_note", "visit_id": "study_visit"}


def upgrade() -> None:
    op.create_table('exchange_trip',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('guest_id', sa.Integer(), nullable=False),
    sa.Column('host_id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('aims', sa.String(), nullable=False),
    sa.Column('questions', sa.String(), nullable=False),
    sa.Column('report', sa.String(), nullable=False),
    sa.Column('follow_up', sa.String(), nullable=False),
    sa.Column('initiative_id', sa.Integer(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('guest_consent_by_id', sa.Integer(), nullable=True),
    sa.Column('guest_consent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('host_consent_by_id', sa.Integer(), nullable=True),
    sa.Column('host_consent_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("kind IN ('study_tour', 'broker_exchange', 'twinning')", name=op.f('ck_exchange_trip_kind')),
    sa.CheckConstraint('(guest_consent_by_id IS NULL) = (guest_consent_at IS NULL)', name=op.f('ck_exchange_trip_guest_consent')),
    sa.CheckConstraint('(host_consent_by_id IS NULL) = (host_consent_at IS NULL)', name=op.f('ck_exchange_trip_host_consent')),
    sa.CheckConstraint('ends_on >= starts_on', name=op.f('ck_exchange_trip_dates')),
    sa.CheckConstraint('guest_id <> host_id', name=op.f('ck_exchange_trip_two_projects')),
    sa.CheckConstraint('length(aims) <= 800', name=op.f('ck_exchange_trip_aims_length')),
    sa.CheckConstraint('length(follow_up) <= 800', name=op.f('ck_exchange_trip_follow_up_length')),
    sa.CheckConstraint('length(questions) <= 1200', name=op.f('ck_exchange_trip_questions_length')),
    sa.CheckConstraint('length(report) <= 2000', name=op.f('ck_exchange_trip_report_length')),
    sa.CheckConstraint('length(title) <= 140', name=op.f('ck_exchange_trip_title_length')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_exchange_trip_by_id_user')),
    sa.ForeignKeyConstraint(['guest_consent_by_id'], ['user.id'], name=op.f('fk_exchange_trip_guest_consent_by_id_user')),
    sa.ForeignKeyConstraint(['guest_id'], ['project.id'], name=op.f('fk_exchange_trip_guest_id_project')),
    sa.ForeignKeyConstraint(['host_consent_by_id'], ['user.id'], name=op.f('fk_exchange_trip_host_consent_by_id_user')),
    sa.ForeignKeyConstraint(['host_id'], ['project.id'], name=op.f('fk_exchange_trip_host_id_project')),
    sa.ForeignKeyConstraint(['initiative_id'], ['initiative.id'], name=op.f('fk_exchange_trip_initiative_id_initiative')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_exchange_trip')),
    sa.UniqueConstraint('by_id', 'key', name=op.f('uq_exchange_trip_by_id_key'))
    )
    op.create_index(op.f('ix_exchange_trip_guest_id'), 'exchange_trip', ['guest_id'], unique=False)
    op.create_index(op.f('ix_exchange_trip_host_id'), 'exchange_trip', ['host_id'], unique=False)
    op.create_index(op.f('ix_exchange_trip_initiative_id'), 'exchange_trip', ['initiative_id'], unique=False)
    op.create_table('trip_person',
    sa.Column('trip_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('user_id', sa.Integer(), autoincrement=False, nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['trip_id'], ['exchange_trip.id'], name=op.f('fk_trip_person_trip_id_exchange_trip')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_trip_person_user_id_user')),
    sa.PrimaryKeyConstraint('trip_id', 'user_id', name=op.f('pk_trip_person'))
    )
    op.create_index('ix_trip_person_user_id', 'trip_person', ['user_id'], unique=False)
    with op.batch_alter_table("initiative") as table:
        for column, other in ORIGINS.items():
            table.add_column(sa.Column(column, sa.Integer(), nullable=True))
            table.create_index(op.f(f"ix_initiative_{column}"), [column])
            name = op.f(f"fk_initiative_{column}_{other}")
            table.create_foreign_key(name, other, [column], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("initiative") as table:
        for column, other in ORIGINS.items():
            table.drop_constraint(op.f(f"fk_initiative_{column}_{other}"), type_="foreignkey")
            table.drop_index(op.f(f"ix_initiative_{column}"))
            table.drop_column(column)
    op.drop_index('ix_trip_person_user_id', table_name='trip_person')
    op.drop_table('trip_person')
    op.drop_index(op.f('ix_exchange_trip_initiative_id'), table_name='exchange_trip')
    op.drop_index(op.f('ix_exchange_trip_host_id'), table_name='exchange_trip')
    op.drop_index(op.f('ix_exchange_trip_guest_id'), table_name='exchange_trip')
    op.drop_table('exchange_trip')
