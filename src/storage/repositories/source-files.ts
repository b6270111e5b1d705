import type { Kysely } from 'kysely';
import type { BackupId } from '../../model/ids.ts';
import type { SourceFile } from '../../model/outcome.ts';
import type { CoreDatabase } from '../database.ts';
import { backupRowId } from './backup-id.ts';

/** The files that the current rows were read from, for citations. */
export class SourceFiles {
  readonly #read: Kysely<CoreDatabase>;

  constructor(read: Kysely<CoreDatabase>) {
    this.#read = read;
  }

  /** By artifact, in the order declared by the artifact. @throws BACKUP_NOT_FOUND */
  async list(backup: BackupId, artifact?: string): Promise<SourceFile[]> {
    const backupId = await backupRowId(this.#read, backup);
    const rows = await this.#read
      .selectFrom('source_files as s')
      .innerJoin('artifact_runs as r', 'r.id', 's.artifactRunId')
      .where('r.backupId', '=', backupId)
      .where('r.isCurrent', '=', true)
      .$if(artifact !== undefined, (query) => query.where('r.artifact', '=', artifact as string))
      .select(['r.artifact', 's.store', 's.fileId', 's.domain', 's.relativePath', 's.size', 's.sha256'])
      .orderBy('r.artifact')
      .orderBy('s.position')
      .execute();
    return rows.map(({ fileId, ...rest }) => ({ ...rest, fileID: fileId }));
  }
}
