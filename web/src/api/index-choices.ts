import { queryOptions } from '@tanstack/react-query';
import type { ArtifactChoiceView } from '../../../src/contract/artifact-choice.ts';
import { backupPath, request } from './client.ts';

/** `GET /backups/{id}/index/choices`: what a run can read or leave out. The backup must be unlocked. */
export function indexChoicesQuery(backup: string) {
  return queryOptions({
    queryKey: ['backup', backup, 'choices'],
    queryFn: ({ signal }) =>
      request<{ readonly items: readonly ArtifactChoiceView[] }>(backupPath(backup, 'index', 'choices'), { signal }),
    select: ({ items }) => items,
  });
}
