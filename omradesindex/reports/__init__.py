"""What is handed over: a report made once as data, and written in every form."""
