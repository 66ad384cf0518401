# The room `basis`.
