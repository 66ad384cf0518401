export-title = Take this cycle along
export-lead = The whole cycle as a folder of open files: inputs, answers, texts, attachments, and the ledger that proves them. Its README says how to read and verify it.
export-public = As everyone may see it (tar)
export-mine = As you may see it (tar)
export-full = Everything, as another forum needs it to go on with the cycle, is written by whoever runs this forum:
