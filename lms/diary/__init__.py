"""A trainee's private diary beside the log: nobody else reads it here, whoever they are."""
