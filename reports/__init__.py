"""Everything that leaves the building: letters, reports and exports, and the protection of their figures."""
