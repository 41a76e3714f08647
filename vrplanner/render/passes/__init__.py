"""One module a pass: each owns its targets and programs and draws one thing."""
