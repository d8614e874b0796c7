"""Benchmarks, introductions, and the branch of a project

Figures are lines that are only added. A group keeps the line that each of its members had when it
was put together. An initiative may come from an introduction.
"""

import sqlalchemy as sa
from alembic import op

revision = "078"
down_revision = "079"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('benchmark_set',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('purpose', sa.JSON(), nullable=False),
    sa.Column('period_unit', sa.String(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.CheckConstraint("period_unit IN ('year', 'half_year')", name=op.f('ck_benchmark_set_period_unit')),
    sa.CheckConstraint('length(CAST(name AS VARCHAR)) <= 1830', name=op.f('ck_benchmark_set_name_length')),
    sa.CheckConstraint('length(CAST(purpose AS VARCHAR)) <= 9030', name=op.f('ck_benchmark_set_purpose_length')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_benchmark_set_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_benchmark_set')),
    sa.UniqueConstraint('by_id', 'key', name=op.f('uq_benchmark_set_by_id_key'))
    )
    op.create_table('benchmark_indicator',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('set_id', sa.Integer(), nullable=False),
    sa.Column('name', sa.JSON(), nullable=False),
    sa.Column('definition', sa.JSON(), nullable=False),
    sa.Column('unit', sa.String(), nullable=False),
    sa.Column('better', sa.String(), nullable=False),
    sa.Column('min_n', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("better IN ('up', 'down', 'neutral')", name=op.f('ck_benchmark_indicator_better')),
    sa.CheckConstraint("unit IN ('share', 'change', 'count', 'people', 'firms', 'days', 'hours', 'kilograms', 'litres', 'us_dollars')", name=op.f('ck_benchmark_indicator_unit')),
    sa.CheckConstraint('length(CAST(definition AS VARCHAR)) <= 10830', name=op.f('ck_benchmark_indicator_definition_length')),
    sa.CheckConstraint('length(CAST(name AS VARCHAR)) <= 1830', name=op.f('ck_benchmark_indicator_name_length')),
    sa.CheckConstraint('min_n >= 5', name=op.f('ck_benchmark_indicator_min_n')),
    sa.ForeignKeyConstraint(['set_id'], ['benchmark_set.id'], name=op.f('fk_benchmark_indicator_set_id_benchmark_set')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_benchmark_indicator')),
    sa.UniqueConstraint('set_id', 'key', name=op.f('uq_benchmark_indicator_set_id_key'))
    )
    op.create_table('benchmark_group',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('period', sa.String(), nullable=False),
    sa.Column('branch', sa.String(), nullable=False),
    sa.Column('stage', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('released_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_benchmark_group_by_id_user')),
    sa.ForeignKeyConstraint(['indicator_id'], ['benchmark_indicator.id'], name=op.f('fk_benchmark_group_indicator_id_benchmark_indicator')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_benchmark_group'))
    )
    op.create_index('ix_benchmark_group_indicator_id_period', 'benchmark_group', ['indicator_id', 'period'], unique=False)
    op.create_table('benchmark_value',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('period', sa.String(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('hundredths', sa.BigInteger(), nullable=False),
    sa.Column('source', sa.String(), nullable=False),
    sa.Column('confidence', sa.String(), nullable=False),
    sa.Column('share', sa.String(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.CheckConstraint("confidence IN ('declared', 'documented', 'checked')", name=op.f('ck_benchmark_value_confidence')),
    sa.CheckConstraint("share IN ('named', 'anonymous', 'private')", name=op.f('ck_benchmark_value_share')),
    sa.CheckConstraint('length(period) <= 6', name=op.f('ck_benchmark_value_period_length')),
    sa.CheckConstraint('length(source) <= 300', name=op.f('ck_benchmark_value_source_length')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_benchmark_value_by_id_user')),
    sa.ForeignKeyConstraint(['indicator_id'], ['benchmark_indicator.id'], name=op.f('fk_benchmark_value_indicator_id_benchmark_indicator')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_benchmark_value_project_id_project')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_benchmark_value')),
    sa.UniqueConstraint('by_id', 'key', name=op.f('uq_benchmark_value_by_id_key')),
    sa.UniqueConstraint('indicator_id', 'period', 'project_id', 'number', name=op.f('uq_benchmark_value_indicator_id_period_project_id_number'))
    )
    op.create_index('ix_benchmark_value_project_id', 'benchmark_value', ['project_id'], unique=False)
    op.create_table('introduction',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('key', sa.Uuid(), nullable=False),
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('period', sa.String(), nullable=False),
    sa.Column('asker_id', sa.Integer(), nullable=False),
    sa.Column('asked_id', sa.Integer(), nullable=True),
    sa.Column('text', sa.String(), nullable=False),
    sa.Column('language', sa.String(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('answer', sa.String(), nullable=True),
    sa.Column('word', sa.String(), nullable=False),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('answered_at', sa.DateTime(timezone=True), nullable=True),
    sa.CheckConstraint("answer IN ('accepted', 'declined')", name=op.f('ck_introduction_answer')),
    sa.CheckConstraint('(answer IS NULL) = (answered_at IS NULL)', name=op.f('ck_introduction_answered')),
    sa.CheckConstraint('(answer IS NULL) = (answered_by_id IS NULL)', name=op.f('ck_introduction_answered_by')),
    sa.CheckConstraint('asker_id <> asked_id', name=op.f('ck_introduction_two_projects')),
    sa.CheckConstraint('length(text) <= 600', name=op.f('ck_introduction_text_length')),
    sa.CheckConstraint('length(word) <= 400', name=op.f('ck_introduction_word_length')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['user.id'], name=op.f('fk_introduction_answered_by_id_user')),
    sa.ForeignKeyConstraint(['asked_id'], ['project.id'], name=op.f('fk_introduction_asked_id_project')),
    sa.ForeignKeyConstraint(['asker_id'], ['project.id'], name=op.f('fk_introduction_asker_id_project')),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_introduction_by_id_user')),
    sa.ForeignKeyConstraint(['indicator_id'], ['benchmark_indicator.id'], name=op.f('fk_introduction_indicator_id_benchmark_indicator')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_introduction')),
    sa.UniqueConstraint('by_id', 'key', name=op.f('uq_introduction_by_id_key')),
    sa.UniqueConstraint('indicator_id', 'period', 'asked_id', name=op.f('uq_introduction_indicator_id_period_asked_id'))
    )
    op.create_index('ix_introduction_asked_id', 'introduction', ['asked_id'], unique=False)
    op.create_index('ix_introduction_asker_id', 'introduction', ['asker_id'], unique=False)
    op.create_table('benchmark_group_member',
    sa.Column('indicator_id', sa.Integer(), nullable=False),
    sa.Column('period', sa.String(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('group_id', sa.Integer(), nullable=False),
    sa.Column('value_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['group_id'], ['benchmark_group.id'], name=op.f('fk_benchmark_group_member_group_id_benchmark_group')),
    sa.ForeignKeyConstraint(['indicator_id'], ['benchmark_indicator.id'], name=op.f('fk_benchmark_group_member_indicator_id_benchmark_indicator')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_benchmark_group_member_project_id_project')),
    sa.ForeignKeyConstraint(['value_id'], ['benchmark_value.id'], name=op.f('fk_benchmark_group_member_value_id_benchmark_value')),
    sa.PrimaryKeyConstraint('indicator_id', 'period', 'project_id', name=op.f('pk_benchmark_group_member')),
    sa.UniqueConstraint('value_id', name=op.f('uq_benchmark_group_member_value_id'))
    )
    op.create_index('ix_benchmark_group_member_group_id', 'benchmark_group_member', ['group_id'], unique=False)
    with op.batch_alter_table('initiative') as table:
        table.add_column(sa.Column('introduction_id', sa.Integer(), nullable=True))
        table.create_index(op.f('ix_initiative_introduction_id'), ['introduction_id'], unique=False)
        table.create_foreign_key(op.f('fk_initiative_introduction_id_introduction'), 'introduction', ['introduction_id'], ['id'])

    op.add_column('project', sa.Column('branch', sa.String(), server_default='', nullable=False))



def downgrade() -> None:
    op.drop_column('project', 'branch')

    with op.batch_alter_table('initiative') as table:
        table.drop_constraint(op.f('fk_initiative_introduction_id_introduction'), type_='foreignkey')
        table.drop_index(op.f('ix_initiative_introduction_id'))
        table.drop_column('introduction_id')

    op.drop_index('ix_benchmark_group_member_group_id', table_name='benchmark_group_member')
    op.drop_table('benchmark_group_member')
    op.drop_index('ix_introduction_asker_id', table_name='introduction')
    op.drop_index('ix_introduction_asked_id', table_name='introduction')
    op.drop_table('introduction')
    op.drop_index('ix_benchmark_value_project_id', table_name='benchmark_value')
    op.drop_table('benchmark_value')
    op.drop_index('ix_benchmark_group_indicator_id_period', table_name='benchmark_group')
    op.drop_table('benchmark_group')
    op.drop_table('benchmark_indicator')
    op.drop_table('benchmark_set')
