And this for its kernel.
