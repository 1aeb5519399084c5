## Kinds of pieces

piece-operators = register of operators
piece-affiliations = register of affiliations
piece-sites = register of sites
piece-turnover = turnover
piece-payroll = payroll register
piece-ebds-preestablished = e-BDS pre-established list
piece-ebds-main = e-BDS main declaration
piece-ebds-complement = e-BDS complementary declaration
piece-annual-tax = yearly statement of salaries (9421)
