/**
 * Helper process that reads one database of a backup. A hostile database can only hang this process, which is then
 * killed.
 */

import { FileOpener, importClassKeys, Sandbox } from '../../backup/index.ts';
import { openSourceDatabase } from '../../backup/source-database/open-source-database.ts';
import type { SourceDatabase } from '../../backup/types.ts';
import { plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { serveParent } from '../process/serve.ts';
import { readRows, readTables } from './read-tables.ts';
import type { DatabaseFacts, DatabaseQuestion } from './types.ts';

/** A larger database takes too long to read for a digest while people wait for its first table. */
const MAX_DIGESTED = 64 * 1024 * 1024;

let database: SourceDatabase | null = null;
let sandbox: Sandbox | null = null;

process.on('exit', () => {
  database?.close();
  sandbox?.dispose();
});

/** The class keys are used once to unwrap the key of the database and then disposed of. */
async function open(
  { folder, entry, walEntry, tempPath }: Extract<DatabaseQuestion, { type: 'open' }>,
  exported: Uint8Array | null,
): Promise<void> {
  const keys = exported === null ? null : importClassKeys(exported);
  const files = await FileOpener.of(folder, keys);
  try {
    database = await openSourceDatabase(
      entry,
      { find: (_domain, path) => (path === walEntry?.relativePath ? walEntry : null) },
      {
        openFile: (file) => files.openStored(file),
        hasPayload: (file) => files.hasPayload(file),
        sandbox: tempPath === null ? null : async () => (sandbox ??= await Sandbox.open(tempPath)),
        inPlace: true,
        onClose: () => {},
      },
    );
  } finally {
    keys?.dispose();
  }
}

function opened(): SourceDatabase {
  if (database === null) throw new DomainError('INTERNAL', plain('The database has not been opened.'));
  return database;
}

async function facts(): Promise<DatabaseFacts> {
  const { db, size, wal, walMissing = false, sha256 } = opened();
  const log =
    wal === null || wal.isJournal ? null : { frames: wal.frames, ignoredFrames: wal.ignoredFrames, sha256: wal.sha256 };
  return { tables: readTables(db), wal: log, walMissing, sha256: size > MAX_DIGESTED ? null : await sha256() };
}

serveParent(async (raw, secret) => {
  const question = raw as DatabaseQuestion;
  switch (question.type) {
    case 'open':
      return open(question, secret);
    case 'facts':
      return facts();
    case 'rows':
      return readRows(opened().db, question);
    default:
      return question satisfies never;
  }
});
