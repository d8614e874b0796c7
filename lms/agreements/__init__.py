"""What trainee, supervisor and host sign before a placement begins."""
