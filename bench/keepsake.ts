import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { SearchIndex } from '../src/export/keepsake/search/search-index.ts';
import { builtCli } from '../test/support/bundled-cli.ts';
import { type BenchRow, printRows } from './bench.ts';
import { indexBackup } from './index-backup.ts';
import { MESSAGES, PASSWORD, withPhone } from './phone.ts';
import { MemoryWatch } from './processes.ts';

/** Seconds for 200,000 messages and the grid of 20,000 photos. */
const MAX_SECONDS = (300 * MESSAGES) / 200_000;
const MAX_RSS_MIB = 512;
/** Documents of the index that is measured by itself. */
const DOCUMENTS = 1_000_000;
const WORDS = 20_000;

/** Exports a keepsake with thumbnails by the command line. */
async function exported(folder: string, entry: string, phone: string): Promise<BenchRow[]> {
  const variables = {
    APPLE_JUICER_BACKUP_PATHS__BASE_PATH: dirname(phone),
    APPLE_JUICER_BACKUP_PATHS__DEFAULT_FOLDERS: 'false',
    APPLE_JUICER_BACKUP_PATHS__TEMP_PATH: join(folder, 'temp'),
    APPLE_JUICER_POSTGRES__DSN: `sqlite:///${join(folder, 'index.db')}`,
  };
  const id = await indexBackup(variables, phone);
  const args = ['export', id, '--what', 'keepsake', '--files', '--pictures', 'thumbnails', '--password-stdin'];
  const start = performance.now();
  const child = spawn(process.execPath, [entry, ...args, '--to', join(folder, 'keepsake')], {
    env: { ...process.env, ...variables },
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  child.stdin.end(`${PASSWORD}\n`);
  const memory = new MemoryWatch(child.pid as number);
  const [status] = (await once(child, 'exit')) as [number | null];
  const seconds = (performance.now() - start) / 1000;
  const { own } = memory.stop();
  if (status !== 0) throw new Error('The keepsake could not be exported.');
  const count = (await readdir(join(folder, 'keepsake', 'photos', 't'))).length;
  return [
    {
      name: `keepsake of ${MESSAGES} messages and ${count} thumbnails`,
      value: `${seconds.toFixed(1)} s`,
      limit: `≤ ${MAX_SECONDS} s`,
      ratio: MAX_SECONDS / seconds,
      ok: seconds <= MAX_SECONDS,
    },
    {
      name: 'memory of this export',
      value: `${Math.round(own)} MiB`,
      limit: `≤ ${MAX_RSS_MIB} MiB`,
      ratio: MAX_RSS_MIB / own,
      ok: own <= MAX_RSS_MIB,
    },
  ];
}

/** Builds the index of a million short messages of some thousand words. */
async function indexed(): Promise<BenchRow[]> {
  const start = performance.now();
  const index = new SearchIndex();
  index.begin('Chats', 'One');
  let bytes = 0;
  let largest = 0;
  let files = 0;
  const drain = async (made: Iterable<{ readonly contents: AsyncIterable<Uint8Array | string> }>) => {
    for (const { contents } of made) {
      let size = 0;
      for await (const chunk of contents) size += Buffer.byteLength(chunk);
      bytes += size;
      largest = Math.max(largest, size);
      files++;
    }
  };
  // A generator of its own: the same words each time.
  let seed = 1;
  const next = (): number => {
    seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
    return seed / 2 ** 31;
  };
  for (let number = 0; number < DOCUMENTS; number++) {
    // Few words are frequent, most are rare.
    const words = Array.from({ length: 8 }, () => `w${Math.floor(WORDS * next() ** 4)}x`);
    const address = `chats/1/${Math.floor(number / 500) + 1}.html#m${number}`;
    index.add({ address, title: 'Ann', stamp: '2024-05-01 10:00:00', at: number * 60_000, text: words.join(' ') });
    if (number % 1000 === 0) await drain(index.take());
  }
  await drain(index.end());
  const seconds = (performance.now() - start) / 1000;
  const facts = `${seconds.toFixed(1)} s, ${Math.round(bytes / 1e6)} MB in ${files} scripts, the largest ${Math.round(largest / 1e3)} kB`;
  return [
    {
      name: `search index of ${DOCUMENTS} messages`,
      value: facts,
      limit: '≤ 60 s',
      ratio: 60 / seconds,
      ok: seconds <= 60,
    },
  ];
}

/** Keepsakes of a whole phone, and their search index alone. */
export async function run(): Promise<BenchRow[]> {
  const entry = await builtCli();
  const folder = await mkdtemp(join(tmpdir(), 'apple-juicer-bench-'));
  try {
    const rows = await withPhone(({ large }) => exported(folder, entry, large));
    return [...rows, ...(await indexed())];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) printRows(await run());
