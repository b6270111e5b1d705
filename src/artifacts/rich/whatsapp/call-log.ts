import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { asInteger, asNumber, type Lost, SourceTable } from '../../kit/source-table.ts';
import { relationColumn } from './relation-column.ts';
import { asTrimmed, textColumn } from './values.ts';

/** Data of the call log for a call that also has a message. */
export interface LoggedCall {
  readonly isVideo: boolean | null;
  readonly isGroup: boolean;
  readonly isMissed: boolean | null;
  readonly seconds: number | null;
}

/** Maximum number of calls; the app keeps a few hundred. */
const MAX_CALLS = 200_000;

/**
 * The calls of a `CallHistory.sqlite` by id, which is the stanza id of the message about the call (`ZMESSAGETYPE` 59).
 * That message does not distinguish video calls. Damage is counted when the log itself is read.
 */
export function readCallLog(db: SqlDatabase, calls: Map<string, LoggedCall>): void {
  const lost: Lost = () => {};
  const table = new SourceTable(db, 'ZWACDCALLEVENT', lost);
  if (!table.has('ZCALLIDSTRING')) return;
  const flagsOf = (of: SourceTable) => ({ isVideo: of.integer('ZVIDEO'), isMissed: of.integer('ZMISSED') });
  const aggregates = new SourceTable(db, 'ZWAAGGREGATECALLEVENT', lost);
  const aggregate = aggregates.exists ? aggregates.lookup(flagsOf(aggregates)) : null;
  const expressions = {
    id: textColumn(table, 'ZCALLIDSTRING'),
    aggregate: table.integer(relationColumn(db, 'ZWACDCALLEVENT', 'CALLEVENTS')?.name ?? ''),
    seconds: table.integer('ZDURATION'),
    group: textColumn(table, 'ZGROUPJIDSTRING'),
    ...flagsOf(table),
  };
  for (const row of table.rows(expressions, `ORDER BY rowid LIMIT ${MAX_CALLS}`)) {
    const id = asTrimmed(row.id);
    if (id === null) continue;
    const owner = aggregate?.(asInteger(row.aggregate) ?? -1) ?? null;
    const flag = (name: 'isVideo' | 'isMissed'): boolean | null => {
      const value = asInteger(owner?.[name]) ?? asInteger(row[name]);
      return value === null ? null : value !== 0;
    };
    calls.set(id, {
      isVideo: flag('isVideo'),
      isGroup: asTrimmed(row.group) !== null,
      isMissed: flag('isMissed'),
      seconds: asNumber(row.seconds),
    });
  }
}
