"""Things as pages need them: asked for in few questions, named, linked, with their passages."""
