"""How much people hear of topics and spaces, why, and the mails that tell them."""
