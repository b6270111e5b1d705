import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { messages } from '../src/artifacts/rich/messages/index.ts';
import { photos } from '../src/artifacts/rich/photos/index.ts';
import { openBackup, unlockBackup } from '../src/backup/index.ts';
import type { Backup, SourceDatabase } from '../src/backup/types.ts';
import { matchStores } from '../src/indexing/match-stores.ts';
import { planArtifact } from '../src/indexing/plan.ts';
import { readArtifact, WHOLE } from '../src/indexing/reading/read-artifact.ts';
import { type BenchRow, printRows } from './bench.ts';
import { PASSWORD, withPhone } from './phone.ts';

/** Chats of a screen, and messages of a page. */
const CHATS = 50;
const PAGE = 100;

/** Milliseconds of processor time, which a busy machine does not change, since the opened backup. */
interface Times {
  readonly opened: number;
  readonly newest: number;
  readonly peakMiB: number;
  readonly messages: number;
  readonly photos: number;
}

type Way = 'copy' | 'in place';

/** First argument of the processes that measure. */
const MEASURE = 'measure';

/** Opens sms.db and reads the newest messages of the newest chats; then all records, as indexing reads them. */
async function measure(path: string, way: Way): Promise<Times> {
  const unlocked = await openBackup(path, { password: PASSWORD });
  const keys = await unlockBackup(unlocked.folder, PASSWORD);
  await unlocked.close();
  const start = process.cpuUsage();
  const spent = (): number => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  const backup = await openBackup(path, { keys, ...(way === 'in place' ? { tempPath: null } : {}) });
  const opened = spent();
  const entry = backup.manifest.find('HomeDomain', 'Library/SMS/sms.db');
  if (entry === null) throw new Error('The phone has no messages.');
  const source = await backup.openDatabase(entry, { inPlace: way === 'in place' });
  readNewest(source);
  source.close();
  const newest = spent();
  const peakMiB = process.resourceUsage().maxRSS / 1024;
  await readAll(backup, messages);
  const afterMessages = spent();
  await readAll(backup, photos);
  const afterPhotos = spent();
  await backup.close();
  return { opened, newest, peakMiB, messages: afterMessages - newest, photos: afterPhotos - afterMessages };
}

function readNewest({ db }: SourceDatabase): void {
  const chats = db
    .prepare(
      `SELECT ROWID AS id, (SELECT max(message_date) / 1000 FROM chat_message_join WHERE chat_id = chat.ROWID) AS newest
       FROM chat ORDER BY newest DESC LIMIT ${CHATS}`,
    )
    .all();
  const page = db.prepare(
    `SELECT m.ROWID, guid, text, attributedBody, date / 1000000, handle_id FROM chat_message_join j
     JOIN message m ON m.ROWID = j.message_id WHERE j.chat_id = ? ORDER BY j.message_date DESC LIMIT ${PAGE}`,
  );
  for (const { id } of chats) page.all(id ?? null);
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

/** In a process of its own, for its memory. */
async function inProcess(path: string, way: Way): Promise<Times> {
  const child = fork(fileURLToPath(import.meta.url), [MEASURE, path, way]);
  let times: Times | null = null;
  child.on('message', (message) => {
    times = message as Times;
  });
  const [status] = (await once(child, 'exit')) as [number | null];
  if (status !== 0 || times === null) throw new Error(`Reading by "${way}" could not be measured.`);
  return times;
}

/** Databases read in place against private copies: how soon something is there, and what it costs to read everything. */
export async function run(): Promise<BenchRow[]> {
  return withPhone(async ({ large }) => {
    const copy = await inProcess(large, 'copy');
    const inPlace = await inProcess(large, 'in place');
    const row = (name: string, value: (times: Times) => number, unit: string): BenchRow => ({
      name: `${name}, read in place`,
      value: `${Math.round(value(inPlace))} ${unit}`,
      limit: `copies ${Math.round(value(copy))} ${unit}`,
      ratio: value(copy) / value(inPlace),
      ok: true,
    });
    return [
      row('manifest opened', ({ opened }) => opened, 'ms'),
      row(`from the keys to ${PAGE} messages of ${CHATS} chats`, ({ newest }) => newest, 'ms'),
      row('the same, memory', ({ peakMiB }) => peakMiB, 'MiB'),
      row('all messages read', (times) => times.messages, 'ms'),
      row('all photos read', (times) => times.photos, 'ms'),
    ];
  });
}

if (import.meta.main) {
  const [, , part, path = '', way] = process.argv;
  if (part === MEASURE) process.send?.(await measure(path, way as Way));
  else printRows(await run());
}
