import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { backupsQuery } from '../api/backups.ts';
import { countIndexChanges } from '../api/index-changes.ts';

/**
 * Requests everything again when rows of a backup have become visible or were replaced: parts of a first run, and the
 * end of every run.
 */
export function useIndexChanges(): void {
  const client = useQueryClient();
  const { data } = useQuery(backupsQuery);
  const shown =
    data === undefined
      ? null
      : JSON.stringify(
          data.backups.map(({ id, lastIndexedAt, early }) => [id, JSON.stringify([lastIndexedAt, early])]),
        );
  const before = useRef(shown);
  useEffect(() => {
    const last = before.current;
    if (last === shown) return;
    before.current = shown;
    if (last === null || shown === null) return;
    const { queryKey } = backupsQuery;
    const isContents = (query: { readonly queryKey: readonly unknown[] }): boolean => query.queryKey[0] !== queryKey[0];
    void client.invalidateQueries({ predicate: isContents });
    const known = new Map(JSON.parse(last) as [string, string][]);
    const now = JSON.parse(shown) as [string, string][];
    countIndexChanges(now.filter(([id, state]) => known.get(id) !== state).map(([id]) => id));
  }, [client, shown]);
}
