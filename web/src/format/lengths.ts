import { perLocale } from '../i18n/locale.ts';

const metres = perLocale(
  (locale) => new Intl.NumberFormat(locale, { style: 'unit', unit: 'meter', maximumFractionDigits: 0 }),
);

/** `12 m` */
export function formatMetres(length: number): string {
  return metres().format(length);
}
