import type { PersonSummaryView } from '../../../src/contract/people.ts';
import type { RecordLink } from '../kinds/links.ts';

/** Link to a person. */
export function personLink(backup: string, { key }: Pick<PersonSummaryView, 'key'>): RecordLink {
  return { to: '/b/$backupId/people', params: { backupId: backup }, search: { p: key } };
}
