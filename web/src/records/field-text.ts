import { formatDayText, formatTime } from '../format/dates.ts';
import { formatDuration } from '../format/duration.ts';
import { formatMetres } from '../format/lengths.ts';
import { formatBytes, formatCount, formatDecimal, formatPercent, formatUnit } from '../format/numbers.ts';
import { currentLanguage } from '../i18n/locale.ts';
import type { FieldColumn } from './column-filter.ts';

/** What `Intl` calls the units that it knows. */
const UNITS = { kilograms: 'kilogram', metresPerSecond: 'meter-per-second' } as const;

/** Maximum number of decimals. */
const DIGITS = 5;

/** A value as one line of plain text with its unit; null for non-text values: flags, files, structured data. */
export function fieldText(column: FieldColumn, value: unknown, zone: string): string | null {
  const label = column.format === 'code' && value !== null ? codesText(column, value) : null;
  if (label !== null) return label;
  if (typeof value === 'number')
    return column.kind === 'time' ? formatTime(value, 'short', zone) : measure(column, value);
  if (typeof value !== 'string' || column.kind === 'file' || column.kind === 'json') return null;
  if (column.format === 'day') return formatDayText(value);
  const line = value.replaceAll(/\s+/g, ' ').trim();
  return line === '' ? null : line;
}

/** Longer lists are data for programs, such as samples. */
const MAX_LISTED = 100;

/** Texts and numbers of a list that has nothing else; null for other structured data, and for long lists. */
export function plainList(value: unknown): readonly (string | number)[] | null {
  if (!Array.isArray(value) || value.length > MAX_LISTED) return null;
  return value.every((each) => typeof each === 'string' || typeof each === 'number') ? value : null;
}

/** True if a record has nothing in a column: no value, or a list without entries. */
export function isNothing(value: unknown): boolean {
  return value === null || value === undefined || (Array.isArray(value) && value.length === 0);
}

/** Label of a code, or of all codes of a list; null if it has none. */
export function codesText(column: Pick<FieldColumn, 'labels'>, value: unknown): string | null {
  if (!Array.isArray(value)) return codeLabel(column, value);
  return value.length === 0 ? null : value.map((code) => codeLabel(column, code) ?? String(code)).join(', ');
}

/** Label of a code in the user's language; null if it has none. */
export function codeLabel({ labels }: Pick<FieldColumn, 'labels'>, value: unknown): string | null {
  const code = String(value);
  const names = labels !== null && Object.hasOwn(labels, code) ? labels[code] : undefined;
  return names?.[currentLanguage()] ?? names?.['en'] ?? null;
}

/** A number with its unit. */
export function measure({ kind, format }: Pick<FieldColumn, 'kind' | 'format'>, value: number): string {
  if (format === 'bytes') return formatBytes(value);
  if (format === 'seconds') return formatDuration(value * 1000);
  if (format === 'milliseconds') return formatDuration(value);
  if (format === 'metres') return formatMetres(value);
  if (format === 'percent') return formatPercent(value / 100);
  if (format === 'kilograms' || format === 'metresPerSecond') return formatUnit(value, UNITS[format]);
  if (format === 'kilocalories') return `${formatDecimal(value, 0)} kcal`;
  if (format === 'bpm') return `${formatDecimal(value, 1)} bpm`;
  if (format === 'degrees') return `${formatDecimal(value, DIGITS)}°`;
  return kind === 'integer' ? formatCount(value) : formatDecimal(value, DIGITS);
}
