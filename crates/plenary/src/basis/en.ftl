# The room `basis`.
basis-stands-on = Stands on
basis-own-text = the editor's own text
basis-heard-one = { $title }, paragraph { $first }
basis-heard = { $title }, paragraphs { $first } to { $last }
basis-used-in = Used in
basis-not-yours = Only the editor, a facilitator or the secretariat of this cycle say what the text stands on, while the cycle lives.
basis-is-final = This text is final, and what it stands on with it.
basis-not-a-block = This paragraph is not in that version of the text. Choose one from the list.
basis-unknown = There is no such item, session or paragraph. Look up its number, or leave it out.
basis-itself = A paragraph cannot stand on itself. Choose another.
basis-too-many = A paragraph stands on 50 things at most. Choose those that carried it.
