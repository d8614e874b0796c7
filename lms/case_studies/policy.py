from datetime import datetime, timedelta

from lms.accounts.models import User
from lms.case_studies.models import CaseGroupPermission, CasePaper
from lms.case_studies.post_models import CasePost
from lms.case_studies.states import EDITABLE
from lms.case_studies.story import Story
from lms.content.course import Course
from lms.editions.models import Edition, Enrolment, Role
from lms.editions.policy import can_follow
from lms.editions.roles import i_am, my_role_in

MAY_CHANGE_POST = timedelta(minutes=30)


def can_prepare(user: User | None) -> bool:
    """Who leads a discussion reads the whole case and its teaching note beforehand."""
    if user is None:
        return False
    return user.is_administrator or i_am(Role.TRAINER, Role.ASSESSOR, Role.COORDINATOR)


def can_lead(user: User, edition: Edition) -> bool:
    """Trainers, and whoever runs the edition: see who has decided, open the case, remove posts."""
    return can_follow(user, edition)


def can_grade(edition: Edition) -> bool:
    """The reader is a trainer or an assessor there."""
    return my_role_in(edition.id, Role.TRAINER, Role.ASSESSOR) is not None


def can_write_paper(enrolment: Enrolment | None, story: Story) -> bool:
    """A trainee who has decided everywhere; a class that was told the outcome is not enough."""
    return enrolment is not None and story.waiting is None


def can_change_paper(paper: CasePaper | None) -> bool:
    """Its author, until it is handed in and again when it comes back."""
    return paper is None or paper.state in EDITABLE


def can_form_group(permission: CaseGroupPermission | None, paper: CasePaper | None) -> bool:
    """Trainees themselves, where they are let, until their paper is handed in."""
    return permission is not None and (paper is None or paper.state == "draft")


def can_return_paper(paper: CasePaper, course: Course) -> bool:
    """As often as the course lets a trainee hand it in again."""
    left = paper.times_submitted <= course.case_papers.resubmissions
    return paper.state == "submitted" and left


def can_grade_paper(paper: CasePaper) -> bool:
    """From when it is handed in until its grade is released."""
    released = paper.grade is not None and paper.grade.released_at is not None
    return paper.state in {"submitted", "graded"} and not released


def can_discuss(user: User, edition: Edition, story: Story) -> bool:
    """Who knows the outcome: who has decided, a class that was told, and those who lead it."""
    leads = can_lead(user, edition) or can_grade(edition)
    return leads or story.to_the_end


def can_change_post(user: User, post: CasePost, *, at: datetime) -> bool:
    """Its author, for half an hour, unless it was removed."""
    own = post.author_id == user.id and post.removed_at is None
    return own and at < post.created_at + MAY_CHANGE_POST


def can_remove_post(user: User, edition: Edition, post: CasePost) -> bool:
    return post.removed_at is None and can_lead(user, edition)
