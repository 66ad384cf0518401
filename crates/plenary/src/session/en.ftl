# The room `session`.
