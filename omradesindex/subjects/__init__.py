"""What is asked of an index: in each room the verb, the answer, its words, its page, its charts."""
