cli-choice = 可选：{ $choice }
