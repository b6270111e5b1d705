import { hash } from 'node:crypto';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { sqlite } from '../src/artifacts/kit/artifact.ts';
import { decodeMbFileBlob } from '../src/backup/manifest/decode-blob.ts';
import { SqlManifest } from '../src/backup/manifest/sql-manifest.ts';
import { matchStores } from '../src/indexing/match-stores.ts';
import { type BenchRow, median, printRows } from './bench.ts';

const FILES = 300_000;
const ARTIFACTS = 150;
const ROUNDS = 5;
/** Maximum processor time for finding all stores, in seconds. */
const LIMIT = 1;

/** Two patterns each, like those of real artifacts: in one domain, in any app's domain, at any depth. */
const artifacts = Array.from({ length: ARTIFACTS }, (_, index) => ({
  id: `artifact-${index}`,
  stores: {
    one: sqlite('HomeDomain', `Library/Store${index}/*/main.db`),
    any: sqlite(index % 2 === 0 ? 'AppDomain-*' : 'AppDomain*-*', `**/Store${index}/*.sqlite`),
  },
}));

/** A manifest with records like those of a real one, as the pass reads them. */
function manifest(): SqlManifest {
  const db = new DatabaseSync(':memory:');
  db.exec('CREATE TABLE Files (fileID TEXT PRIMARY KEY, domain TEXT, relativePath TEXT, flags INTEGER, file BLOB)');
  const insert = db.prepare('INSERT INTO Files VALUES (?, ?, ?, 1, ?)');
  const record = Buffer.alloc(600, 7);
  db.exec('BEGIN');
  for (let index = 0; index < FILES; index++) {
    const [domain, path] = nameOf(index);
    insert.run(hash('sha1', `${domain}-${path}`), domain, path, record);
  }
  db.exec('COMMIT');
  return new SqlManifest('manifest.db', db, decodeMbFileBlob, () => db.close());
}

function nameOf(index: number): [domain: string, path: string] {
  if (index % 2000 === 0) return ['AppDomain-com.example.app', `Library/Store${(index / 2000) % ARTIFACTS}/a.sqlite`];
  if (index % 3 === 0) return ['CameraRollDomain', `Media/DCIM/${100 + (index % 50)}APPLE/IMG_${index}.HEIC`];
  if (index % 7 === 0) return ['HomeDomain', `Library/Folder${index % 90}/file-${index}.plist`];
  return [`AppDomain-com.example.app${index % 400}`, `Library/Application Support/part${index % 20}/${index}/data.bin`];
}

/** The stores of 150 artifacts with 300 patterns among 300,000 files. */
export function run(): BenchRow[] {
  const source = manifest();
  const times = Array.from({ length: ROUNDS }, () => {
    const start = process.cpuUsage();
    matchStores(artifacts, source);
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1e6;
  });
  source.close();
  const seconds = median(times);
  return [
    {
      name: `stores of ${ARTIFACTS} artifacts found`,
      value: `${seconds.toFixed(2)} s of processor time`,
      limit: `≤ ${LIMIT} s for ${FILES.toLocaleString('en')} files and ${ARTIFACTS * 2} patterns`,
      ratio: seconds / LIMIT,
      ok: seconds <= LIMIT,
      note: `median of ${ROUNDS} rounds`,
    },
  ];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) printRows(run());
