"""What a coordinator changes in a running placement: its last day, its supervisor, its end."""
