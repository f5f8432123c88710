"""The papers made of one report: its forms, its registration, and the proof that their figures agree."""
