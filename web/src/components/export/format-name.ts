import type { Texts } from '../../i18n/texts.ts';

/** Name of a format for people. */
export function formatName(format: string, t: Texts): string {
  const names: Readonly<Record<string, string>> = t.records.export.formats;
  return names[format] ?? format.toUpperCase();
}
