"""What a machine cannot decide, as questions to people that can be left and taken up again."""
