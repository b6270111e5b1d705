import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import {
  type BackupSpec,
  DEFAULT_PEOPLE,
  type MessagesTruth,
  type SyntheticEntry,
  type WrittenBackup,
  writeBackup,
  writeContactsDatabase,
  writeMessagesDatabase,
  writePlainBody,
} from '../../synthetic/index.ts';

/** Password of all encrypted backups in these tests. */
export const PASSWORD = 'Tr0ub4dor&3 needle of a password';

/** Needle in the payload of every file that is not a database: only the backup itself may contain it. */
export const PAYLOAD_NEEDLE = 'payloadneedle-7d0c1f2e9a';

/** Needle in every database of the backup, in a table that is not read: copies contain it, the index must not. */
export const DATABASE_NEEDLE = 'databaseneedle-3b9e5a60c4';

/** A backup with needles in it. */
export interface PlantedBackup {
  readonly written: WrittenBackup;
  readonly messages: MessagesTruth;
  /** A large file full of needles. */
  readonly video: { readonly domain: string; readonly relativePath: string; readonly size: number };
}

/** Contents of the backup to write. */
export interface PlantedSpec extends Partial<BackupSpec> {
  readonly size?: number;
  /** Number of bytes of needles added to sms.db. */
  readonly padding?: number;
}

const VIDEO = { domain: 'CameraRollDomain', relativePath: 'Media/DCIM/100APPLE/IMG_0002.MOV', size: 8 * 1024 * 1024 };

/** Bytes per row of padding. */
const PADDING_ROW = 1024 * 1024;

/** Writes a backup with needles in databases and other files. The newest messages are in the `-wal` of sms.db only. */
export async function writePlanted(folder: string, spec: PlantedSpec): Promise<PlantedBackup> {
  const { size = 200, padding = 0, ...backup } = spec;
  const scratch = mkdtempSync(join(tmpdir(), 'aj-planted-'));
  const at = (name: string): string => join(scratch, name);
  try {
    const seed = backup.seed ?? 'planted';
    const messages = writeMessagesDatabase(at('live.db'), { seed, size, indexes: false });
    writeContactsDatabase(at('AddressBook.sqlitedb'), at('Images.sqlitedb'), { seed, people: DEFAULT_PEOPLE });
    plant(at('live.db'), at('sms.db'), padding);
    const inHome = (relativePath: string, path: string): SyntheticEntry => {
      return { domain: 'HomeDomain', relativePath, kind: 'file', contents: { path } };
    };
    const text = (length: number): Buffer => Buffer.alloc(length, `${PAYLOAD_NEEDLE} `);
    const written = await writeBackup(folder, {
      seed,
      manifest: 'db',
      layout: 'sharded',
      deviceName: 'Planted',
      ...backup,
      files: [
        inHome('Library/SMS/sms.db', at('sms.db')),
        inHome('Library/SMS/sms.db-wal', at('sms.db-wal')),
        inHome('Library/AddressBook/AddressBook.sqlitedb', at('AddressBook.sqlitedb')),
        inHome('Library/AddressBook/AddressBookImages.sqlitedb', at('Images.sqlitedb')),
        { ...VIDEO, kind: 'file', contents: text(VIDEO.size) },
        {
          domain: 'CameraRollDomain',
          relativePath: 'Media/DCIM/100APPLE/IMG_0001.JPG',
          kind: 'file',
          contents: text(5_000),
        },
        { domain: 'AppDomain-com.example', relativePath: 'Documents/a.txt', kind: 'file', contents: text(100) },
        {
          domain: 'AppDomain-com.example',
          relativePath: 'Library/Preferences/com.example.plist',
          kind: 'file',
          contents: writePlainBody(PAYLOAD_NEEDLE),
        },
        {
          domain: 'AppDomain-com.example',
          relativePath: 'Documents/link',
          kind: 'symlink',
          target: '../../etc/passwd',
        },
      ],
    });
    return { written, messages, video: VIDEO };
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

/**
 * Copies `live` to `path` and `path-wal` with a table of needles: `padding` bytes in the main file, one row in the
 * `-wal`.
 */
function plant(live: string, path: string, padding: number): void {
  const db = new DatabaseSync(live);
  db.exec('PRAGMA synchronous = OFF; CREATE TABLE planted (contents BLOB)');
  const insert = db.prepare('INSERT INTO planted VALUES (?)');
  const row = Buffer.alloc(PADDING_ROW, `${DATABASE_NEEDLE} `);
  for (let bytes = 0; bytes < padding; bytes += row.length) insert.run(row);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
  insert.run(Buffer.from(DATABASE_NEEDLE));
  copyFileSync(live, path);
  copyFileSync(`${live}-wal`, `${path}-wal`);
  db.close();
}

/** Leaves a `-wal` beside an unencrypted Manifest.db, like a killed tool that opened it in place. */
export function leaveManifestWal(folder: string): void {
  const path = join(folder, 'Manifest.db');
  const scratch = mkdtempSync(join(tmpdir(), 'aj-manifest-'));
  const live = join(scratch, 'live.db');
  copyFileSync(path, live);
  const db = new DatabaseSync(live);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0');
  db.exec("INSERT INTO Files (fileID, domain, relativePath, flags) VALUES ('00', 'WalDomain', 'only in the log', 2)");
  copyFileSync(live, path);
  copyFileSync(`${live}-wal`, `${path}-wal`);
  db.close();
  rmSync(scratch, { recursive: true });
}
