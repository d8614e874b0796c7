"""What somebody sent that is looked at first: no post yet, and seen by nobody but its author."""
