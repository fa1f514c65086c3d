"""How a defect with one sensible reading is read: one module a kind of defect, each told as a warning."""
