import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import type { BackupRecord } from '../storage/index.ts';
import type { Output } from './output.ts';

/** The record, if the backup is indexed. @throws NOT_FOUND */
export function requireIndex(record: BackupRecord): BackupRecord {
  if (record.lastIndexedAt !== null) return record;
  throw new DomainError('NOT_FOUND', msg('detail.not-indexed', { backup: record.publicId }));
}

/** Prints the cursors of the adjacent pages, if there are any. */
export function printCursors(
  { next, previous = null }: { readonly next: string | null; readonly previous?: string | null },
  out: Output,
): void {
  if (previous !== null) out.info(`Back: --cursor ${previous}`);
  if (next !== null) out.info(`More: --cursor ${next}`);
}
