import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { findJoin } from '../../kit/join-table.ts';
import { NamedRows } from '../../kit/named-rows.ts';
import { PackedJoin } from '../../kit/packed-join.ts';
import { asInteger, asShortText, type Lost, SourceTable } from '../../kit/source-table.ts';
import { numberColumn, textColumn } from './columns.ts';
import { MAX_NAMED, MAX_PAIRS } from './limits.ts';

const NONE: readonly string[] = [];

/**
 * Reads the keywords of all assets. Returns those of one asset by the ROWID of its additional attributes, which the
 * join refers to.
 */
export function readKeywords(db: SqlDatabase, lost: Lost): (attributesRow: number | null) => readonly string[] {
  const titles = readTitles(new SourceTable(db, 'ZKEYWORD', lost), lost);
  const join = findJoin(db, { entity: 'AdditionalAssetAttributes', left: 'ASSETATTRIBUTES', right: 'KEYWORDS' }, lost);
  const pairs = new PackedJoin();
  if (join !== null) {
    const rows = new NamedRows(join.table, {
      attributes: numberColumn(join.table, join.left),
      keyword: numberColumn(join.table, join.right),
    });
    let count = 0;
    for (const row of rows.all()) {
      if (count++ === MAX_PAIRS) {
        lost(msg('lost.beyond-limit.photo-keywords', { limit: MAX_PAIRS }));
        break;
      }
      const attributes = asInteger(row.attributes);
      const keyword = asInteger(row.keyword);
      if (attributes !== null && keyword !== null) pairs.add(attributes, keyword);
    }
  }
  pairs.seal();
  return (attributesRow) => {
    const keywords = attributesRow === null ? [] : pairs.values(attributesRow);
    // Always the same list, whose JSON need not be made again.
    if (keywords.length === 0) return NONE;
    return keywords.flatMap((keyword) => titles.get(keyword) ?? []).sort();
  };
}

function readTitles(table: SourceTable, lost: Lost): ReadonlyMap<number, string> {
  const titles = new Map<number, string>();
  const rows = new NamedRows(table, { rowid: table.rowid, title: textColumn(table, 'ZTITLE') });
  for (const row of rows.all()) {
    const rowid = asInteger(row.rowid);
    const title = asShortText(row.title);
    if (rowid === null || title === null) continue;
    if (titles.size === MAX_NAMED) {
      lost(msg('lost.beyond-limit.keywords', { limit: MAX_NAMED }));
      break;
    }
    titles.set(rowid, title);
  }
  return titles;
}
