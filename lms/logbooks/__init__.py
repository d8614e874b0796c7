"""The logbook as a document: everything a placement holds, on paper, with what proves it."""
