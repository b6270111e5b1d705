import { readFileSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { fileURLToPath } from 'node:url';
import { parseBuffer } from 'bplist-parser';
import { decodeMbFile } from '../src/backup/manifest/mbfile.ts';
import { parseBplist } from '../src/formats/bplist.ts';
import { type BenchRow, median, milliseconds, printRows } from './bench.ts';

/** A real, unencrypted manifest of iOS 14.3 with 3,721 rows. */
const MANIFEST = new URL('../../shared/corpus/backups/ios-14.3-unencrypted-manifest/Manifest.db', import.meta.url);
const ROUNDS = 9;
const REPEATS = 5;

/** Required speedup of the decoder over bplist-parser, which only parses. */
const MBFILE_FACTOR = 7;
/** The general parser is strict and checks limits, and must still be faster. */
const BPLIST_FACTOR = 2;

/** The MBFile decoder and the general parser, compared with bplist-parser 0.5 on the blobs of a real manifest. */
export async function run(): Promise<BenchRow[]> {
  const blobs = realBlobs();
  const buffers = blobs.map((blob) => Buffer.from(blob)); // the baseline accepts only buffers
  const contenders = {
    peer: () => buffers.forEach((blob) => parseBuffer(blob)),
    mbfile: () => blobs.forEach((blob) => decodeMbFile(blob)),
    bplist: () => blobs.forEach((blob) => parseBplist(blob)),
  };
  const times = { peer: [] as number[], mbfile: [] as number[], bplist: [] as number[] };
  for (const work of Object.values(contenders)) work();
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of ['peer', 'mbfile', 'bplist'] as const) {
      const work = contenders[name];
      times[name].push(
        milliseconds(() => {
          for (let repeat = 0; repeat < REPEATS; repeat++) work();
        }),
      );
    }
  }
  const row = (name: string, own: readonly number[], factor: number): BenchRow => {
    const ratio = median(times.peer) / median(own);
    const microseconds = (median(own) * 1000) / (blobs.length * REPEATS);
    return {
      name,
      value: `${microseconds.toFixed(2)} µs a blob`,
      limit: `≥ ${factor} × bplist-parser`,
      ratio,
      ok: ratio >= factor,
      note: `${blobs.length} real blobs, median of ${ROUNDS} rounds`,
    };
  };
  return [row('decodeMbFile', times.mbfile, MBFILE_FACTOR), row('parseBplist', times.bplist, BPLIST_FACTOR)];
}

function realBlobs(): Uint8Array[] {
  const image = readFileSync(MANIFEST);
  image.fill(1, 18, 20); // WAL mode requires a second file, which would be empty here
  const db = new DatabaseSync(':memory:');
  try {
    db.deserialize(image);
    const rows = db.prepare('SELECT file FROM Files ORDER BY fileID').all() as { file: Uint8Array }[];
    return rows.map(({ file }) => file);
  } finally {
    db.close();
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) printRows(await run());
