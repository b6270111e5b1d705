import { DomainError } from '../model/errors.ts';
import type { BackupRecord } from '../storage/index.ts';
import type { Output } from './output.ts';

/** The record, if the backup is indexed. @throws NOT_FOUND */
export function requireIndex(record: BackupRecord): BackupRecord {
  if (record.lastIndexedAt !== null) return record;
  throw new DomainError('NOT_FOUND', `This backup is not indexed yet: run \`apple-juicer index ${record.publicId}\`.`);
}

/** Tells how to get the next page, when there is one. */
export function tellNext(next: string | null, out: Output): void {
  if (next !== null) out.tell(`More: --cursor ${next}`);
}
