"""What a person wrote in an e-mail, without what programs put around it. No Flask, no database."""
