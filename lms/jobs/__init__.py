"""Work done after the answer: mail, PDF. A row written with its cause makes it certain.

Huey only runs it. If a process dies, the row is still there and the sweep hands it over again.
"""
