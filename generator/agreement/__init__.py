"""Agreement: pages × policy × pages → findings. One module per net."""
