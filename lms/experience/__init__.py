"""Experience notes: what was learnt in one place, told so that others can try it in theirs."""
