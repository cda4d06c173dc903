"""Reviews: the review table out and in, and what a returned file does to its job."""
