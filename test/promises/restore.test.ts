import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fullOnly } from '../support/depth.ts';
import { makeWorkspace, type Workspace } from '../support/workspace.ts';
import { writeDemoBackup } from '../synthetic/index.ts';
import { answersOf } from './support/answers.ts';
import { PASSWORD } from './support/backups.ts';
import type { Database, Row } from './support/database.ts';
import { onEachDatabase } from './support/databases.ts';
import { type Served, serve } from './support/served.ts';

const TIMEOUT_MS = 300_000;

/** Columns with times of this installation or numbers of rows and runs. */
const OF_THE_INSTALLATION = /^(?:id|backup_id|run_id|index_run_id|artifact_run_id|milliseconds|progress|owner)$|_at$/;

/** Columns of artifact and search tables that are not compared: numbers of backup and run. */
const NUMBERS = /^(?:backup_id|run_id)$/;

/** Tables about what was read; the others are the engine's own or only contain times. */
const CORE = ['backups', 'artifact_runs', 'source_files'];

/** Matches the JSON of a non-empty answer. */
const SOMETHING = /"(?:key|id|fileId|fileID|ref|artifact|domain|day|event|backup)":|\["/;

/** The request without the id of the backup. */
const withoutBackup = (name: string): string => name.replace(/^[a-z0-9]{16} /, '');

// Every record is requested by itself several times, which takes minutes: at full depth only.
onEachDatabase('a', TIMEOUT_MS, (kind) => {
  let workspace: Workspace;
  let database: Database;
  let answers: Readonly<Record<string, unknown>>;
  let rows: unknown;

  beforeAll(async () => {
    const made = await makeWorkspace();
    database = await kind.open(made.path);
    workspace = { ...made, environment: { ...made.environment, APPLE_JUICER_POSTGRES__DSN: database.dsn } };
    await mkdir(workspace.backups);
    // Every record is requested by itself in each of seven passes: a few of each kind.
    const everything = { photos: 10, whatsapp: 40, notes: 12, calls: 12, events: 12 };
    await writeDemoBackup(join(workspace.backups, 'one'), {
      password: PASSWORD,
      messages: 250,
      contacts: 12,
      ...everything,
      seed: 1,
    });
    await writeDemoBackup(join(workspace.backups, 'two'), { messages: 100, contacts: 5, seed: 2 });
    answers = await whileServed(async (served) => {
      await indexAll(served);
      return answersOf(served);
    });
    rows = await indexedRows();
  }, TIMEOUT_MS);
  afterAll(async () => {
    await database.close();
    await workspace.remove();
  });

  async function whileServed<T>(use: (served: Served) => Promise<T>): Promise<T> {
    const served = await serve(workspace);
    try {
      return await use(served);
    } finally {
      await served.stop();
    }
  }

  /** Rows of everything that was read, without data of this installation and time. */
  async function indexedRows(): Promise<Record<string, string[]>> {
    const tables = await database.tables();
    const artifacts = [...tables].filter(([, columns]) => columns.includes('run_id')).map(([table]) => table);
    const wanted = [...CORE, ...artifacts];
    const found = await database.queryAll(wanted.map((table) => `select * from ${table}`));
    return Object.fromEntries(
      wanted.map((table, index) => {
        const left = CORE.includes(table) ? OF_THE_INSTALLATION : NUMBERS;
        return [table, (found[index] ?? []).map((row) => textOf(row, left)).sort()];
      }),
    );
  }

  it('has contents', fullOnly, () => {
    expect(rows).toMatchObject({ backups: [expect.anything(), expect.anything()] });
    const filled = Object.entries(rows as Record<string, string[]>).filter(([, lines]) => lines.length > 0);
    expect(filled.length).toBeGreaterThan(20);
    // Every compared answer is non-empty in at least one backup.
    const said = Object.entries(answers).filter(([, answer]) => SOMETHING.test(JSON.stringify(answer)));
    const asked = new Set(Object.keys(answers).map(withoutBackup));
    expect([...asked].filter((what) => !said.some(([name]) => withoutBackup(name) === what))).toEqual([]);
  });

  it('gives the same answers after restoring each of its backups', fullOnly, async () => {
    for (const way of database.savingWays) {
      const saved = join(workspace.path, way.name.replaceAll(' ', '-'));
      await way.save(saved);
      await database.destroy();
      await way.restore(saved);
      expect([way.name, otherAnswers(await whileServed(answersOf), answers)]).toEqual([way.name, []]);
      expect([way.name, await indexedRows()]).toEqual([way.name, rows]);
    }
  });

  it('has identical rows after indexing the backups again', fullOnly, async () => {
    await database.destroy();
    const again = await whileServed(async (served) => {
      await indexAll(served);
      return answersOf(served);
    });
    expect(await indexedRows()).toEqual(rows);
    expect(otherAnswers(again, answers)).toEqual([]);
  });
});

/** The differences of two sets of answers: a comparison of all at once would not show them. */
function otherAnswers(after: Readonly<Record<string, unknown>>, before: Readonly<Record<string, unknown>>): string[] {
  const names = [...new Set([...Object.keys(after), ...Object.keys(before)])];
  return names.flatMap((name) => {
    const [is, was] = [JSON.stringify(after[name]) ?? '', JSON.stringify(before[name]) ?? ''];
    if (is === was) return [];
    const from = Math.max(0, is.split('').findIndex((unit, at) => unit !== was[at]) - 100);
    return [`${name}: ${is.slice(from, from + 200)} was ${was.slice(from, from + 200)}`];
  });
}

function textOf(row: Row, left: RegExp): string {
  return JSON.stringify(
    Object.entries(row).filter(([column]) => !left.test(column)),
    (_key, value: unknown) => (typeof value === 'bigint' ? value.toString() : value),
  );
}

async function indexAll(served: Served): Promise<void> {
  const { backups } = await served.json<{ backups: { id: string; encrypted: boolean }[] }>('/backups/refresh', {
    method: 'POST',
  });
  for (const { id, encrypted } of backups) {
    expect(await served.index(id, await served.unlock(id, encrypted ? PASSWORD : null))).toBe('succeeded');
  }
}
