notice-fictitious-title = FICTITIOUS DATA
notice-fictitious = The operators, persons and figures shown here were generated. They describe no real company, no real employee and no real amount.
notice-restated-title = RESTATED TEXT
notice-restated = This contract is told in our own words from public sources. It does not replace the signed text; each value carries its source and its confidence.
notice-estimate-title = ESTIMATE
notice-estimate = This amount rests on a value or a reading that no official text states (press, inference or assumption). It binds nobody.
notice-simulation-title = SIMULATION
notice-simulation = Computed from a changed text or parameter. This is not a determination.
