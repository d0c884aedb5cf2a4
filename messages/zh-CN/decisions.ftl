# decisions
