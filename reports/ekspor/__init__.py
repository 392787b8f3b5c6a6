"""Documents to go on working with: Word and Excel, from the same payload as the PDF, so that no figure can differ.

Like a template these modules see the payload and nothing else. Neither knows a kind of document by name: they know
the families of payloads (decree, agreement, report of chapters, naskah of tables) and the blocks these are built of.
"""
