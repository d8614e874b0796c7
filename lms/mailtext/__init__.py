"""Reading an e-mail: who sent it, whether a person did, what they wrote. No Flask, no database."""
