"""People and what they have to give each other, as far as each of them lets others see it."""
