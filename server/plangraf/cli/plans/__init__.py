"""The commands below `plangraf plan`, one module each, and the plans they are given by name."""
