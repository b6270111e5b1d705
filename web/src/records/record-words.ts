import type { KindView, RecordView } from '../../../src/contract/kinds.ts';
import { formatDuration } from '../format/duration.ts';
import type { Texts } from '../i18n/en/index.ts';
import { personName, someonesName } from '../i18n/names.ts';

/** What a record is called in the reader's language; null where nothing names it. */
export function recordTitle({ title, from }: RecordView, kind: KindView, t: Texts): string | null {
  if (!isCalledAsPerson(kind)) return title;
  if (from !== null && kind.roles.title[0] === kind.roles.from) return personName(from, t);
  return title === null ? null : someonesName({ handle: null, name: title }, t);
}

/** Records that are called by the name of somebody. */
export function isCalledAsPerson(kind: KindView | null): boolean {
  const title = kind?.roles.title[0];
  return kind?.columns.find(({ name }) => name === title)?.kind === 'handle';
}

/** The line below the title in a list: its text, how long it is, where it was; null for nothing. */
export function recordLine({ text, duration, place }: RecordView): string | null {
  const parts = [
    duration === null || duration === 0 ? null : formatDuration(duration),
    text?.replaceAll(/\s+/g, ' ').trim() ?? null,
    place?.name ?? null,
  ].filter((part) => part !== null && part !== '');
  return parts.length === 0 ? null : [...new Set(parts)].join(' · ');
}
