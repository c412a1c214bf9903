"""Search: catalogue and FAQ sources, dense and lexical indexes, fusion and recommendation."""
