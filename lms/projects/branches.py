"""What firms of a cluster make, in a few words that those of other countries choose too."""

from flask_babel import lazy_gettext as _l

BRANCHES = {
    "food": _l("Food and drink"),
    "textiles": _l("Textiles and clothing"),
    "leather": _l("Leather and footwear"),
    "wood": _l("Wood and furniture"),
    "metal": _l("Metal and machines"),
    "minerals": _l("Clay, glass and stone"),
    "plastics": _l("Paper, chemicals and plastics"),
    "crafts": _l("Handicrafts"),
    "services": _l("Services"),
}
