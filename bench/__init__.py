"""What the documentation claims about speed, as programs that measure it and print ratios."""
