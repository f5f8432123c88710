"""填报表: what is asked, what came back, and what each cell comes to."""
