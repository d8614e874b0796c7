"""What came of joint learning, in one file for those who pay for it."""
