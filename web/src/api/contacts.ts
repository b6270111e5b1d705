import { queryOptions } from '@tanstack/react-query';
import type { ContactView } from '../../../src/contract/contacts.ts';
import { backupPath, request } from './client.ts';

/** One contact with all values of its cards. */
export function contactQuery(backup: string, key: string) {
  return queryOptions({
    queryKey: ['people', backup, 'contact', key],
    queryFn: ({ signal }) => request<ContactView>(backupPath(backup, 'artifacts', 'contacts', key), { signal }),
  });
}

/** URL of the picture of a contact. */
export function contactPhotoUrl(backup: string, key: string): string {
  return backupPath(backup, 'artifacts', 'contacts', key, 'photo');
}
