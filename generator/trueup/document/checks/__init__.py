"""What `trueup lint` holds a spec to: one module a subject, each a function from document to findings."""
