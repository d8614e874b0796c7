"""Exchange trips: people of one project go and see another, with questions and a report."""
