"""What stays on a person's own device: pages taken along, and what waits there to be sent."""
