"""For who runs the site: people, jobs that failed, the parts every page is made of."""
