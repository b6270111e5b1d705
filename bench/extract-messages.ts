import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { messages } from '../src/artifacts/rich/messages/index.ts';
import type { SourceDatabase } from '../src/backup/types.ts';
import { writeMessagesDatabase } from '../src/synthetic/messages/messages-database.ts';
import { type BenchRow, median, printRows } from './bench.ts';

/** Number of messages: enough to make start-up negligible. */
const SIZE = Number(process.env.BENCH_MESSAGES ?? 200_000);
const ROUNDS = 3;

/** Messages per second on one core, so that extraction leaves the writer its half of 50,000 rows per second. */
const GOAL = 90_000;

/** Extraction speed of Messages rows on one core, compared with the goal and with reading the bare columns. */
export async function run(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), 'apple-juicer-bench-'));
  try {
    const path = join(folder, 'sms.db');
    writeMessagesDatabase(path, { seed: 'bench', size: SIZE });
    const db = new DatabaseSync(path, { readOnly: true });
    const rates = { extract: [] as number[], read: [] as number[] };
    for (let round = 0; round <= ROUNDS; round++) {
      const read = rate(() => readBareColumns(db));
      const extract = rate(() => extractAll(db));
      // The first round is a warm-up.
      if (round > 0) {
        rates.read.push(read);
        rates.extract.push(extract);
      }
    }
    db.close();
    const extract = median(rates.extract);
    const read = median(rates.read);
    const perSecond = (messages: number): string => `${Math.round(messages).toLocaleString('en')} messages/s`;
    return [
      {
        name: `extract ${SIZE.toLocaleString('en')} messages`,
        value: perSecond(extract),
        limit: perSecond(GOAL),
        ratio: extract / GOAL,
        ok: extract >= GOAL,
        note: `node:sqlite hands over guid, body, date and sender alone at ${perSecond(read)}`,
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Messages per second of CPU time, independent of the load on other cores. */
function rate(work: () => void): number {
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (SIZE * 1_000_000) / (user + system);
}

/** The minimum work of any reader of messages through node:sqlite. */
function readBareColumns(db: DatabaseSync): void {
  const statement = db.prepare('SELECT ROWID, guid, text, attributedBody, date / 1000000, handle_id FROM message');
  statement.setReturnArrays(true);
  let rows = 0;
  for (const _ of statement.iterate()) rows++;
  if (rows !== SIZE) throw new Error('rows are missing');
}

function extractAll(db: DatabaseSync): void {
  const rows = messages.extract({
    stores: { db: [{ db } as unknown as SourceDatabase], addressBook: [], drafts: [] },
    files: { db: [], addressBook: [], drafts: [] },
    file: () => null,
    looseFiles: [],
    region: 'US',
    fileAt: () => ({ fileID: '0'.repeat(40), state: 'present' }),
    note() {},
    found() {},
    lost() {},
    progress() {},
    slice: { index: 0, of: 1 },
    isExcerpt: false,
  });
  let count = 0;
  for (const [table] of rows) if (table === 'messages') count++;
  if (count < SIZE / 2) throw new Error('rows are missing');
}

if (process.argv[1] === fileURLToPath(import.meta.url)) printRows(await run());
