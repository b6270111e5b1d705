import { fileURLToPath } from 'node:url';
import { decodeAttributedBody, decodeFully, isSimple } from '../src/formats/attributed-body.ts';
import { archive } from '../test/support/formats/archiver.ts';
import { type BenchRow, median, milliseconds, printRows } from './bench.ts';

const BODIES = 20_000;
const ROUNDS = 9;
/** Decoding the texts of a million messages should take no more than 1.5 s on one core. */
const PLAIN_MICROSECONDS = 1.5;
/** Minimum speed relative to decoding only the text, which every reader must do. */
const PLAIN_SHARE = 0.1;
const FULL_SHARE = 0.02;

/** Both readers of message bodies, compared with `Buffer.toString` on the bytes of the text alone. */
export async function run(): Promise<BenchRow[]> {
  const bodies = Array.from({ length: BODIES }, (_, index) => plainBody(index));
  const contenders = {
    floor: () => bodies.forEach(({ bytes, from, to }) => bufferOf(bytes).toString('utf8', from, to)),
    plain: () => bodies.forEach(({ bytes }) => isSimple(decodeAttributedBody(bytes))),
    full: () => bodies.forEach(({ bytes }) => decodeFully(bytes)),
  };
  const times = { floor: [] as number[], plain: [] as number[], full: [] as number[] };
  for (const work of Object.values(contenders)) work();
  for (let round = 0; round < ROUNDS; round++) {
    for (const name of ['floor', 'plain', 'full'] as const) times[name].push(milliseconds(contenders[name]));
  }
  const row = (name: string, own: readonly number[], share: number, most: number): BenchRow => {
    const ratio = median(times.floor) / median(own);
    const microseconds = (median(own) * 1000) / BODIES;
    return {
      name,
      value: `${microseconds.toFixed(2)} µs a body, ${Math.round(1e6 / microseconds)} bodies/s`,
      limit: `≥ ${share} × Buffer.toString of the text alone${most === Infinity ? '' : `, ≤ ${most} µs`}`,
      ratio,
      ok: ratio >= share && microseconds <= most,
      note: `${BODIES} plain bodies of ${bodies[0]?.bytes.length}–${bodies.at(-1)?.bytes.length} bytes, median of ${ROUNDS} rounds`,
    };
  };
  return [
    row('decodeAttributedBody', times.plain, PLAIN_SHARE, PLAIN_MICROSECONDS),
    row('full typedstream decoder', times.full, FULL_SHARE, Infinity),
  ];
}

interface PlainBody {
  readonly bytes: Uint8Array;
  /** Position of the text. */
  readonly from: number;
  readonly to: number;
}

/** The `index`-th body as written by iOS: increasingly long texts, one in four with an emoji. */
function plainBody(index: number): PlainBody {
  const text =
    `${index} See you at the station `.repeat(1 + Math.floor((index * 5) / BODIES)) + (index % 4 === 0 ? '🙂' : '');
  const attributes = new Map([['__kIMMessagePartAttributeName', 0]]);
  const bytes = archive(
    { kind: 'attributed-text', text, runs: [{ start: 0, length: text.length, attributes }] },
    { mutable: true, integerType: 'i' },
  );
  const from = Buffer.from(bytes).indexOf(text);
  return { bytes, from, to: from + Buffer.byteLength(text) };
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) printRows(await run());
