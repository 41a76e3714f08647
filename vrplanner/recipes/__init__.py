"""How everything in `assets/` that is computed was made; each module makes one asset again, seeded."""
