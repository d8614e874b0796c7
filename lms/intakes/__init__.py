"""Open an edition from a course, copy one, and change its dates.

What an edition holds belongs to features above: each says in `parts` how it is opened, copied and
moved with the edition.
"""
