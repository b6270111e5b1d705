import { once } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ERROR_TABLE } from '../src/model/errors.ts';
import { fullOnly } from './support/depth.ts';
import { makeEndless } from './support/endless-table.ts';
import { countRows, isReading, readDatabase } from './support/index-database.ts';
import { until } from './support/queue-bench.ts';
import { finished, runCli, startCli } from './support/run-cli.ts';
import { makeWorkspace, type Workspace } from './support/workspace.ts';
import { type SyntheticEntry, writeBackup, writeDemoBackup, writeMessagesDatabase } from './synthetic/index.ts';

let workspace: Workspace;
let backup: string;

beforeEach(async () => {
  workspace = await makeWorkspace();
  await mkdir(workspace.backups);
  backup = join(workspace.backups, 'backup');
});
afterEach(() => workspace.remove());

const count = (sql: string): number => countRows(workspace, sql);

const indexed = (condition: string): number =>
  count(`SELECT count(*) AS n FROM messages m JOIN artifact_runs r ON r.id = m.run_id WHERE ${condition}`);

const runningJob = (): string =>
  readDatabase(workspace, (db) =>
    String(db.prepare(`SELECT public_id AS id FROM index_runs WHERE state = 'running'`).get()?.['id']),
  );

const smsAt = (path: string): SyntheticEntry => {
  return { domain: 'HomeDomain', relativePath: 'Library/SMS/sms.db', kind: 'file', contents: { path } };
};

describe('index runs of the command line', { timeout: 180_000, ...fullOnly }, () => {
  it('leave no dead rows: not those they superseded, nor those of runs that were killed', async () => {
    await writeDemoBackup(backup, { messages: 15_000 });
    for (let kills = 0; kills < 2; kills++) {
      const child = startCli(workspace, ['index', backup]);
      await until('rows are written', () => indexed('NOT r.is_current') > 2_000 * (kills + 1));
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    // Nobody has to wait for the lease of a process that has ended.
    const { status, stderr } = await runCli(workspace, ['index', backup]);
    expect({ status, stderr: stderr.replace(/^Note:[^]*completely\.\n/, '') }).toEqual({ status: 0, stderr: '' });
    expect([indexed('r.is_current') > 12_000, indexed('NOT r.is_current')]).toEqual([true, 0]);
    expect(
      count(
        'SELECT count(*) AS n FROM artifact_search_index WHERE run_id IN (SELECT id FROM artifact_runs WHERE NOT is_current)',
      ),
    ).toBe(0);
  });

  it('can be cancelled from another process', async () => {
    const sms = join(workspace.path, 'sms.db');
    writeMessagesDatabase(sms, { seed: 2, size: 500 });
    makeEndless(sms, 'message');
    await writeBackup(backup, { manifest: 'db', layout: 'sharded', files: [smsAt(sms)] });
    const child = startCli(workspace, ['index', backup]);
    const ended = finished(child);
    await until('the run is under way', () => isReading(workspace));
    const job = runningJob();
    const cancelled = await runCli(workspace, ['jobs', 'cancel', job, '--json']);
    expect(JSON.parse(cancelled.stdout)).toMatchObject({ id: job, state: 'cancelled' });
    expect((await ended).status).toBe(ERROR_TABLE.CANCELLED.exit);
    const again = await runCli(workspace, ['jobs', 'cancel', job]);
    expect([again.status, again.stderr]).toEqual([ERROR_TABLE.CONFLICT.exit, expect.stringContaining('cancelled')]);
  });

  it('end with a specific status and a message if an artifact could not be read', async () => {
    const sms = join(workspace.path, 'sms.db');
    writeMessagesDatabase(sms, { seed: 1, size: 30 });
    const contacts = { domain: 'HomeDomain', relativePath: 'Library/AddressBook/AddressBook.sqlitedb' } as const;
    await writeBackup(backup, {
      manifest: 'db',
      layout: 'sharded',
      files: [smsAt(sms), { ...contacts, kind: 'file', contents: Buffer.from('no database'.repeat(500)) }],
    });
    const { status, stdout, stderr } = await runCli(workspace, ['index', backup]);
    expect(status).toBe(ERROR_TABLE.PARTLY_READ.exit);
    expect(stderr).toContain('1 part of the backup could not be read');
    expect(stdout).toMatch(/Contacts +failed/);
    // Although nothing is read again, the index is as incomplete as before.
    const unchanged = await runCli(workspace, ['index', backup, '--json']);
    expect(unchanged.status).toBe(ERROR_TABLE.PARTLY_READ.exit);
    expect(JSON.parse(unchanged.stdout)).toMatchObject({ run: { state: 'partial', code: 'PARTLY_READ' } });
  });
});
