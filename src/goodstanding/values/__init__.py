"""Values that everything else is made of: dates, money, points, identifiers, findings, errors. Stdlib only."""
