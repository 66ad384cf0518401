# The room `review`.
