"""Parametric solids, soft things and joinery, in numpy: the bricks that furniture is made of."""
