import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { firstOnly } from '../support/first-only.ts';
import { makeWorkspace, type Workspace } from '../support/workspace.ts';
import { writePlanted } from './support/backups.ts';
import type { Database } from './support/database.ts';
import { onEachDatabase } from './support/databases.ts';
import { eventually } from './support/eventually.ts';
import { type Served, serve } from './support/served.ts';

firstOnly();

const TIMEOUT_MS = 240_000;

/** Interval between questions to the database, each on a connection of its own. */
const EVERY_MS = 100;

onEachDatabase('forgetting a backup in a', TIMEOUT_MS, (kind) => {
  let workspace: Workspace;
  let database: Database;
  let served: Served;
  let id = '';

  beforeAll(async () => {
    const made = await makeWorkspace();
    database = await kind.open(made.path);
    workspace = { ...made, environment: { ...made.environment, APPLE_JUICER_POSTGRES__DSN: database.dsn } };
    await mkdir(workspace.backups);
    await writePlanted(join(workspace.backups, 'planted'), { size: 1_000 });
    served = await serve(workspace);
    await findAndIndex();
  }, TIMEOUT_MS);
  afterAll(async () => {
    await served.stop();
    await database.close();
    await workspace.remove();
  });

  async function findAndIndex(): Promise<void> {
    const { backups } = await served.json<{ backups: { id: string }[] }>('/backups/refresh', { method: 'POST' });
    id = backups[0]?.id ?? '';
    expect(await served.index(id, await served.unlock(id, null))).toBe('succeeded');
  }

  async function forget(): Promise<void> {
    expect((await served.ask(`/backups/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await served.ask(`/backups/${id}`)).status).toBe(404);
    expect(await served.json('/backups')).toMatchObject({ backups: [] });
  }

  /** True if nothing is left except backups found by a new scan. */
  const isEmpty = async (): Promise<boolean> => {
    const rows = await database.query(
      `select (select count(*) from backups where deleted_at is not null) + (select count(*) from index_runs) +
              (select count(*) from messages) + (select count(*) from artifact_search_index) as n`,
    );
    return Number(rows[0]?.['n']) === 0;
  };

  it('is immediate; its rows are deleted in the background', fullOnly, async () => {
    await forget();
    await eventually('a database without it', isEmpty, EVERY_MS);
  });

  it('allows finding it again under the same id', fullOnly, async () => {
    const before = id;
    await findAndIndex();
    expect(id).toBe(before);
  });

  it('continues after a crash', fullOnly, async () => {
    await forget();
    await served.stop('SIGKILL');
    served = await serve(workspace);
    await eventually('a database without it', isEmpty, EVERY_MS);
  });
});
