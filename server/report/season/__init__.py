"""The season of a report: what is open and for whom, who is reminded when, and the papers that go with it. Pure."""
