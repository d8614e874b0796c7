"""The supervisor's word: whether a trainee is ready for the certificate, with reasons."""
