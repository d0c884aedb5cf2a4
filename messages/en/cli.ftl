cli-choice = Choices: { $choice }
