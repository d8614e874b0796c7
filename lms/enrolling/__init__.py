"""Put many people into an edition in one act, whether or not they have an account yet."""
