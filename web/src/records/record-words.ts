import type { KindView, RecordView } from '../../../src/contract/kinds.ts';
import { formatDayText } from '../format/dates.ts';
import { formatDuration } from '../format/duration.ts';
import { personName, someonesName } from '../i18n/names.ts';
import type { Texts } from '../i18n/texts.ts';
import type { People } from './field-cell.tsx';
import { codeLabel, fieldText } from './field-text.ts';

/** Title of a record in the user's language; null if it has none. */
export function recordTitle({ title, from }: RecordView, kind: KindView, t: Texts): string | null {
  if (!isCalledAsPerson(kind)) return title === null ? null : codeTitle(title, kind);
  if (from !== null && kind.roles.title[0] === kind.roles.from) return personName(from, t);
  return title === null ? null : someonesName({ handle: null, name: title }, t);
}

/** The name of a title that is a code, and a day in words; other titles are unchanged. */
export function codeTitle(title: string, kind: KindView | null): string {
  for (const column of kind?.columns ?? []) {
    if (kind?.roles.title.includes(column.name) !== true) continue;
    if (column.format === 'day') return formatDayText(title);
    const name = column.format === 'code' ? codeLabel(column, title) : null;
    if (name !== null) return name;
  }
  return title;
}

/** True for kinds whose records are titled by a person's name. */
export function isCalledAsPerson(kind: KindView | null): boolean {
  const title = kind?.roles.title[0];
  return kind?.columns.find(({ name }) => name === title)?.kind === 'handle';
}

/** Second line of a record in a list: duration, text or place; null for none. */
export function recordLine(
  { duration, place, values, people, title }: RecordView & { readonly people: People },
  { columns, roles }: KindView,
  zone: string,
): string | null {
  const texts = roles.text.map((name) => {
    const column = columns.find((each) => each.name === name);
    const value = values[name] ?? null;
    if (column === undefined) return null;
    const person = column.kind === 'handle' && typeof value === 'string' ? people[value] : undefined;
    return person?.name ?? fieldText(column, value, zone);
  });
  const parts = [duration === null || duration === 0 ? null : formatDuration(duration), ...texts, place?.name ?? null];
  const shown = new Set(parts.filter((part) => part !== null && part !== title));
  return shown.size === 0 ? null : [...shown].join(' · ');
}
