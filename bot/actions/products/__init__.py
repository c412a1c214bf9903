"""Actions about products, from the catalogue and nowhere else."""
