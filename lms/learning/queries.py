from sqlalchemy import Select, select

from lms.editions.models import Enrolment
from lms.learning.models import LessonCompletion


def completion(enrolment: Enrolment, lesson: str) -> Select[LessonCompletion]:
    return select(LessonCompletion).where(
        LessonCompletion.enrolment_id == enrolment.id, LessonCompletion.lesson == lesson
    )
