"""The long way of a year: pauses, milestones with their gates, reflections."""

from lms.demo import moments
from lms.demo.logs import Log, Spec, pause_of
from lms.pauses import actions
from lms.phases import gates
from lms.placements.calendar import Stretch
from lms.stretches import reflections


def pause(log: Log, specs: list[Spec]) -> None:
    """Each was asked for so many working days before it began, and answered some days later."""
    for spec in specs:
        today = moments.today(log.at, log.trainee.time_zone)
        first_on, last_on = pause_of(spec, log.placement, today=today)
        asked_on = moments.working_day(first_on, -int(spec["asked"]))
        asked = actions.ask(
            log.placement,
            first_on=first_on,
            last_on=last_on,
            reason=spec["reason"],
            at=log.evening(asked_on, 1),
        )
        actions.decide(
            asked,
            granted=True,
            remark=spec["granted"],
            by=log.coordinator,
            at=log.morning(
                moments.working_day(asked_on, int(spec["after"])), 2, of=log.coordinator
            ),
        )


def reach(log: Log, milestones: dict[str, list[Spec]]) -> None:
    """Each time a gate was asked for: `opened` or `not_yet` holds the supervisor's reasons."""
    for milestone, askings in milestones.items():
        for number, spec in enumerate(askings):
            day = log.day(spec)
            asked_at = log.evening(day, number)
            evidence = [log.words(said, day) for said in spec["evidence"]]
            gates.ask(log.placement, milestone, evidence=evidence, at=asked_at)
            decision = gates.OPENED if gates.OPENED in spec else gates.NOT_YET
            gates.decide(
                log.placement,
                milestone,
                seen=asked_at,
                decision=decision,
                reason=spec[decision],
                entrustment=int(spec["entrustment"]),
                by=log.supervisor,
                at=log.evening(
                    moments.working_day(day, int(spec["after"])), number, of=log.supervisor
                ),
            )


def reflect(log: Log, stretch: Stretch, spec: Spec) -> None:
    """Written on the last working day of the stretch."""
    day = moments.working_day(stretch.last, -1)
    reflections.write(
        log.placement,
        stretch,
        words={name: log.words(spec.get(name, ""), day) for name in reflections.WORDS},
        seen=0,
        at=log.evening(day, stretch.number),
    )
