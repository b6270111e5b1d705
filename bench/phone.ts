import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDemoBackup } from '../test/synthetic/index.ts';

/** Messages of the phone; everything else in it follows from that. */
export const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 200_000);

/** A folder in which the benchmarks of one `npm run bench` find the phone that the first of them wrote. */
export const SHARED_VARIABLE = 'BENCH_PHONE';

/** The password of {@link withPhone}'s backups. */
export const PASSWORD = 'bench';

/** Encrypted backups on disk, in a folder each. */
export interface Phone {
  /** Messages, photos, WhatsApp, notes, calls, events and contacts. */
  readonly large: string;
  /** The same with hardly anything in it: what it takes is the start of processes. */
  readonly small: string;
}

/** What the large one holds besides messages. 20,000 photos and more than 30,000 files go with 200,000 messages. */
const LARGE = {
  messages: MESSAGES,
  photos: Math.ceil(MESSAGES / 10),
  whatsapp: Math.ceil(MESSAGES / 4),
  notes: Math.ceil(MESSAGES / 100),
  calls: Math.ceil(MESSAGES / 40),
  events: Math.ceil(MESSAGES / 100),
  contacts: Math.max(50, Math.ceil(MESSAGES / 400)),
};
const SMALL = { messages: 1, photos: 1, whatsapp: 1, notes: 1, calls: 1, events: 1, contacts: 1 };

/** Gives `use` the phone, which is written where it is not there yet, in a process whose memory is not this one's. */
export async function withPhone<T>(use: (phone: Phone) => Promise<T>): Promise<T> {
  const shared = process.env[SHARED_VARIABLE];
  const folder = shared ?? (await mkdtemp(join(tmpdir(), 'apple-juicer-phone-')));
  try {
    const phone: Phone = { large: join(folder, `large-${MESSAGES}`), small: join(folder, 'small') };
    for (const path of Object.values(phone)) {
      if (existsSync(path)) continue;
      const [status] = (await once(fork(fileURLToPath(import.meta.url), [path]), 'exit')) as [number | null];
      if (status !== 0) throw new Error('The backup for the benchmark could not be written.');
    }
    return await use(phone);
  } finally {
    if (shared === undefined) await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const [, , path = ''] = process.argv;
  const isSmall = path.endsWith('small');
  // Of one that was not finished nothing is taken for the whole.
  await writeDemoBackup(`${path}.part`, {
    password: PASSWORD,
    seed: isSmall ? 'small' : 'large',
    ...(isSmall ? SMALL : LARGE),
  });
  await rename(`${path}.part`, path);
}
