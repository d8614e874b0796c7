"""The phases of a long placement: milestones, proof, and the gates that a supervisor opens."""
