import { hasTable } from '../../../backup/source-database/schema.ts';
import type { QueryRows } from '../records/declaration.ts';

/** Where iOS 13 and earlier have the points of series, in a form that is not known. */
const FILE = 'Health/healthdb_secure.hfd';

/** No rows: reports the rows of `series`, whose points are elsewhere, in databases without the table `points`. */
export function pointsElsewhere(points: string, series: string): QueryRows {
  return {
    tables: ['samples'],
    rows(db, report) {
      if (hasTable(db, points) || !hasTable(db, series)) return [];
      const count = Number(db.prepare(`SELECT count(*) AS count FROM "${series}"`).get()?.count ?? 0);
      if (count > 0) report.elsewhere(FILE, count);
      return [];
    },
  };
}
