import type { Kysely } from 'kysely';
import type { BackupId } from '../../model/ids.ts';
import type { LedgerEntry } from '../../model/outcome.ts';
import type { CoreDatabase } from '../database.ts';
import { backupRowId } from './backup-id.ts';
import type { Preview } from './run-types.ts';

/** A ledger line with its time. */
export interface LedgerLine extends LedgerEntry {
  /** UTC milliseconds. */
  readonly createdAt: number;
  /**
   * False if earlier rows of this artifact are shown instead, because the latest reading failed or was not finished.
   */
  readonly current: boolean;
  /** Set for a preview: the line of an artifact of which only the newest records are visible. */
  readonly preview: Preview | null;
}

/** The results of reading artifacts. */
export class Ledger {
  readonly #read: Kysely<CoreDatabase>;

  constructor(read: Kysely<CoreDatabase>) {
    this.#read = read;
  }

  /** The latest line of each artifact, by artifact id. @throws BACKUP_NOT_FOUND */
  async latest(backup: BackupId): Promise<LedgerLine[]> {
    const backupId = await backupRowId(this.#read, backup);
    const rows = await this.#read
      .selectFrom('artifact_runs as r')
      .innerJoin('index_runs as i', 'i.id', 'r.indexRunId')
      .where('i.discarded', '=', false)
      .where('r.backupId', '=', backupId)
      .where('r.outcome', 'is not', null)
      .where((eb) => eb.or([eb('r.preview', 'is', null), eb('r.isCurrent', '=', true)]))
      .where((eb) =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('artifact_runs as later')
              .select('later.id')
              .whereRef('later.backupId', '=', 'r.backupId')
              .whereRef('later.artifact', '=', 'r.artifact')
              .whereRef('later.id', '>', 'r.id')
              .where('later.outcome', 'is not', null)
              .where((or) => or.or([or('later.preview', 'is', null), or('later.isCurrent', '=', true)])),
          ),
        ),
      )
      .selectAll('r')
      .orderBy('r.artifact')
      .execute();
    return rows.map(
      ({
        artifact,
        version,
        outcome,
        reason,
        found,
        parsed,
        skipped,
        notes,
        milliseconds,
        createdAt,
        isCurrent,
        preview,
      }) => ({
        artifact,
        version,
        outcome: outcome as LedgerEntry['outcome'],
        reason,
        found,
        parsed,
        skipped,
        notes,
        milliseconds,
        createdAt,
        current: isCurrent,
        preview,
      }),
    );
  }
}
