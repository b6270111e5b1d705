import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { messages } from '../src/artifacts/rich/messages/index.ts';
import { photos } from '../src/artifacts/rich/photos/index.ts';
import { openBackup, unlockBackup } from '../src/backup/index.ts';
import type { Backup } from '../src/backup/types.ts';
import { matchStores } from '../src/indexing/match-stores.ts';
import { planArtifact } from '../src/indexing/plan.ts';
import { readArtifact, WHOLE } from '../src/indexing/reading/read-artifact.ts';
import { type BenchRow, printRows } from './bench.ts';
import { CHATS, type FirstContent, PAGE } from './first-content.ts';
import { PASSWORD, withPhone } from './phone.ts';

/** Milliseconds of processor time to read all records. */
interface Whole {
  readonly messages: number;
  readonly photos: number;
}

type Way = 'copy' | 'in place';

/** Most memory of a process until the newest messages are read, in MiB. */
const MOST_MIB = 150;

/** First argument of the processes that measure. */
const MEASURE = 'measure';

/** Reads all records, as indexing reads them. */
async function readWhole(path: string, way: Way): Promise<Whole> {
  const unlocked = await openBackup(path, { password: PASSWORD });
  const keys = await unlockBackup(unlocked.folder, PASSWORD);
  await unlocked.close();
  const backup = await openBackup(path, { keys, ...(way === 'in place' ? { tempPath: null } : {}) });
  const start = spent();
  await readAll(backup, messages);
  const afterMessages = spent();
  await readAll(backup, photos);
  const afterPhotos = spent();
  await backup.close();
  return { messages: afterMessages - start, photos: afterPhotos - afterMessages };
}

function spent(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

async function readAll(backup: Backup, artifact: typeof messages | typeof photos): Promise<void> {
  const entries = matchStores([artifact], backup.manifest).get(artifact.id) ?? {};
  const plan = planArtifact(artifact, entries, backup, { payloads: '', contents: null });
  const { ledger } = await readArtifact(
    plan,
    backup,
    { region: null, slice: WHOLE },
    { add: () => {}, progress: () => {} },
  );
  if (ledger.outcome !== 'indexed') throw new Error(`Reading ended as ${ledger.outcome}.`);
}

/** What the program of `file` sends, in a process of its own, for its memory. */
async function inProcess<T>(file: string, args: readonly string[]): Promise<T> {
  const child = fork(fileURLToPath(new URL(file, import.meta.url)), [...args]);
  const answers: T[] = [];
  child.on('message', (message) => answers.push(message as T));
  const [status] = (await once(child, 'exit')) as [number | null];
  const [answer] = answers;
  if (status !== 0 || answer === undefined) throw new Error(`${file} ${args.join(' ')} could not be measured.`);
  return answer;
}

/** Both ways of one measurement. */
async function bothWays<T>(measured: (way: Way) => Promise<T>): Promise<Readonly<Record<Way, T>>> {
  return { copy: await measured('copy'), 'in place': await measured('in place') };
}

/** Databases read in place against private copies: how soon something is there, and what it costs to read everything. */
export async function run(): Promise<BenchRow[]> {
  return withPhone(async ({ large }) => {
    const first = await bothWays((way) => inProcess<FirstContent>('./first-content.ts', [large, PASSWORD, way]));
    const whole = await bothWays((way) => inProcess<Whole>('./in-place.ts', [MEASURE, large, way]));
    const row = <T>(name: string, of: Record<Way, T>, value: (times: T) => number, unit: string): BenchRow => ({
      name: `${name}, read in place`,
      value: `${Math.round(value(of['in place']))} ${unit}`,
      limit: `copies ${Math.round(value(of.copy))} ${unit}`,
      ratio: value(of.copy) / value(of['in place']),
      ok: true,
    });
    const memory = first['in place'].peakMiB;
    return [
      row('manifest opened', first, ({ opened }) => opened, 'ms'),
      row(`from the keys to ${PAGE} messages of ${CHATS} chats`, first, ({ newest }) => newest, 'ms'),
      {
        name: 'the same, memory, read in place',
        value: `${Math.round(memory)} MiB`,
        limit: `≤ ${MOST_MIB} MiB`,
        ratio: MOST_MIB / memory,
        ok: memory <= MOST_MIB,
        note: `copies ${Math.round(first.copy.peakMiB)} MiB`,
      },
      row('all messages read', whole, (times) => times.messages, 'ms'),
      row('all photos read', whole, (times) => times.photos, 'ms'),
    ];
  });
}

if (import.meta.main) {
  const [, , part, path = '', way] = process.argv;
  if (part === MEASURE) process.send?.(await readWhole(path, way as Way));
  else printRows(await run());
}
