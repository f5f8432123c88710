"""Units and people in a spreadsheet: its rows read, held against what there is, and what would come of each."""
