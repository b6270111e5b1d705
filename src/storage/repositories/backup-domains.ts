import type { Kysely } from 'kysely';
import type { BackupId } from '../../model/ids.ts';
import type { CoreDatabase } from '../database.ts';
import { sanitiseText } from '../sanitise.ts';
import { backupRowId } from './backup-id.ts';

/** What the payloads of one domain take. */
export interface DomainBytes {
  readonly domain: string;
  readonly files: number;
  readonly bytes: number;
}

/** Rows of one INSERT: engines limit its parameters. */
const ROWS = 500;
/** Longest domain in UTF-16 units: engines limit what a key may hold. Real ones have less than a hundred. */
const MAX_DOMAIN = 500;

/** What the domains of backups take on disk, as it was when they were last indexed. */
export class BackupDomains {
  readonly #read: Kysely<CoreDatabase>;
  readonly #write: Kysely<CoreDatabase>;

  constructor(read: Kysely<CoreDatabase>, write: Kysely<CoreDatabase>) {
    this.#read = read;
    this.#write = write;
  }

  /** Writes what was counted in the place of what was there. Domains whose names are stored alike count as one. @throws BACKUP_NOT_FOUND */
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

  /** What each domain takes, the largest first; empty where nothing was counted yet. @throws BACKUP_NOT_FOUND */
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
