site-trust-title = Check the record yourself
site-trust-lead = You need not believe this forum. Every act is a line in a ledger that nobody can change unnoticed, and one command on your own computer tells whether it holds.
site-trust-lines = The ledger had { $size } lines at its last signed checkpoint.
site-trust-receipt-title = Your receipt
site-trust-receipt = Each input gave you a receipt, a file ending in .tlog-proof. It proves, offline, that your words stand in the ledger under their number:
site-trust-export-title = A whole cycle
site-trust-export = An exported folder is checked the same way: whether anything was altered, left out, reordered or added, and where; what was erased, and under which rule.
site-trust-key-title = The forum’s key
site-trust-key = Signatures are checked with this public key. Keep a copy: whoever replaced the whole ledger would have to replace the key too.
site-trust-no-key = Nothing has been signed yet. Come back in a minute.
site-trust-grows-title = For programs
site-trust-grows = Keep a checkpoint, and later ask for the proof that the ledger has only grown since.
site-trust-checkpoint = The signed checkpoint
site-trust-key-file = The keys, one to a line
site-trust-consistency = A proof of consistency
site-trust-limits-title = What this does not prove
site-trust-limits = It does not prove that what was written is true, nor that everybody was shown the same ledger. Compare checkpoints with others who keep them.
site-no-such-sizes = Give two sizes within the signed ledger: /ledger/consistency?old=12&new=40.
site-outbox-title = Outbox
site-outbox-lead = Every letter this forum wrote, the newest first.
site-outbox-lead-no-relay = No mail relay is set up, so letters wait here and reach nobody. Start the forum with --smtp to send them.
site-outbox-empty = No letter has been written yet.
site-outbox-older = Older letters
site-letter-waiting = waiting
site-letter-sending = being sent
site-letter-sent = sent
site-letter-failed = not delivered
site-letter-unsure = in doubt
site-letter-attempts = { $count ->
    [one] tried once
   *[other] tried { $count } times
 }
site-letter-relay-said = The relay said:
site-letter-attached = Attached:
site-letter-again-why = It did not arrive, or nobody knows whether it did. Send it again only if the reader has not got it.
site-letter-again = Send again
site-letter-not-in-doubt = This letter waits or was sent. Only one that failed or is in doubt can be sent again.
