import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useEffect } from 'react';
import type { BackupView } from '../../../src/contract/backups.ts';
import { backupsQuery } from '../api/backups.ts';
import { createStore, useStore } from '../store.ts';

/** Key in the storage of the tab. */
const KEY = 'apple-juicer-backup';

/** Kept with the tab, so that a search that is loaded again is still beside the same backup. */
const lastSeen = createStore<string | null>(read());

lastSeen.subscribe(() => {
  try {
    sessionStorage.setItem(KEY, lastSeen.get() ?? '');
  } catch {
    // Storage is blocked or full: it is known until the page is closed.
  }
});

function read(): string | null {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    return null;
  }
}

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

/**
 * Id of {@link useCurrentBackup}. Known before the list of backups has arrived if the URL or the tab has it, so that keys
 * and links work from the start.
 */
export function useCurrentBackupId(): string | null {
  const { backupId } = useParams({ strict: false });
  const last = useStore(lastSeen);
  const current = useCurrentBackup();
  const { data } = useQuery(backupsQuery);
  return data === undefined ? (backupId ?? last) : (current?.id ?? null);
}
