import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { WEEKDAYS } from '../../../model/calendar/civil-day.ts';
import type { RecurrenceRule, Weekday, WeekdayRule } from '../../../model/calendar/recurrence-rule.ts';
import { Codes, type Note } from '../../kit/codes.ts';
import { OwnedRows } from '../../kit/owned-rows.ts';
import { asInteger, asShortText, type Lost, type Row, SourceTable } from '../../kit/source-table.ts';
import { readOptionalDate } from './calendar-date.ts';
import { ownerColumn } from './source-tables.ts';

/** `Recurrence.frequency` (docs/format/calendar.md). */
const FREQUENCY = new Codes<NonNullable<RecurrenceRule['frequency']>>('recurrence-frequency', [
  [1, 'daily'],
  [2, 'weekly'],
  [3, 'monthly'],
  [4, 'yearly'],
]);

/**
 * `Recurrence.week_start` counts from 0 (Sunday). For 7 (none) the week starts on Monday (RFC 5545 §3.3.10, WKST).
 */
const DEFAULT_WEEK_START: Weekday = 'MO';

/** Maximum number of values of one part of a rule: every day of a leap year, counted from both ends. */
const MAX_VALUES = 732;

/** Reads `Recurrence` by event, in ascending order. */
export function ruleReader(db: SqlDatabase, note: Note, lost: Lost): (event: number) => readonly RecurrenceRule[] {
  const table = new SourceTable(db, 'Recurrence', lost);
  const rows = new OwnedRows(table, ownerColumn(table), ruleExpressions(table), lost);
  return (event) => rows.take(event).map((row) => readRule(row, note));
}

function ruleExpressions(table: SourceTable) {
  return {
    frequency: table.integer('frequency'),
    interval: table.integer('interval'),
    count: table.integer('count'),
    weekStart: table.integer('week_start'),
    months: table.integer('by_month_months'),
    until: table.value('end_date'),
    specifier: table.value('specifier'),
  };
}

function readRule(row: Row<keyof ReturnType<typeof ruleExpressions>>, note: Note): RecurrenceRule {
  const frequencyCode = asInteger(row.frequency);
  const frequency = FREQUENCY.word(frequencyCode, note);
  const interval = asInteger(row.interval) ?? 1;
  const count = asInteger(row.count) ?? 0;
  const specifier = asShortText(row.specifier)?.trim() || null;
  const parts = readSpecifier(specifier, note);
  return {
    frequency,
    frequencyCode,
    interval: Math.max(1, interval),
    count: count > 0 ? count : null,
    until: readOptionalDate(row.until),
    weekStart: WEEKDAYS[asInteger(row.weekStart) ?? -1] ?? DEFAULT_WEEK_START,
    ...parts,
    byMonth: parts.byMonth.length > 0 ? parts.byMonth : monthsOf(asInteger(row.months) ?? 0),
    specifier,
    isUnderstood: frequency !== null && parts.isUnderstood,
  };
}

/** The BY parts of a rule. */
export type SpecifierParts = Pick<
  RecurrenceRule,
  'byDay' | 'byMonthDay' | 'byYearDay' | 'byWeekNumber' | 'byMonth' | 'bySetPosition' | 'isUnderstood'
>;

/** Letters of list parts in a specifier, with the largest allowed number. */
const NUMBERS = {
  M: ['byMonthDay', 31],
  Y: ['byYearDay', 366],
  W: ['byWeekNumber', 53],
  O: ['byMonth', 12],
  S: ['bySetPosition', 366],
} as const;

/**
 * Reads `Recurrence.specifier`, the BY parts of an RRULE in Calendar's own syntax: `D=0MO,+3TU,-1FR` (weekdays; 0 for
 * every one), `M` days of the month, `Y` days of the year, `W` weeks of the year, `O` months, `S` set positions. Parts
 * are separated by semicolons. Unknown parts are counted through `note`.
 */
export function readSpecifier(specifier: string | null, note: Note): SpecifierParts {
  const parts = {
    byDay: [] as WeekdayRule[],
    byMonthDay: [] as number[],
    byYearDay: [] as number[],
    byWeekNumber: [] as number[],
    byMonth: [] as number[],
    bySetPosition: [] as number[],
    isUnderstood: true,
  };
  for (const part of specifier?.split(';') ?? []) {
    if (part.trim() === '') continue;
    const [letter = '', list = ''] = part.trim().split('=', 2);
    const values = list.split(',', MAX_VALUES + 1).filter((value) => value.trim() !== '');
    const target = Object.hasOwn(NUMBERS, letter) ? NUMBERS[letter as keyof typeof NUMBERS] : null;
    const days = letter === 'D' ? values.map(readWeekday) : [];
    const numbers = target === null ? [] : values.map((value) => readNumber(value, target[1]));
    const isKnown = letter === 'D' || target !== null;
    if (!isKnown || values.length > MAX_VALUES || days.includes(null) || numbers.includes(null)) {
      parts.isUnderstood = false;
      note(msg('note.unknown-code', { field: 'recurrence-part', value: letter.slice(0, 8) }));
      continue;
    }
    parts.byDay.push(...days.filter((day) => day !== null));
    if (target !== null) parts[target[0]].push(...numbers.filter((number) => number !== null));
  }
  return parts;
}

/** `0MO`, `MO`, `+2TU`, `-1FR`. */
function readWeekday(text: string): WeekdayRule | null {
  const match = /^([+-]?\d{1,2})?(SU|MO|TU|WE|TH|FR|SA)$/i.exec(text.trim());
  const day = match?.[2]?.toUpperCase() as Weekday | undefined;
  const ordinal = Number(match?.[1] ?? 0);
  return day === undefined || Math.abs(ordinal) > 53 ? null : { day, ordinal };
}

function readNumber(text: string, greatest: number): number | null {
  const number = /^[+-]?\d{1,3}$/.test(text.trim()) ? Number(text) : 0;
  return number === 0 || Math.abs(number) > greatest ? null : number;
}

/** `Recurrence.by_month_months`: bit 0 is January. Used before the specifier had months. */
function monthsOf(bits: number): number[] {
  const months: number[] = [];
  for (let month = 1; month <= 12; month++) {
    if (Math.floor(bits / 2 ** (month - 1)) % 2 === 1) months.push(month);
  }
  return months;
}
