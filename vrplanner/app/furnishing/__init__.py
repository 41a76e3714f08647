"""A room furnished on a budget: what it needs, which products fit it and each other, and the plan for the optimiser."""
