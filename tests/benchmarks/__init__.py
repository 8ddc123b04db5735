"""How long a build takes. Figures for people: they depend on the machine, so nothing fails on them."""
