"""The rules, one module a group: every function finds the breaches of one rule and says nothing of any other."""
