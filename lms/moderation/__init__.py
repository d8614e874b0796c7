"""What members report about posts, and what whoever leads the space decides."""
