import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { writeDemoBackup } from '../test/synthetic/index.ts';

/** Number of messages of the phone; all other sizes are derived from it. */
export const MESSAGES = Number(process.env.BENCH_MESSAGES ?? 200_000);

/** Folder in which all benchmarks of one `npm run bench` share the phone written by the first. */
export const SHARED_VARIABLE = 'BENCH_PHONE';

/** The password of {@link withPhone}'s backups. */
export const PASSWORD = 'bench';

/** Encrypted backups on disk, each in its own folder. */
export interface Phone {
  /** Messages, photos, WhatsApp, notes, calls, events and contacts. */
  readonly large: string;
  /** The same with almost no contents, to measure the start of processes. */
  readonly small: string;
}

/**
 * Contents of the large backup besides messages. 200,000 messages correspond to 20,000 photos and more than 30,000
 * files.
 */
export const LARGE = {
  messages: MESSAGES,
  photos: Math.ceil(MESSAGES / 10),
  whatsapp: Math.ceil(MESSAGES / 4),
  notes: Math.ceil(MESSAGES / 100),
  calls: Math.ceil(MESSAGES / 40),
  events: Math.ceil(MESSAGES / 100),
  contacts: Math.max(50, Math.ceil(MESSAGES / 400)),
};
const SMALL = { messages: 1, photos: 1, whatsapp: 1, notes: 1, calls: 1, events: 1, contacts: 1 };

/** Calls `use` with the phone, which is written first if missing, in a separate process because of its memory. */
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
  // An unfinished backup must not be mistaken for a complete one.
  await writeDemoBackup(`${path}.part`, {
    password: PASSWORD,
    seed: isSmall ? 'small' : 'large',
    ...(isSmall ? SMALL : LARGE),
  });
  await rename(`${path}.part`, path);
}
