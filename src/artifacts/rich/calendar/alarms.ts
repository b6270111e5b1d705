import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { Codes, type Note } from '../../kit/codes.ts';
import { OwnedRows } from '../../kit/owned-rows.ts';
import { asInteger, type Lost, SourceTable } from '../../kit/source-table.ts';
import { NO_ALARM_TIME, readOptionalDate } from './calendar-date.ts';
import { ownerColumn } from './source-tables.ts';
import type { Alarm, Place } from './tables.ts';

/** `Alarm.proximity` is EKAlarmProximity. */
const PROXIMITY = new Codes<'enter' | 'leave'>('alarm-proximity', [
  [0, null],
  [1, 'enter'],
  [2, 'leave'],
]);

/** Reads `Alarm` by event, in ascending order. In iOS 6 the event is in `owner_id`. */
export function alarmReader(
  db: SqlDatabase,
  placeOf: (rowid: number | null) => Place | null,
  note: Note,
  lost: Lost,
): (event: number) => readonly Alarm[] {
  const table = new SourceTable(db, 'Alarm', lost);
  const owner = table.has('calendaritem_owner_id') ? 'calendaritem_owner_id' : ownerColumn(table);
  const expressions = {
    offsetSeconds: table.integer('trigger_interval'),
    at: table.value('trigger_date'),
    proximity: table.integer('proximity'),
    place: table.integer('location_id'),
    type: table.integer('type'),
    isDisabled: table.flag('disabled'),
    isDefault: table.flag('default_alarm'),
    acknowledgedAt: table.value('acknowledgedDate'),
  };
  const rows = new OwnedRows(table, owner, expressions, lost);
  return (event) =>
    rows.take(event).flatMap((row): Alarm | [] => {
      const hasNoTime = row.at === NO_ALARM_TIME;
      const at = hasNoTime ? null : readOptionalDate(row.at);
      const proximityCode = asInteger(row.proximity);
      const proximity = PROXIMITY.word(proximityCode, note);
      if (hasNoTime && (proximityCode ?? 0) === 0) return [];
      return {
        offsetSeconds: at === null && proximity === null ? asInteger(row.offsetSeconds) : null,
        at,
        proximity,
        proximityCode,
        place: placeOf(asInteger(row.place)),
        typeCode: asInteger(row.type),
        isDisabled: row.isDisabled === 1,
        isDefault: row.isDefault === 1,
        acknowledgedAt: readOptionalDate(row.acknowledgedAt),
      };
    });
}
