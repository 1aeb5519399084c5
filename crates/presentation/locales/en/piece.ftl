## Kinds of pieces

piece-ebds-preestablished = e-BDS pre-established list
piece-ebds-main = e-BDS main declaration
piece-ebds-complement = e-BDS complementary declaration
piece-annual-tax = yearly statement of salaries (9421)

## What a column holds

holds-affiliation = CNSS affiliation, seven digits with their key; blanks, .0 and lost leading zeros are read
holds-month = month YYYY-MM; also 07/2025, 202507, July 2025, juil.-25, يوليوز 2025, or the first or last day of the month
holds-registration = CNSS number, nine digits beginning with 1, the last one the key; blank, 0 or 000000000 until it is given (the CIN then names the person)
holds-card = CIN, one or two letters and up to six digits
holds-name = name; passed over, never read or kept
holds-identifier = identifier of the operator’s choice: 1 to 64 letters, digits, - and _, without accents
holds-date = date YYYY-MM-DD or DD/MM/YYYY; also with -, . or a time, a month’s name, day numbers of a spreadsheet where the whole column is made of them; 1/9/2025 only where the column shows the order
holds-year = year of four digits, 1900 to 2199; the year of a date is read
holds-amount = amount in the unit of the column, at most two decimals after a point or comma; grouped thousands, the unit beside it, a minus behind and ,75 are read; 8,000 or 8.000 only where the other amounts settle it
holds-centimes = amount in centimes, filled with zeros on the left
holds-tax-identifier = tax identifier, seven or eight digits without a leading zero
holds-days = whole number of days
holds-persons = whole number of persons
holds-situation = situation of the insured person, blank where it is normal
holds-control-sum = control sum of the line’s other fields
holds-declarant = number under which the file is filed
holds-scheme-number = number of the scheme that the document names, written as its source writes it; blanks between digits and zeros lost at the beginning are read where its check digits prove them
holds-number = number of a person, letters and digits
holds-word = one of the words listed
holds-count = whole number
holds-text = text, at most 200 characters
holds-quarter = quarter: 2026-Q1, 1/2026
