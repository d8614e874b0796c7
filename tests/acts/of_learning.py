"""Acts on what is taught, and on cases; see `tests/acts/tables.py`."""

WHY = {"reason": "For a reason that fills a sentence."}
COURSE = "/courses/cluster-broker"
CASES = "/editions/{edition}/case-studies"
PAPERS = "/editions/{edition}/case-papers"
CHANGE = " ".join(["I would visit the parents before their sons."] * 6)
LEVELS = {f"level-{name}": "3" for name in ("clarity", "evidence", "participation", "case")}
NOTE = {"note-body": "Ask Amina.", "note-paragraph": "0", "note-base": "1"}

LEARNING = {
    f"{COURSE}/a1-1/completion": ("sx!!!xxxxxxx", {}),
    f"{COURSE}/a1-1/completion/withdrawal": ("sx...xxxxxxx", {}),
    f"{COURSE}/days/a1/quiz/attempts": ("sx...xxxxxxx", {}),
    f"{COURSE}/days/a1/quiz/attempts/1/answers": ("s---.-------", {}),
    f"{COURSE}/electives/el1/quiz/attempts": ("sx...xxxxxxx", {}),
    f"{COURSE}/electives/el1/quiz/attempts/1/answers": ("s---.-------", {}),
    f"{COURSE}/places/lesson/a1-1": ("sx!!!xxxxxxx", {"paragraph": "3"}),
    f"{COURSE}/test/attempts": ("sx...xxxxxxx", {}),
    f"{COURSE}/test/attempts/1/answers": ("s---.-------", {}),
    "/offline/practice/cluster-broker/days/a1": ("sx...xxxxxxx", {}),
    "/offline/practice/cluster-broker/electives/el1": ("sx...xxxxxxx", {}),
    "/calibration/log-vats/mark": (
        "sxxxx!!!!xxx",
        {
            f"level-{name}": "2"
            for name in ("regularity", "facts", "process", "reflection", "ethics", "follow_up")
        },
    ),
    "/my-notes/on/cluster-broker/lesson/a1-1/{new}": ("s!!!!!!!!!!!", NOTE),
    "/my-notes/{note}/changes": ("s---!-------", {**NOTE, "note-body": "Ask Amina twice."}),
    "/my-notes/{note}/removal": ("s---!-------", {}),
    "/my-notes/{note}/restoration": ("s---.-------", {}),
}
CASE_STUDIES = {
    "/case-studies/jaipur/decisions/a": (
        "s...........",
        {"option": "a", "reasons": CHANGE},
    ),
    f"{CASES}/bagru/groups": ("s--xxxx.x-..", {"trainees": ["{carla}"]}),
    f"{CASES}/bagru/groups/permission": ("s--xxxx.x-..", {"most": "3"}),
    f"{CASES}/bagru/groups/permission/removal": ("s--xxxx!x-!!", {}),
    f"{CASES}/bagru/groups/{{draft_paper}}/removal": ("s--xxxx-x---", {}),
    f"{CASES}/bagru/opening": ("s--xxxx!x-!!", {}),
    f"{CASES}/bagru/paper/consent": ("s--xx-------", {}),
    f"{CASES}/bagru/paper/consent/withdrawal": ("s--xx-------", {}),
    f"{CASES}/bagru/paper/draft": ("s--!.-------", {"text": f"{CHANGE} So.", "version": "1"}),
    f"{CASES}/bagru/paper/files/{{draft_paper_file}}/removal": ("s--!--------", {}),
    f"{CASES}/bagru/paper/group/departure": ("s--..-------", {}),
    f"{CASES}/bagru/paper/group/invitations": ("s--..-------", {"trainees": ["{carla}"]}),
    f"{CASES}/bagru/paper/group/invitations/{{carla}}/removal": ("s--!--------", {}),
    f"{CASES}/pune/paper/group/invitations/{{invited}}/acceptance": ("s--x--------", {}),
    f"{CASES}/pune/paper/group/invitations/{{invited}}/refusal": ("s--!--------", {}),
    f"{CASES}/bagru/paper/submission": ("s--..-------", {"text": CHANGE, "version": "1"}),
    f"{CASES}/bagru/posts": ("s--!!xx!!-!!", {"key": "{new}", "body": "Who paid for it?"}),
    f"{CASES}/bagru/posts/{{post}}/removal": ("s--xxxx!x-!!", WHY),
    f"{CASES}/bagru/posts/{{post}}/revisions": ("s--x!xxxx-xx", {"body": "Who paid in the end?"}),
    f"{CASES}/bagru/preview": ("s--..xx..-..", {"key": "{new}", "body": "Who paid for it?"}),
    f"{CASES}/bagru/releases": ("s--xxxx---xx", {}),
    f"{PAPERS}/{{paper}}/attempts/1/grade": (
        "s--xxxx..-xx",
        {**LEVELS, "comment": "Good.", "version": "0"},
    ),
    f"{PAPERS}/{{paper}}/attempts/1/return": ("s--xxxx!!-xx", WHY),
    f"{PAPERS}/{{paper}}/authors/{{paper_author}}/adjustment": (
        "s--xxxx---xx",
        {**WHY, "points": "1"},
    ),
    f"{PAPERS}/{{paper}}/release": ("s--xxxx..-xx", {"version": "1"}),
    f"{PAPERS}/{{paper}}/withdrawal": ("s--xxxx..-xx", {}),
}
