import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { asInteger, type Lost, SourceTable } from '../../kit/source-table.ts';
import { numberColumn } from './columns.ts';
import { MAX_NAMED } from './limits.ts';

/** `ZRESOURCETYPE` of a second original: the raw image beside a JPEG (seen in a macOS 10.15 library). */
const ALTERNATE = 4;

/** ROWIDs of assets that have a second original. */
export function readAlternates(db: SqlDatabase, lost: Lost): ReadonlySet<number> {
  const table = new SourceTable(db, 'ZINTERNALRESOURCE', lost);
  const assets = new Set<number>();
  if (!table.has('ZASSET', 'ZRESOURCETYPE')) return assets;
  const rows = new NamedRows(table, { asset: numberColumn(table, 'ZASSET') });
  for (const row of rows.all(`WHERE "ZRESOURCETYPE" = ${ALTERNATE}`)) {
    const asset = asInteger(row.asset);
    if (asset === null) continue;
    if (assets.size === MAX_NAMED) {
      lost(msg('lost.beyond-limit.raw-pictures', { limit: MAX_NAMED }));
      break;
    }
    assets.add(asset);
  }
  return assets;
}
