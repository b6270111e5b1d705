import type { PersonSummaryView } from '../../../src/contract/people.ts';
import type { RecordLink } from './record-link.ts';

/** Everything of one person. */
export function personLink(backup: string, { name }: Pick<PersonSummaryView, 'key' | 'name'>): RecordLink {
  return { to: '/search', search: { from: name, backup } };
}
