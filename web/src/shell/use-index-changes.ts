import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { backupsQuery } from '../api/backups.ts';
import { indexChanges } from '../api/index-changes.ts';

/**
 * Requests everything again when rows of a backup have become visible or were replaced: parts of a first run, and the
 * end of every run.
 */
export function useIndexChanges(): void {
  const client = useQueryClient();
  const { data } = useQuery(backupsQuery);
  const shown =
    data === undefined ? null : JSON.stringify(data.backups.map((each) => [each.id, each.lastIndexedAt, each.early]));
  const before = useRef(shown);
  useEffect(() => {
    const isFirst = before.current === null;
    if (before.current === shown) return;
    before.current = shown;
    if (isFirst) return;
    const { queryKey } = backupsQuery;
    const isContents = (query: { readonly queryKey: readonly unknown[] }): boolean => query.queryKey[0] !== queryKey[0];
    void client.invalidateQueries({ predicate: isContents });
    indexChanges.set(indexChanges.get() + 1);
  }, [client, shown]);
}
