"""When a class meets, who was there, and one calendar of all dates a person has."""
