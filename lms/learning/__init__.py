"""The pages of a course as its trainees work through them, and how far each is."""
