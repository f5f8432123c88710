"""Sums over units that remember what they are made of; pure."""
