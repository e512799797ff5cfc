"""Accuracy over every float of a dtype: patterns, a reference with proven error bounds, sweeps, a run on all cores."""
