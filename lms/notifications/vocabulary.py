"""What kinds of mail and ways of getting it are called, and what holds where nobody chose."""

from flask_babel import lazy_gettext as _l

from lms.notifications.models import Category, How

CATEGORIES = {
    Category.MESSAGES: _l("Messages from coordinators"),
    Category.DATES: _l("Changed dates"),
    Category.WORK: _l("Reminders of my own work"),
    Category.OTHERS: _l("What waits for me from others"),
}
NOTES = {
    Category.MESSAGES: _l("Written to you and others of your edition"),
    Category.DATES: _l("What lies within two days is told at once, unless you choose never"),
    Category.WORK: _l(
        "Work that is due soon, fieldwork that ends, class work that is missing, "
        "a log that has gone quiet"
    ),
    Category.OTHERS: _l(
        "Entries and papers that wait for your answer or grade, trainees who have gone quiet, "
        "trips and introductions that your project is asked for, what you follow in the forum: its "
        "posts are what can come at once"
    ),
}
HOWS = {
    How.AT_ONCE: _l("At once"),
    How.DAILY: _l("In one mail a day"),
    How.WEEKLY: _l("In one mail a week, on Monday"),
    How.NEVER: _l("Never by mail"),
}
USUAL = {
    Category.MESSAGES: How.AT_ONCE,
    Category.DATES: How.DAILY,
    Category.WORK: How.DAILY,
    Category.OTHERS: How.DAILY,
}
