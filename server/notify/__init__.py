"""Ways out of the program: mail, group robots, calendar feeds; one module each, no judgement of their own."""
