import { randomUUID } from 'node:crypto';
import { chmod, mkdir, readdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { ExportJobSchema, ExportPhaseSchema } from '../../contract/export-jobs.ts';
import type { StoredMessage } from '../../locales/messages.ts';

/** Folder of the jobs, beside the database. */
const FOLDER = 'export-jobs';
const NAME = /^([0-9a-f-]{36})\.json$/;
/** Fits the keys of a plan. */
const MAX_BYTES = 16 * 1024 * 1024;

const StoredJobSchema = ExportJobSchema.pick({
  id: true,
  backup: true,
  plan: true,
  state: true,
  records: true,
  files: true,
  bytes: true,
  name: true,
  createdAt: true,
  finishedAt: true,
  expiresAt: true,
  downloadedAt: true,
  code: true,
}).extend({
  owner: z.string().describe('Process that makes it.'),
  browser: z.string().nullable().describe('Key of the browser that asked for it.'),
  phase: ExportPhaseSchema.nullable().default(null),
  total: z.number().nullable(),
  contentType: z.string().nullable(),
  reason: z.custom<StoredMessage>().nullable(),
});
/** An export job as it is kept. It has no contents of a backup but those that its plan names. */
export type StoredJob = z.infer<typeof StoredJobSchema>;

/** The jobs of an installation, a file each: they survive a restart. */
export class JobStore {
  readonly #folder: string;

  constructor(dataFolder: string) {
    this.#folder = join(dataFolder, FOLDER);
  }

  /** Writes a job in one step. */
  async save(job: StoredJob): Promise<void> {
    await mkdir(this.#folder, { recursive: true, mode: 0o700 });
    await chmod(this.#folder, 0o700);
    const part = join(this.#folder, `${randomUUID()}.part`);
    try {
      await writeFile(part, JSON.stringify(job), { mode: 0o600, flag: 'wx' });
      await rename(part, this.#path(job.id));
    } catch (error) {
      await rm(part, { force: true });
      throw error;
    }
  }

  /** Says that the process that makes a job is alive. */
  async touch(id: string): Promise<void> {
    const now = new Date();
    await utimes(this.#path(id), now, now).catch(() => undefined);
  }

  async remove(id: string): Promise<void> {
    await rm(this.#path(id), { force: true });
  }

  /**
   * The jobs except those to be skipped, and when they were last saved or touched, UTC milliseconds. Damaged files are
   * removed; one that cannot be read at the moment is left out.
   */
  async list(
    isSkipped: (id: string) => boolean = () => false,
  ): Promise<{ readonly job: StoredJob; readonly touchedAt: number }[]> {
    const names = await readdir(this.#folder).catch(() => []);
    const jobs: { job: StoredJob; touchedAt: number }[] = [];
    for (const name of names) {
      const id = NAME.exec(name)?.[1];
      if (id === undefined || isSkipped(id)) continue;
      const read = await readJob(this.#path(id));
      if (read === 'unreadable') continue;
      if (read === 'damaged' || read.job.id !== id) await this.remove(id);
      else jobs.push(read);
    }
    return jobs.toSorted((one, other) => one.job.createdAt - other.job.createdAt);
  }

  #path(id: string): string {
    return join(this.#folder, `${id}.json`);
  }
}

async function readJob(path: string): Promise<{ job: StoredJob; touchedAt: number } | 'damaged' | 'unreadable'> {
  let text: string;
  let touchedAt: number;
  try {
    const { size, mtimeMs } = await stat(path);
    if (size > MAX_BYTES) return 'damaged';
    touchedAt = mtimeMs;
    text = await readFile(path, 'utf8');
  } catch {
    return 'unreadable';
  }
  try {
    return { job: StoredJobSchema.parse(JSON.parse(text)), touchedAt };
  } catch {
    return 'damaged';
  }
}
