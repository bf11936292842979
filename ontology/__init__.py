"""What can be said: the vocabulary, the rules that data must keep, and every error that newsgraph raises."""
