"""`bin/bench`: what each page costs, on a real server with a database of a stated size."""
