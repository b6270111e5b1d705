import { randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JobStore, type StoredJob } from './job-store.ts';

const job = (id: string, createdAt: number): StoredJob => ({
  id,
  backup: 'k3v9k3v9k3v9k3v9',
  plan: { what: 'calls', format: 'csv', timeZone: 'UTC', language: 'en', files: false, bom: false },
  state: 'queued',
  owner: 'process 1',
  browser: null,
  phase: null,
  records: 0,
  total: null,
  files: 0,
  bytes: 0,
  name: null,
  contentType: null,
  createdAt,
  finishedAt: null,
  expiresAt: null,
  downloadedAt: null,
  code: null,
  reason: null,
});

describe('stored export jobs', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'apple-juicer-jobs-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('are listed by age, without those to be skipped', async () => {
    const store = new JobStore(join(folder, 'listed'));
    const [young, old, skipped] = [job(randomUUID(), 3), job(randomUUID(), 1), job(randomUUID(), 2)];
    for (const each of [young, old, skipped]) await store.save(each);
    const listed = await store.list((id) => id === skipped.id);
    expect(listed.map((each) => each.job)).toEqual([old, young]);
    expect(Math.abs(Date.now() - (listed[0]?.touchedAt ?? 0))).toBeLessThan(60_000);
  });

  it('are removed if they are damaged, and kept if they cannot be read at the moment', async () => {
    const store = new JobStore(join(folder, 'damaged'));
    const whole = job(randomUUID(), 1);
    await store.save(whole);
    const jobs = join(folder, 'damaged', 'export-jobs');
    const unreadable = `${randomUUID()}.json`;
    await mkdir(join(jobs, unreadable));
    await writeFile(join(jobs, `${randomUUID()}.json`), '{"id":');
    await writeFile(join(jobs, `${randomUUID()}.json`), JSON.stringify(whole));
    expect((await store.list()).map((each) => each.job)).toEqual([whole]);
    expect((await readdir(jobs)).sort()).toEqual([`${whole.id}.json`, unreadable].sort());
  });
});
