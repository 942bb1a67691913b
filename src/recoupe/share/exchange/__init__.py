"""Exchange with partners: nodes and their keys, signed records, packs, merging, recall and questions."""
