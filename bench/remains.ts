import { inspect } from '../src/export/redaction/remains/index.ts';
import type { RemovedTerm } from '../src/export/redaction/terms.ts';
import { type BenchRow, printRows } from './bench.ts';

const MEGABYTES = Number(process.env.BENCH_MEGABYTES ?? 60);
const TERMS = 500;
const CHUNK = 64 * 1024;
/** Half a gigabyte in a minute of processor time. */
const GOAL = 8;
const MAX_RSS_MIB = 300;

const LINES: Readonly<Record<string, string>> = {
  html: '<div class="m in" id="m12"><p>are we still meeting at the <b>library</b>? Straße, 12:34 on 2024-05-31</p><a href="files/a%20b.jpg">picture</a></div>\n',
  txt: '[31.05.24, 22:30:15] Somebody: are we still meeting at the library? Straße, 12:34\n',
  json: '{"key":"12","sentAt":"2024-05-31T22:30:15.000Z","text":"are we still meeting at the \\"library\\"?","sender":null},\n',
};

const terms: readonly RemovedTerm[] = Array.from({ length: TERMS }, (_, index) => {
  const kind = (['name', 'number', 'address', 'word'] as const)[index % 4] ?? 'word';
  const word = (index * 7919).toString(36);
  const values = {
    name: `Vorname${word} Nachname`,
    number: `+49 170 ${1_000_000 + index * 7919}`,
    address: `${word}@example.com`,
    word: `wort${word}`,
  };
  return { label: `${kind} ${index}`, kind, value: values[kind] };
});

async function* chunksOf(line: string): AsyncGenerator<Uint8Array> {
  const block = Buffer.from(line.repeat(Math.ceil(CHUNK / line.length)));
  for (let size = 0; size < MEGABYTES * 1e6; size += block.length) yield block;
}

/** The search of finished exports for what was removed from them. */
export async function run(): Promise<BenchRow[]> {
  const rows: BenchRow[] = [];
  let rss = 0;
  for (const [ending, line] of Object.entries(LINES)) {
    const before = process.cpuUsage();
    const { remains } = await inspect(`a.${ending}`, chunksOf(line), terms);
    if (remains.length > 0) throw new Error('There is nothing to be found.');
    const { user, system } = process.cpuUsage(before);
    const rate = MEGABYTES / ((user + system) / 1e6);
    rss = Math.max(rss, process.memoryUsage().rss / 2 ** 20);
    rows.push({
      name: `search of ${ending} for ${TERMS} terms`,
      value: `${rate.toFixed(0)} MB per second of processor time`,
      limit: `≥ ${GOAL} MB/s`,
      ratio: rate / GOAL,
      ok: rate >= GOAL,
    });
  }
  return [
    ...rows,
    {
      name: 'memory of these searches',
      value: `${rss.toFixed(0)} MiB`,
      limit: `≤ ${MAX_RSS_MIB} MiB`,
      ratio: MAX_RSS_MIB / rss,
      ok: rss <= MAX_RSS_MIB,
    },
  ];
}

if (import.meta.main) printRows(await run());
