import type { BackupId } from '../../model/ids.ts';
import type { SourceFile } from '../../model/outcome.ts';

/** The files the current rows were read from: what a citation needs. */
export interface SourceFiles {
  /** Ordered by artifact, store, domain and path. @throws BACKUP_NOT_FOUND */
  list(backup: BackupId, artifact?: string): Promise<SourceFile[]>;
}
