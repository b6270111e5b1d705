import { perLocale } from '../i18n/locale.ts';

/** Decimals of a length: a person is 1.74 m tall, a walk 8.12 km long, a town 812 m away. */
const unitOf = (unit: string, maximumFractionDigits: number) =>
  perLocale((locale) => new Intl.NumberFormat(locale, { style: 'unit', unit, maximumFractionDigits }));

const short = unitOf('meter', 2);
const metres = unitOf('meter', 0);
const kilometres = unitOf('kilometer', 2);

/** `1.74 m`, `812 m`, `8.12 km` */
export function formatMetres(length: number): string {
  const size = Math.abs(length);
  if (size >= 999.5) return kilometres().format(length / 1000);
  return (size < 9.995 ? short() : metres()).format(length);
}
