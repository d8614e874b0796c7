"""What is asked of trainees, supervisors and coordinators."""
