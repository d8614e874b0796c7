"""Quizzes that trainers make for one edition, from questions they bring along."""
