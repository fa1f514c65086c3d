"""Agreement: page and spec say the same, both ways, but for what a ruling settles."""
