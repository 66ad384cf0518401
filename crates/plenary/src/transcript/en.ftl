# The room `transcript`.
