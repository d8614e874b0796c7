"""One supervisor has marked the shared samples; the other one is reminded."""

from datetime import timedelta

from lms.calibration import actions
from lms.calibration.queries import samples_for
from lms.demo.texts import read_texts
from lms.demo.world import World


def calibrate(world: World) -> None:
    for name, rubrics in read_texts("calibration").items():
        at = world.at - timedelta(days=40)
        for rubric, given in rubrics.items():
            for number, sample in enumerate(samples_for(rubric)):
                levels = sample.levels | {
                    key: int(level) for key, level in given[sample.id].items()
                }
                moment = at + timedelta(minutes=9 * number)
                actions.mark(sample, levels, by=world.people[name], at=moment)
