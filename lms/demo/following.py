"""Who in the forum is named, and how much some want to hear of it."""

from sqlalchemy import select

from lms.db import db
from lms.demo.texts import read_texts
from lms.demo.world import World
from lms.following.actions import choose_for_space
from lms.forum import afterwards
from lms.forum.models import Level, Post
from lms.notifications.actions import choose
from lms.notifications.models import Category, How
from lms.spaces import queries as spaces


def listen(world: World) -> None:
    for number in db.session.scalars(select(Post.id).where(Post.body.contains("@"))).all():
        afterwards.keep_names(number)
    texts = read_texts("forum")
    for spec in texts["hears"]:
        space = db.session.scalars(spaces.at(spec["space"])).one()
        choose_for_space(world.people[spec["who"]], space.id, Level(spec["level"]))
    for who in texts["at_once"]:
        choose(world.people[who], {Category.OTHERS: How.AT_ONCE})
