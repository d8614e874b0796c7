"""Quizzes: what is asked, what was answered, and how the questions did."""
