"""Whether a report says what is true and fit to be sent: checks of its figures and of its words, a function a rule, one module a family."""
