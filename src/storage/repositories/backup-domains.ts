import type { Kysely } from 'kysely';
import type { BackupId } from '../../model/ids.ts';
import type { CoreDatabase } from '../database.ts';
import { sanitiseText } from '../sanitise.ts';
import { backupRowId } from './backup-id.ts';

/** Payload size of one domain. */
export interface DomainBytes {
  readonly domain: string;
  readonly files: number;
  readonly bytes: number;
}

/** Rows per INSERT, because engines limit the number of parameters. */
const ROWS = 500;
/** Maximum domain length in UTF-16 units, because engines limit key sizes. Real ones have less than a hundred. */
const MAX_DOMAIN = 500;

/** The sizes of domains of backups as of the last indexing. */
export class BackupDomains {
  readonly #read: Kysely<CoreDatabase>;
  readonly #write: Kysely<CoreDatabase>;

  constructor(read: Kysely<CoreDatabase>, write: Kysely<CoreDatabase>) {
    this.#read = read;
    this.#write = write;
  }

  /** Replaces the sizes of a backup. Domains whose names are stored alike are combined. @throws BACKUP_NOT_FOUND */
  async replace(backup: BackupId, domains: readonly DomainBytes[]): Promise<void> {
    const stored = new Map<string, DomainBytes>();
    for (const { domain, files, bytes } of domains) {
      const name = sanitiseText(domain.slice(0, MAX_DOMAIN));
      const known = stored.get(name);
      stored.set(name, {
        domain: name,
        files: files + (known?.files ?? 0),
        bytes: bytes + (known?.bytes ?? 0),
      });
    }
    const rows = [...stored.values()];
    await this.#write.transaction().execute(async (trx) => {
      const backupId = await backupRowId(trx, backup);
      await trx.deleteFrom('backup_domains').where('backupId', '=', backupId).execute();
      for (let from = 0; from < rows.length; from += ROWS) {
        const values = rows.slice(from, from + ROWS).map((row) => ({ backupId, ...row }));
        await trx.insertInto('backup_domains').values(values).execute();
      }
    });
  }

  /** The sizes of all domains, largest first; empty if not counted yet. @throws BACKUP_NOT_FOUND */
  async list(backup: BackupId): Promise<DomainBytes[]> {
    const backupId = await backupRowId(this.#read, backup);
    const rows = await this.#read
      .selectFrom('backup_domains')
      .select(['domain', 'files', 'bytes'])
      .where('backupId', '=', backupId)
      .execute();
    return rows.sort((a, b) => b.bytes - a.bytes || (a.domain < b.domain ? -1 : 1));
  }
}
