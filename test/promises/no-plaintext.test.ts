import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { firstOnly } from '../support/first-only.ts';
import { makeWorkspace, type Workspace } from '../support/workspace.ts';
import { DATABASE_NEEDLE, PASSWORD, PAYLOAD_NEEDLE, writePlanted } from './support/backups.ts';
import { textNeedles } from './support/needles.ts';
import { type Served, serve } from './support/served.ts';
import { type Watch, watchFiles } from './support/watch-files.ts';

firstOnly();

/** Size of sms.db that does not fit into memory. */
const PADDING = 70 * 1024 * 1024;

const NEEDLES = [...textNeedles('payload', PAYLOAD_NEEDLE), ...textNeedles('database', DATABASE_NEEDLE)];

const TIMEOUT_MS = 240_000;

const SMS = 'domain=HomeDomain&path=Library%2FSMS%2Fsms.db';

describe('with APPLE_JUICER_SANDBOX__PLAINTEXT', { ...fullOnly, timeout: TIMEOUT_MS }, () => {
  let workspace: Workspace;

  beforeAll(async () => {
    workspace = await makeWorkspace();
    await mkdir(workspace.backups);
    const spec = { encrypted: { password: PASSWORD }, padding: PADDING, size: 500 };
    await writePlanted(join(workspace.backups, 'planted'), spec);
  }, TIMEOUT_MS);
  afterAll(() => workspace.remove());

  /** Unlocks, indexes and looks at a database while all files are watched. */
  async function use(plaintext: 'allowed' | 'never'): Promise<{ shown: string; messages: number; traces: Watch }> {
    const own = join(workspace.path, plaintext);
    const folders = ['temp', 'tmp', 'data'].map((name) => join(own, name));
    for (const folder of folders) await mkdir(folder, { recursive: true });
    const [temp = '', tmp = '', data = ''] = folders;
    const environment = {
      ...workspace.environment,
      TMPDIR: tmp,
      APPLE_JUICER_BACKUP_PATHS__TEMP_PATH: temp,
      APPLE_JUICER_POSTGRES__DSN: `sqlite:///${join(data, 'index.db')}`,
      APPLE_JUICER_SANDBOX__PLAINTEXT: plaintext,
    };
    const served = await serve({ ...workspace, environment });
    const traces = watchFiles(folders, served.process.pid as number, NEEDLES);
    try {
      return { ...(await indexAndLook(served)), traces };
    } finally {
      await served.stop();
    }
  }

  async function indexAndLook(served: Served): Promise<{ shown: string; messages: number }> {
    const { backups } = await served.json<{ backups: { id: string }[] }>('/backups/refresh', { method: 'POST' });
    const base = `/backups/${backups[0]?.id}`;
    const session = await served.unlock(backups[0]?.id ?? '', PASSWORD);
    expect(await served.index(backups[0]?.id ?? '', session)).toBe('succeeded');
    const { items } = await served.json<{ items: { fileID: string }[] }>(`${base}/files?${SMS}`, { session });
    const preview = `${base}/file/${items[0]?.fileID}/preview`;
    expect(await served.json(preview, { session })).toMatchObject({ kind: 'database', sha256: null });
    const rows = await served.json<{ rows: unknown[] }>(`${preview}/tables/planted?limit=5`, { session });
    const messages = `${base}/kinds/message/records?limit=5`;
    const { items: found } = await served.json<{ items: unknown[] }>(messages, { session });
    return { shown: JSON.stringify(rows), messages: found.length };
  }

  it('=never no page of a database is ever in a file', async () => {
    const { shown, messages, traces } = await use('never');
    expect(await traces.stop()).toEqual([]);
    expect(traces.looks).toBeGreaterThan(20);
    expect(shown).toContain(Buffer.from(DATABASE_NEEDLE).toString('hex'));
    expect(messages).toBe(5);
  });

  it('=allowed one is, and is seen', async () => {
    const { traces } = await use('allowed');
    expect(await traces.stop()).toContainEqual(expect.stringContaining(': database'));
  });
});
