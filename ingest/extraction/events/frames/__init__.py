"""What the words of events mean, as data: `nouns` (which nouns name events) and `verbs` (who is what beside which
verb).
"""
