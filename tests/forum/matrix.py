"""Who sees what of the forum, as tables to read: eight roles, seven states, every address.

`SEEN` says who sees a state at all. A row of `PAGES` says to whom of those an address opens, and
which words must stand on it for each of them: `title` is that of the topic, `former` what a post
said before, `texte` its translation, and so on, as `matrix_scene` has written them. Whatever is not
for somebody must stand nowhere in an answer they get.
"""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

ROLES = (
    *("visitor", "stranger", "former", "trainee"),
    *("member", "supervisor", "trainer", "administrator"),
)
"""`former` has left the edition, `member` is in a project and in no edition."""
SEEN = {
    "public": "xxxxxxxx",  # open to the world
    "theme": ".xxxxxxx",  # open to members, and closed: nothing new can be written
    "class": "...x.xxx",  # of the edition
    "circle": "....x..x",  # of the project
    "staff": ".....xxx",  # of those who teach
    "held": "...x..xx",  # waits for a look: its author, and who leads
    "removed": "......xx",  # who leads, on two pages
}
TALK = ("public", "theme", "class", "circle", "staff")
AUTHORS = dict(zip(TALK, ("trainer", "stranger", "trainee", "member", "supervisor"), strict=True))

DECISION = "ended endedtext endedvoice outcome"
PAGES = {
    # address: (to whom of those who see the state, the words that stand there)
    "/feeds/spaces/{slug}.atom?key={key}": ("members", "space title body answer open ended"),
    "/feeds/tags/{tag}.atom?key={key}": ("members", "title body answer"),
    "/feeds/topics/{topic}.atom?key={key}": ("members", "title body answer"),
    "/forum/tags/{tag}": ("everybody", "space title tag"),
    "/forum/{slug}": ("everybody", "space title tag open ended"),
    "/forum/{slug}/decisions/new": ("writers", "space"),
    "/forum/{slug}/decisions/new/consent": ("writers", "space"),
    "/forum/{slug}/names": ("members", "space"),
    "/forum/{slug}/new": ("writers", "space tag"),
    "/forum/{slug}/translations?into=es": ("members", "title body answer open endedwhy"),
    "/p/{post}": ("everybody", ""),
    "/p/{post}/changes": ("everybody", "title body former"),
    "/p/{post}/changes/{revision}": ("everybody", "title body former"),
    "/p/{post}/decision": ("leaders", "title body file shows report"),
    "/p/{post}/edit": ("writing author", "title body file photo shows"),
    "/p/{post}/files/{file}": ("everybody", "file"),
    "/p/{post}/files/{photo}": ("everybody", "photo"),
    "/p/{post}/files/{photo}/thumbnail": ("everybody", "photo"),
    "/p/{post}/reactions": ("members", "title tried"),
    "/p/{post}/reactions/tried": ("other writers", "title body"),
    "/p/{post}/removal": ("author, leaders", "title body"),
    "/p/{post}/removed": ("nobody", ""),
    "/p/{post}/report": ("others", "title body"),
    "/p/{post}/translations": ("everybody", "title body"),
    "/p/{post}/translations/fr": ("everybody", "title titre body texte"),
    "/p/{post}/translations/fr/edit": ("writers", "title titre body texte"),
    "/topics/{topic}": ("everybody", "space title body answer file shows tried tag"),
    "/topics/{topic}/merger": ("leaders", "title open"),
    "/topics/{topic}/order": ("leaders", "title"),
    "/topics/{topic}/split": ("leaders", "title answer"),
    "/topics/{topic}/tags": ("author, leaders", "title tag"),
    "/topics/{opend}": ("everybody", "space open openwhy opentext openvoice"),
    "/topics/{opend}/closing": ("writing author, writing leaders", "open"),
    "/topics/{opend}/versions/new": ("writing author, writing leaders", "open opentext"),
    "/topics/{endedd}": ("everybody", f"space {DECISION} endedwhy"),
    "/topics/{endedd}/outcome": ("author, leaders", "ended endedtext outcome"),
    "/topics/{endedd}/record": ("everybody", f"space {DECISION}"),
    "/topics/{endedd}/record.csv": ("everybody", "endedvoice"),
    "/topics/{endedd}/record.txt": ("everybody", f"space {DECISION}"),
}
WAITING = {
    "/forum/held/{held}/decision": ("leaders", "body file shows"),
    "/forum/held/{held}/edit": ("author", "body file shows"),
    "/forum/held/{heldd}/beginning": ("author", "open openwhy opentext"),
    "/forum/held/{heldd}/decision": ("leaders", "open openwhy opentext"),
    "/forum/held/{heldd}/edit": ("author", "open openwhy opentext"),
    "/forum/held/{held}/files/{file}": ("author, leaders", "file"),
    "/forum/held/{held}/files/{photo}/thumbnail": ("author, leaders", "photo"),
}
REMOVED = {
    "/p/{post}/removed": ("leaders", "body"),
    "/p/{post}/decision": ("leaders", "body"),
}
TOGETHER = {
    # address without a number: (to whom, the words of every state of TALK that they see)
    "/": ("everybody", ""),
    "/api/v1/sync": ("members", ""),
    "/feeds/forum.atom": ("everybody", ""),
    "/feeds/forum.atom?key={key}": ("members", "title"),
    "/forum": ("everybody", "space"),
    "/forum/catch-up": ("members", ""),
    "/forum/catch-up?of=followed": ("members", "title"),
    "/forum/catch-up/reading/2126-11-27T10:00:00+00:00": ("members", ""),
    "/forum/feed": ("members", ""),
    "/forum/reports": ("leaders", ""),
    "/forum/spaces/new": ("administrator", ""),
    "/forum/tags": ("everybody", "tag"),
    "/forum/tags/publictag/merger": ("administrator", ""),
    "/search?q=madder": ("everybody", "body texte"),
    "/search?q=madder&kind=post&language=fr": ("everybody", "texte"),
    "/settings/notifications": ("members", ""),
}


def text(**changed: str) -> dict[str, str]:
    return {"key": str(uuid4()), "body": "Nine looms.", "language": "en"} | changed


def a_day() -> dict[str, str]:
    later = datetime.now(UTC) + timedelta(days=3)
    return {"closes_on": f"{later:%Y-%m-%d}", "closes_at": "12:00"}


WHY = {"reason": "For a reason."}
NEW = {"title": "Looms", "kind": "question"}
CONSENT = {"title": "Looms?", "proposal": "Nine.", "reasons": "optional", "results": "always"}
SAID = {"source": "0" * 16, "seen": "0", "title": "Telares", "body": "Nueve telares."}
ACTS = {
    # address: (who may, what the form says)
    "/forum/{slug}/closing": ("leaders", {}),
    "/forum/{slug}/decisions/consent": ("writers", {**text(), **a_day(), **CONSENT}),
    "/forum/{slug}/level": ("members", {"level": "follow"}),
    "/forum/{slug}/preview": ("writers", {**text(), **NEW}),
    "/forum/{slug}/reopening": ("leaders", {}),
    "/forum/{slug}/topics": ("writers", {**text(), **NEW}),
    "/p/{answer}/acceptance": ("author, leaders", {}),
    "/p/{post}/decisions": ("leaders", {"outcome": "kept", **WHY}),
    "/p/{post}/reactions": ("other writers", {"kind": "useful"}),
    "/p/{post}/reactions/withdrawal": ("members", {"kind": "useful"}),
    "/p/{post}/removal": ("author, leaders", WHY),
    "/p/{post}/reports": ("others", {"concern": "other", "words": "Not here."}),
    "/p/{post}/revisions": ("writing author", text()),
    "/p/{post}/translations/es": ("writers", SAID),
    "/p/{post}/translations/es/preview": ("writers", SAID),
    "/p/{post}/translations/fr/removal": ("leaders", {}),
    "/p/{post}/translations/fr/verification": ("writers but its translator", {"seen": "1"}),
    "/p/{post}/unread": ("members", {}),
    "/topics/{endedd}/outcomes": ("author, leaders", {"text": "We pay.", "version": "1"}),
    "/topics/{opend}/closing": ("writing author, writing leaders", {"now-reason": "Done."}),
    "/topics/{opend}/closings": ("writing author, writing leaders", {**a_day(), **WHY}),
    "/topics/{opend}/versions": (
        "writing author, writing leaders",
        {"version": "1", "proposal": "Ten.", **WHY},
    ),
    "/topics/{opend}/voices": (
        "writers",
        {"key": text()["key"], "version": "1", "options": "{option}"},
    ),
    "/topics/{opend}/voices/{voice}/removal": ("leaders", {}),
    "/topics/{topic}/closure": ("leaders", {}),
    "/topics/{topic}/closure/end": ("leaders", {}),
    "/topics/{topic}/level": ("members", {"level": "mute"}),
    "/topics/{topic}/merger": ("leaders", {"into": "{another}"}),
    "/topics/{topic}/merger/check": ("leaders", {"into": "{another}"}),
    "/topics/{topic}/place": ("administrator", {"space": "staffspace"}),
    "/topics/{topic}/posts": ("writers", text()),
    "/topics/{topic}/preview": ("writers", text()),
    "/topics/{topic}/reopening": ("author, leaders", {}),
    "/topics/{topic}/resolution": ("author, leaders", {}),
    "/topics/{topic}/split": ("leaders", {"posts": "{answer}", "title": "Looms"}),
    "/topics/{topic}/tags": ("author, leaders", {"tags": "{tag}"}),
}
ACTS_ON_WAITING = {
    "/forum/held/{held}/decisions": ("leaders", {"outcome": "refused", "seen": "1", **WHY}),
    "/forum/held/{heldd}/beginnings": ("author", {**text(), **a_day(), **CONSENT}),
    "/forum/held/{heldd}/decisions": ("leaders", {"outcome": "released", "seen": "1"}),
    "/forum/held/{held}/revisions": ("author", text()),
    "/forum/held/{held}/withdrawal": ("author", {}),
}
ACTS_ALONE = {
    "/forum/catch-up/reading": ("members", {"until": "2126-11-27T10:00:00+00:00"}),
    "/forum/feed": ("members", {}),
    "/forum/feed/revocation": ("members", {}),
    "/forum/spaces": (
        "administrator",
        {"name": "Looms", "purpose": "For looms.", "kind": "theme", "language": "en"},
    ),
    "/forum/tags/publictag/merger": ("administrator", {"into": "themetag"}),
}
OF_A_LETTER = "/following/{stop}"
"""Opens to whoever holds the signed link; what it names is what the person of the link may see."""
