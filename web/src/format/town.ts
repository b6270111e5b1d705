import type { TownView } from '../../../src/contract/map.ts';
import { currentLanguage, perLocale } from '../i18n/locale.ts';
import { TOWN_EXONYMS } from './town-exonyms.ts';

const regions = perLocale((locale) => new Intl.DisplayNames(locale, { type: 'region', fallback: 'none' }));

/** Name of a country by its ISO 3166-1 code; null if the browser knows none. */
export function countryName(code: string): string | null {
  return /^[A-Z]{2}$/.test(code) ? (regions().of(code) ?? null) : null;
}

/** Name of a town in the language of the page, if it has one of its own there. */
export function localTownName({ name, country }: Pick<TownView, 'name' | 'country'>): string {
  const [german = name, french = name] = TOWN_EXONYMS[`${country} ${name}`] ?? [];
  const names: Readonly<Record<string, string>> = { de: german, fr: french };
  return names[currentLanguage()] ?? name;
}

/** `Padova, Italy` */
export function townName(town: Pick<TownView, 'name' | 'country'>): string {
  return [localTownName(town), countryName(town.country) ?? town.country].join(', ');
}
