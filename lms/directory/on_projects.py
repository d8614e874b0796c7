"""Who works in a project, on its page: those alone who let themselves be named there."""

from flask import render_template

from lms.accounts.session import me
from lms.directory.finding import folk_of
from lms.projects.models import Project
from lms.projects.parts import Place, stands_on_the_page


@stands_on_the_page(Place.PEOPLE)
def people_here(project: Project) -> str:
    folk = folk_of(project, me())
    return render_template("directory/_of_project.html", project=project, folk=folk)
