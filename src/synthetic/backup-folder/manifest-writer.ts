import { createCipheriv, hash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import type { RawManifestRow } from './backup-spec.ts';
import { writeMbdb, writeMbdbRecord } from './mbdb-writer.ts';
import { type MbFile, writeMbFile } from './mbfile-writer.ts';

/** `flags` of a row of Manifest.db. */
const FLAGS = { file: 1, directory: 2, symlink: 4 } as const;

/** One entry as the manifest lists it. */
export interface ManifestRow extends MbFile {
  readonly fileID: string;
  readonly domain: string;
  readonly kind: keyof typeof FLAGS;
}

/** Collects rows and writes them out as one manifest. */
export interface ManifestWriter {
  add(row: ManifestRow): void;
  /** Writes what is still held. Nothing may be added afterwards. */
  finish(): Promise<void>;
  /** Lets go of the file, finished or not. Safe to call twice. */
  close(): void;
}

/** The schema of a real iOS 14.3 Manifest.db, pragmas included: auto_vacuum INCREMENTAL, user_version 2, WAL. */
const SCHEMA = `
  PRAGMA auto_vacuum = 2;
  PRAGMA user_version = 2;
  CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB);
  CREATE INDEX FilesDomainIdx ON Files(domain);
  CREATE INDEX FilesRelativePathIdx ON Files(relativePath);
  CREATE INDEX FilesFlagsIdx ON Files(flags);
  CREATE TABLE Properties (key TEXT PRIMARY KEY, value BLOB);
`;

/** What encrypts single records: `Properties` of the database, and how a record is stored. */
export interface RecordCipher {
  readonly properties: Readonly<Record<string, Uint8Array>>;
  encrypt(record: Uint8Array): string;
}

/**
 * The cipher of iOS 10.0 (iphone-dataprotection, pull request 30): AES-128-CBC in base64, with a key and a proof that are
 * hashes of password and salt.
 */
export function recordCipher(password: string, salt: Uint8Array): RecordCipher {
  const secret = Buffer.concat([Buffer.from(password, 'utf8'), salt]);
  const key = hash('sha1', secret, 'buffer').subarray(0, 16);
  const iv = Buffer.from('000102030405060708090a0b0c0d0e0f', 'hex');
  return {
    properties: { salt, passwordHash: hash('sha256', secret, 'buffer') },
    encrypt: (record) => {
      const cipher = createCipheriv('aes-128-cbc', key, iv);
      return Buffer.concat([cipher.update(record), cipher.final()]).toString('base64');
    },
  };
}

/** Writes Manifest.db at `path`, in clear. An entry given twice is listed once, as given last. */
export function manifestDatabaseWriter(
  path: string,
  rawRows: readonly RawManifestRow[] = [],
  cipher: RecordCipher | null = null,
): ManifestWriter {
  const db = new DatabaseSync(path);
  db.exec('PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF');
  db.exec(SCHEMA);
  db.exec('BEGIN');
  const insert = db.prepare(
    'INSERT OR REPLACE INTO Files (fileID, domain, relativePath, flags, file) VALUES (?, ?, ?, ?, ?)',
  );
  const property = db.prepare('INSERT INTO Properties VALUES (?, ?)');
  for (const [key, value] of Object.entries(cipher?.properties ?? {})) property.run(key, value);
  return {
    add: (row) => {
      insert.run(
        row.fileID,
        row.domain,
        row.relativePath,
        FLAGS[row.kind],
        cipher?.encrypt(writeMbFile(row)) ?? writeMbFile(row),
      );
    },
    finish: () => {
      for (const row of rawRows) insert.run(row.fileID, row.domain, row.relativePath, row.flags, row.file);
      db.exec('COMMIT');
      // A device leaves the header saying WAL although there is no -wal: a trap for whoever opens it from memory.
      db.exec('PRAGMA journal_mode = WAL');
      db.close();
      return Promise.resolve();
    },
    close: () => {
      if (db.isOpen) db.close();
    },
  };
}

/** Writes Manifest.mbdb at `path`: folders first, as iOS 4–9 lists them. */
export function mbdbManifestWriter(path: string): ManifestWriter {
  const directories: Buffer[] = [];
  const others: Buffer[] = [];
  return {
    add: (row) => {
      (row.kind === 'directory' ? directories : others).push(writeMbdbRecord(row));
    },
    finish: () => writeFile(path, writeMbdb([...directories, ...others])),
    close: () => undefined,
  };
}
