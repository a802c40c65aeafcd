"""How good the records are: gold, alignment, figures, floors, and how far a confidence can be trusted."""
