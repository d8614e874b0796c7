"""What somebody typed and has not sent: kept for them alone until a page has it."""
