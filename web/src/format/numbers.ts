import { perLocale } from '../i18n/locale.ts';
import { moneyFormatter } from './money-formatter.ts';

const counts = perLocale((locale) => new Intl.NumberFormat(locale));
const compact = perLocale((locale) => new Intl.NumberFormat(locale, { notation: 'compact', maximumFractionDigits: 1 }));
const percents = perLocale((locale) => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 0 }));
const collators = perLocale((locale) => new Intl.Collator(locale, { numeric: true, sensitivity: 'base' }));

/** `12,345` */
export function formatCount(count: number): string {
  return counts().format(count);
}

/** `12K`, for limited space; the exact number belongs in a title. */
export function formatCompact(count: number): string {
  return compact().format(count);
}

/** `40%` of a fraction between 0 and 1. */
export function formatPercent(fraction: number): string {
  return percents().format(fraction);
}

const decimals = perLocale(
  (locale) =>
    new Map(
      [0, 1, 2, 3, 4, 5].map((digits) => [digits, new Intl.NumberFormat(locale, { maximumFractionDigits: digits })]),
    ),
);

/** `1,234.5`, with at most `digits` (0 to 5) decimals. */
export function formatDecimal(value: number, digits: number): string {
  return (decimals().get(digits) ?? counts()).format(value);
}

const measures = perLocale(
  (locale) =>
    new Map(
      (['kilogram', 'meter-per-second'] as const).map((unit) => [
        unit,
        new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits: 1 }),
      ]),
    ),
);

/** `71.5 kg`, `2.4 m/s` */
export function formatUnit(value: number, unit: 'kilogram' | 'meter-per-second'): string {
  return (measures().get(unit) ?? counts()).format(value);
}

/** Compares texts in the order of the user's language, with numbers by value. */
export function compareTexts(one: string, other: string): number {
  return collators().compare(one, other);
}

const money = perLocale(moneyFormatter);

/** `₹12.50` */
export function formatMoney(amount: number, currency: string | null): string {
  return money()(amount, currency);
}

const UNITS = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const;

/** `48.3 GB`, in powers of 1000 like Finder and iOS. */
export function formatBytes(bytes: number): string {
  const step = bytes < 1000 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log10(bytes) / 3));
  const unit = UNITS[step] ?? 'byte';
  return unitFormat(unit).format(bytes / 1000 ** step);
}

const unitFormats = perLocale(
  (locale) =>
    new Map(
      UNITS.map((unit) => [
        unit,
        new Intl.NumberFormat(locale, {
          style: 'unit',
          unit,
          unitDisplay: unit === 'byte' ? 'long' : 'short',
          maximumFractionDigits: 1,
        }),
      ]),
    ),
);

function unitFormat(unit: (typeof UNITS)[number]): Intl.NumberFormat {
  return unitFormats().get(unit) ?? counts();
}
