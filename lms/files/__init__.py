"""Files that people send: what is taken, how it is kept, how it is given out (docs/decisions/013).

A feature asks who may send and who may see; this package knows nothing of that.
"""
