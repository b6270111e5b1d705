/**
 * Partitions of the terms and of large tables of artifacts. PostgreSQL removes all traces of a deleted row only by
 * writing its table anew. So these tables, which take most of that time, are divided by backup: a removal concerns one
 * division. One for each backup would cost searches of all backups too much, as each has an index of its own, and a
 * server can lock only some thousands of tables at a time.
 *
 * Tables of artifacts are divided by a hash that the planner knows, so that no query has to name the division.
 */

/** Number of divisions. That many backups added one after the other share none. */
const DIVISIONS = 8;

/** The division of a backup. */
export const divisionOf = (backupId: number): number => backupId % DIVISIONS;

/** The same in SQL. */
export const divisionSql = (backupId: string): string => `${backupId} % ${DIVISIONS}`;

/** All divisions. */
export const divisions: readonly number[] = Array.from({ length: DIVISIONS }, (_, division) => division);

/** The division of a table. */
export const divisionName = (table: string, division: number | ''): string => `${table}_${division}`;

/** Table of the terms of a division. */
export const termsOf = (division: number | ''): string => divisionName('artifact_search_terms', division);

/** Full-text index of a division. */
export const ginOf = (division: number): string => `${termsOf(division)}_gin`;
