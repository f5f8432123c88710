"""What somebody who watches over units sees of them: who was asked, who handed in, what blocks the others; no ranking, no score."""
