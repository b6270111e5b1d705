import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { BackupView } from '../../../src/contract/backups.ts';
import { backupsQuery } from '../api/backups.ts';
import { createStore, useStore } from '../store.ts';

const lastSeen = createStore<string | null>(null);

/** The backup in view, otherwise the last one in view, otherwise the newest indexed one. */
export function useCurrentBackup(): BackupView | null {
  const { backupId } = useParams({ strict: false });
  const last = useStore(lastSeen);
  useEffect(() => {
    if (backupId !== undefined) lastSeen.set(backupId);
  }, [backupId]);
  const { data } = useQuery(backupsQuery);
  const backups = data?.backups ?? [];
  return (
    backups.find(({ id }) => id === (backupId ?? last)) ?? backups.find(({ status }) => status === 'INDEXED') ?? null
  );
}
