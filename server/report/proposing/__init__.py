"""What a county knows of its towns: reports that came on paper, figures from its own systems, and what a town says of them."""
