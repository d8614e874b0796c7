"""What people are told by mail: at once where it must be, else at most one mail a day."""
