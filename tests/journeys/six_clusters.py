"""Six clusters that make sweets: four have said a figure each, without their name."""

from lms.accounts.models import SiteRole
from tests.benchmarks.factories import a_project, an_indicator, said, works_in
from tests.people import People, a_person

SAID = (22, 31, 47, 58)


def build() -> None:
    people = People()
    by = a_person("carla", site_role=SiteRole.COORDINATOR)
    indicator = an_indicator(by)
    for number, amount in enumerate(SAID):
        project = a_project(f"Hidden {number}")
        said(indicator, project, amount, by=works_in(project, f"p{number}", people))
    works_in(a_project("Sweet makers of Masaya"), "ines", people)
    works_in(a_project("Sugar boilers of Diriomo"), "otto", people)
