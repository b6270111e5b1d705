import type { BackupView } from '../../../src/contract/backups.ts';
import { createStore } from '../store.ts';

/** Key in localStorage. Nothing secret: ids and dates of backups. */
const KEY = 'apple-juicer-offers';
/** Number of declined offers that are remembered. */
const MAX_DECLINED = 50;

/** An offer to read a backup. */
export interface Offer {
  readonly backup: BackupView;
  /** `newer`: an earlier state of it was read. */
  readonly kind: 'new' | 'newer';
}

/** Declined offers by {@link offerKey}. */
export const declinedOffers = createStore<readonly string[]>(read());

/** A backup in its state: made anew it is offered again. */
export function offerKey({ id, backedUpAt }: Pick<BackupView, 'id' | 'backedUpAt'>): string {
  return `${id} ${backedUpAt}`;
}

/** Declines an offer in this browser. */
export function decline(backup: BackupView): void {
  const declined = [...declinedOffers.get(), offerKey(backup)].slice(-MAX_DECLINED);
  declinedOffers.set(declined);
  try {
    localStorage.setItem(KEY, JSON.stringify(declined));
  } catch {
    // Full, or not allowed: for this page only.
  }
}

/**
 * The backup to suggest for reading: the newest of its device, made or found after the first backup was read. Null before
 * that, when the first run leads.
 */
export function findOffer(backups: readonly BackupView[], declined: readonly string[]): Offer | null {
  const began = Math.min(...backups.map(({ lastIndexedAt }) => lastIndexedAt ?? Number.POSITIVE_INFINITY));
  for (const backup of backups) {
    const { state, vanishedAt, status, stale, staleReasonCode, createdAt } = backup;
    const isReadable = state === 'complete' && vanishedAt === null && status !== 'INDEXING';
    if (!isReadable || declined.includes(offerKey(backup)) || !isNewest(backup, backups)) continue;
    if (stale && staleReasonCode?.code === 'stale.rewritten') return { backup, kind: 'newer' };
    const isNew = status === 'DISCOVERED' && createdAt !== null && createdAt > began;
    if (isNew) return { backup, kind: 'new' };
  }
  return null;
}

function isNewest({ id, udid, backedUpAt }: BackupView, backups: readonly BackupView[]): boolean {
  if (udid === null) return true;
  return backups.every(
    (other) => other.id === id || other.udid !== udid || (other.backedUpAt ?? 0) <= (backedUpAt ?? 0),
  );
}

function read(): readonly string[] {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(KEY) ?? '[]');
    return Array.isArray(stored) ? stored.filter((each) => typeof each === 'string').slice(-MAX_DECLINED) : [];
  } catch {
    return [];
  }
}
