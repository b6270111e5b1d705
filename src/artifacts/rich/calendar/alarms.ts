import type { DatabaseSync } from 'node:sqlite';
import { Codes, type Note } from '../../kit/codes.ts';
import { OwnedRows } from '../../kit/owned-rows.ts';
import { asInteger, type Lost, SourceTable } from '../../kit/source-table.ts';
import { readOptionalDate } from './calendar-date.ts';
import { ownerColumn } from './source-tables.ts';
import type { Alarm } from './tables.ts';

/** `Alarm.proximity` is EKAlarmProximity. */
const PROXIMITY = new Codes<'enter' | 'leave'>('alarm-proximity', [
  [0, null],
  [1, 'enter'],
  [2, 'leave'],
]);

/** Reads `Alarm`, event by event; iOS 6 called the owner's column `owner_id`. To be asked for events in ascending order. */
export function alarmReader(db: DatabaseSync, note: Note, lost: Lost): (event: number) => readonly Alarm[] {
  const table = new SourceTable(db, 'Alarm', lost);
  const owner = table.has('calendaritem_owner_id') ? 'calendaritem_owner_id' : ownerColumn(table);
  const expressions = [
    table.integer('trigger_interval'),
    table.value('trigger_date'),
    table.integer('proximity'),
    table.integer('type'),
    table.flag('disabled'),
    table.flag('default_alarm'),
    table.value('acknowledgedDate'),
  ];
  const rows = new OwnedRows(table, owner, expressions, lost);
  return (event) =>
    rows.take(event).map((row): Alarm => {
      const at = readOptionalDate(row[1]);
      const proximityCode = asInteger(row[2]);
      const proximity = PROXIMITY.word(proximityCode, note);
      return {
        offsetSeconds: at === null && proximity === null ? asInteger(row[0]) : null,
        at,
        proximity,
        proximityCode,
        typeCode: asInteger(row[3]),
        isDisabled: row[4] === 1,
        isDefault: row[5] === 1,
        acknowledgedAt: readOptionalDate(row[6]),
      };
    });
}
