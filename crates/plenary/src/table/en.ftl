# The room `table`.
table-title = Bring comments in a file
table-lead = A comment table as standards bodies use it (DOCX or CSV), or web annotations (JSON). You see every row and the place found for it before anything is filed; each row becomes a comment with its own number and its own answer.
table-file = File with the comments
table-file-hint = DOCX, CSV or JSON. The table's head names its columns: body, line, clause, paragraph, type, comment, proposed change.
table-other-file = Bring another file instead
table-preview = Show what is in it
table-preview-title = What is in the file
table-recognised = { $count ->
    [one] One comment was recognised; { $placed } placed, { $open } for placing. Nothing is filed yet.
   *[other] { $count } comments were recognised: { $placed } placed, { $open } for placing. Nothing is filed yet.
  }
table-ignored = These columns are not taken over:
table-no-observations = The observations in the file are not taken over: comments are answered here, and the table with its observations is downloaded from here.
table-where-hint = Where each comment goes: a printed number such as 2.1 or 2.1 ¶3, “whole” for the text as a whole, or “-” to leave the row out.
table-row = Row { $number }
table-where = Where
table-where-missing = There is no such place. Write a printed number, “whole”, or “-” to leave the row out.
table-rows-missing = { $count ->
    [one] One row has no place yet: write a printed number, “whole”, or “-” to leave it out.
   *[other] { $count } rows have no place yet: write a printed number, “whole”, or “-” to leave them out.
  }
table-for-placing = for placing
table-reference = The table says:
table-change = Proposed change
table-on-whole = On the text as a whole
table-not-clear = Its reference is not clear in this version.
table-whose = Whose comments these are
table-author = Name of who wrote them
table-author-hint = Leave empty when they are your own. Somebody the forum does not know yet is added without an address and may claim the comments later.
table-file-them = File these comments
table-filed = { $filed ->
    [one] One comment was filed.
   *[other] { $filed } comments were filed.
  } { $again ->
    [0] {""}
    [one] One row had been filed before and was left alone.
   *[other] { $again } rows had been filed before and were left alone.
  }
table-see = See them
table-links = Comment table
table-bring = Bring comments in a file
table-dispositions = Dispositions in plain text
table-annotations = Web annotations
table-in-version = { $label } (version { $version })
table-paper-title = Comments on { $title }
table-paper-summary = { $count ->
    [one] Version { $version }: one comment, { $answered } answered.
   *[other] Version { $version }: { $count } comments, { $answered } answered.
  }
table-paper-comment = Comment { $number }
table-paper-address = Address
table-paper-filed = Filed
table-paper-from = From
table-paper-place = Place
table-paper-whole = the text as a whole
table-paper-type = Type
table-paper-disposition = Disposition
table-paper-open = not answered yet
table-paper-reply = Reply of the author
table-paper-words = Comment
table-paper-reason = Reason
