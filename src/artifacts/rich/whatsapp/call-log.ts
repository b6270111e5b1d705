import type { DatabaseSync } from 'node:sqlite';
import { asInteger, asNumber, type Lost, SourceTable } from '../../kit/source-table.ts';
import { relationColumn } from './relation-column.ts';
import { asTrimmed, textColumn } from './values.ts';

/** What the log of calls says of a call that stands among the messages too. */
export interface LoggedCall {
  readonly isVideo: boolean | null;
  readonly isGroup: boolean;
  readonly isMissed: boolean | null;
  readonly seconds: number | null;
}

/** Calls that are remembered; the app keeps some hundreds. */
const MAX_CALLS = 200_000;

/**
 * The calls of a `CallHistory.sqlite` by their id, which is the stanza id of the message (`ZMESSAGETYPE` 59) that tells of
 * the call; that message itself does not say whether there were pictures. Damage is named where the log itself is read.
 */
export function readCallLog(db: DatabaseSync, calls: Map<string, LoggedCall>): void {
  const lost: Lost = () => {};
  const table = new SourceTable(db, 'ZWACDCALLEVENT', lost);
  if (!table.has('ZCALLIDSTRING')) return;
  const flags = ['ZVIDEO', 'ZMISSED'];
  const aggregates = new SourceTable(db, 'ZWAAGGREGATECALLEVENT', lost);
  const aggregate = aggregates.exists ? aggregates.lookup(flags.map((name) => aggregates.integer(name))) : null;
  const expressions = [
    textColumn(table, 'ZCALLIDSTRING'),
    table.integer(relationColumn(db, 'ZWACDCALLEVENT', 'CALLEVENTS')?.name ?? ''),
    table.integer('ZDURATION'),
    textColumn(table, 'ZGROUPJIDSTRING'),
    ...flags.map((name) => table.integer(name)),
  ];
  for (const row of table.rows(expressions, `ORDER BY rowid LIMIT ${MAX_CALLS}`)) {
    const id = asTrimmed(row[0]);
    if (id === null) continue;
    const owner = aggregate?.(asInteger(row[1]) ?? -1) ?? null;
    const flag = (at: number): boolean | null => {
      const value = asInteger(owner?.[at]) ?? asInteger(row[4 + at]);
      return value === null ? null : value !== 0;
    };
    const group = asTrimmed(row[3]);
    calls.set(id, { isVideo: flag(0), isGroup: group !== null, isMissed: flag(1), seconds: asNumber(row[2]) });
  }
}
