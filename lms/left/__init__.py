"""What a trainee does next, and all that is left until the certificate."""
