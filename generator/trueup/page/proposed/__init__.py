"""The steps of a proposal: from what changed on a page to the actions on a spec."""
