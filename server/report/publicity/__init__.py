"""What may be published: what a person must look at before, what was decided, and the paper on which that is signed."""
