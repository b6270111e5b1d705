import { createCipheriv, hash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { DatabaseSync } from 'node:sqlite';
import type { RawManifestRow } from './backup-spec.ts';
import { writeMbdb, writeMbdbRecord } from './mbdb-writer.ts';
import { type MbFile, writeMbFile } from './mbfile-writer.ts';

/** `flags` of a row of Manifest.db. */
const FLAGS = { file: 1, directory: 2, symlink: 4 } as const;

/** One entry of the manifest. */
export interface ManifestRow extends MbFile {
  readonly fileID: string;
  readonly domain: string;
  readonly kind: keyof typeof FLAGS;
}

/** Collects rows and writes them as one manifest. */
export interface ManifestWriter {
  add(row: ManifestRow): void;
  /** Writes pending rows. No rows may be added afterwards. */
  finish(): Promise<void>;
  /** Closes the file, finished or not. Can be called repeatedly. */
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

/** Encryption of single records: `Properties` of the database, and the cipher. */
export interface RecordCipher {
  readonly properties: Readonly<Record<string, Uint8Array>>;
  encrypt(record: Uint8Array): string;
}

/**
 * The cipher of iOS 10.0 (iphone-dataprotection, pull request 30): AES-128-CBC in base64. Key and verifier are hashes
 * of password and salt.
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

/** Writes Manifest.db at `path`, unencrypted. Of entries with the same fileID the last one is kept. */
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
      // Devices leave WAL in the header although there is no -wal. SQLite then cannot open the database from memory.
      db.exec('PRAGMA journal_mode = WAL');
      db.close();
      return Promise.resolve();
    },
    close: () => {
      if (db.isOpen) db.close();
    },
  };
}

/** Writes Manifest.mbdb at `path`: directories first, as iOS 4–9 lists them. */
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
