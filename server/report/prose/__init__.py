"""Figures in running text and the indicators they mean."""
