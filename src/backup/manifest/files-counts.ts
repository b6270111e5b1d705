import type { DomainSummary, ManifestCounts } from '../types.ts';
import { unflagged } from './entry-query.ts';
import type { FilesQuery } from './files-query.ts';
import { LISTED, ORDER_INDEX } from './files-table.ts';

/** The entries of each domain, by kind. */
export function domainSummaries(query: FilesQuery): DomainSummary[] {
  const rows = query.orderedRows(
    `SELECT domain, count(*) AS entries, sum(flags IS 1) AS files, sum(flags IS 2) AS directories,
            sum(flags IS 4) AS symlinks
     FROM (SELECT domain, ${query.columns.flags} AS flags FROM Files INDEXED BY ${ORDER_INDEX} WHERE ${LISTED})
     GROUP BY domain ORDER BY domain`,
  );
  return rows.map((row) => {
    const summary = {
      domain: String(row.domain),
      files: Number(row.files),
      directories: Number(row.directories),
      symlinks: Number(row.symlinks),
      unknown: 0,
    };
    const unflaggedRows = Number(row.entries) - summary.files - summary.directories - summary.symlinks;
    return unflaggedRows === 0 ? summary : addUnflagged(query, summary);
  });
}

/** Rows without flags are counted by the kind in their record. */
function addUnflagged(query: FilesQuery, flagged: DomainSummary): DomainSummary {
  const summary = { ...flagged };
  const rows = query.orderedRows(
    `SELECT ${query.columns.entry} FROM Files INDEXED BY ${ORDER_INDEX}
     WHERE ${LISTED} AND domain = ? AND ${unflagged(query.columns.flags)}`,
    summary.domain,
  );
  for (const row of rows) {
    const { kind } = query.entry(row);
    summary[
      kind === 'file' ? 'files' : kind === 'directory' ? 'directories' : kind === 'symlink' ? 'symlinks' : kind
    ]++;
  }
  return summary;
}

/** Counts all rows, and reads the record of each. */
export function manifestCounts(query: FilesQuery): ManifestCounts {
  const [totals] = query.orderedRows(
    `SELECT (SELECT count(*) FROM Files INDEXED BY ${ORDER_INDEX} WHERE ${LISTED}) AS listed,
            (SELECT count(*) FROM Files) AS total`,
  );
  const rows = Number(totals?.listed);
  const { undecodable } = query.each(
    `SELECT ${query.columns.entry} FROM Files WHERE ${LISTED}`,
    () => ({ undecodable: 0 }),
    (counts, row) => {
      if (query.entry(row).undecodable) counts.undecodable++;
    },
  );
  return { rows, undecodable, skipped: Number(totals?.total) - rows, duplicates: query.columns.duplicates };
}
