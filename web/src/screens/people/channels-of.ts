import type { PersonSummaryView } from '../../../../src/contract/people.ts';
import { formatCount } from '../../format/numbers.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { Kinds } from '../../kinds/kinds.ts';

/** Maximum number of kinds listed. */
const NAMED = 3;

/** The most frequent kinds of records with a person: `1,283 Messages · 12 Calls · in 2 groups`. */
export function channelsOf({ counts }: PersonSummaryView, kinds: Kinds, { people }: Texts): string {
  const groups = counts.reduce((sum, { groups = 0 }) => sum + groups, 0);
  const parts = [...richest(counts), ...(groups > 0 ? [{ groups }] : [])].map((part) =>
    'groups' in part ? people.groups({ count: part.groups }) : countOf(part, kinds),
  );
  return parts.length === 0 ? people.nothing : parts.join(' · ');
}

/** `12 Calls`. */
export function countOf({ kind, records }: { readonly kind: string; readonly records: number }, kinds: Kinds): string {
  return `${formatCount(records)} ${records === 1 ? kinds.one(kind) : kinds.many(kind)}`;
}

/** The most frequent kinds. */
function richest(counts: PersonSummaryView['counts']): { readonly kind: string; readonly records: number }[] {
  return counts
    .filter(({ records }) => records > 0)
    .toSorted((one, other) => other.records - one.records)
    .slice(0, NAMED)
    .map(({ kind, records }) => ({ kind, records }));
}
