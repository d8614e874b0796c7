"""The way from the page of a project to its figures."""

from flask import render_template

from lms.projects.models import Project
from lms.projects.parts import Place, stands_on_the_page


@stands_on_the_page(Place.COMPARED)
def of_project(project: Project) -> str:
    return render_template("benchmarks/_of_project.html", project=project)
