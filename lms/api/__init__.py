"""What programs send, such as the outbox of a phone: JSON, and a receipt for each thing."""
