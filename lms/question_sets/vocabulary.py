"""What states are called, and why a question or a file is refused."""

from flask_babel import lazy_gettext as _l

from lms.content.exchange import Format, Reason, Remark, Trouble

STATES = {
    "draft": _l("Draft"),
    "planned": _l("Planned"),
    "open": _l("Open"),
    "withdrawn": _l("Withdrawn"),
}
STATE_TONES = {"draft": "neutral", "planned": "info", "open": "good", "withdrawn": "warn"}
KINDS = {
    "one": _l("one answer"),
    "many": _l("several answers"),
    "order": _l("order"),
    "match": _l("pairs"),
    "number": _l("number"),
    "short": _l("short answer"),
}
FORMATS = {
    Format.GIFT: "GIFT",
    Format.MOODLE_XML: "Moodle XML",
    Format.AIKEN: "Aiken",
}
REASONS = {
    Reason.OPEN: _l("It asks for an open text (essay). There is no answer to compare with."),
    Reason.TEXT_ONLY: _l("It is a text without a question: nothing in it is to be answered."),
    Reason.UNKNOWN_KIND: _l("This kind of question is not known here: %(about)s."),
    Reason.NOT_CLOSED: _l("The answers begin with { but do not end: write } after the last one."),
    Reason.NOT_OPENED: _l("The answers end with } but do not begin: write { before the first one."),
    Reason.NO_EMPTY_LINE: _l(
        "A second { or } follows. Put an empty line between two questions, "
        "or a backslash before a brace that belongs to the text."
    ),
    Reason.NO_TEXT: _l("The question itself is empty."),
    Reason.NONE_RIGHT: _l("No answer is marked as right."),
    Reason.ALL_RIGHT: _l("Every answer is right. At least one must be wrong."),
    Reason.SEVERAL_RIGHT: _l(
        "Two answers are fully right, and only one can be chosen. Give them weights, such as "
        "~%%50%%, if both are to be chosen. An = in a text needs a backslash before it."
    ),
    Reason.ONE_OPTION: _l("There is only one answer to choose from."),
    Reason.EMPTY_OPTION: _l("One of its answers is empty."),
    Reason.TWICE: _l("Two of its answers are the same: “%(about)s”."),
    Reason.NOT_A_PAIR: _l("This line has no partner: “%(about)s”. Write -> between the two."),
    Reason.LONE_PARTNER: _l("“%(about)s” is the partner of no line."),
    Reason.FEW_PAIRS: _l("There is only one pair. At least two are needed."),
    Reason.MANY_PAIRS: _l("There are too many pairs. At most %(about)s fit."),
    Reason.FEW_ITEMS: _l("There are fewer than three lines to put in order."),
    Reason.NOT_A_NUMBER: _l("“%(about)s” is not a number, or not one that people type."),
    Reason.SEVERAL_NUMBERS: _l("Two different numbers are right. Only one can be, with a range."),
    Reason.WILDCARD: _l("“%(about)s” has an asterisk for any letters. List the spellings instead."),
    Reason.FILES: _l("A picture, a sound or another file belongs to it. Only texts can be taken."),
    Reason.TOO_LONG: _l("It is too long."),
    Reason.TOO_MANY_OPTIONS: _l("It has too many answers. At most %(about)s fit."),
    Reason.NO_ANSWER_LINE: _l("There is no line ANSWER: after its options."),
    Reason.UNKNOWN_LETTER: _l("The line ANSWER: names %(about)s, which is none of its options."),
    Reason.DOUBLE: _l("The same question stands in line %(about)s already."),
}
REMARKS = {
    Remark.PARTLY: _l("Answers that were worth a part count as wrong here."),
    Remark.CASE: _l("Capital and small letters are equal here."),
    Remark.UNITS: _l("Only the first unit is taken."),
    Remark.SUBSET: _l("All its lines are shown here, not only some of them."),
}
TROUBLES = {
    Trouble.NOT_TEXT: _l("This is not a text file. Save the questions as GIFT or Moodle XML."),
    Trouble.EMPTY: _l("There is nothing in it."),
    Trouble.BROKEN_XML: _l("This is not well-formed XML: it breaks off in line %(line)s."),
    Trouble.ENTITIES: _l(
        "Line %(line)s declares a document type. Files with such declarations are not read."
    ),
    Trouble.NOT_A_QUIZ: _l("This XML is not a question file of Moodle: it must begin with <quiz>."),
    Trouble.TOO_MANY: _l("There is too much in it. Send at most 200 questions at once."),
}
