import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';
import { artifactTables, registry } from '../src/artifacts/registry.ts';
import { artifactFacts, storedTables } from '../src/artifacts/registry-facts.ts';
import { kindMap } from '../src/storage/column-kinds.ts';
import { searchSourceOf } from '../src/storage/engines/sqlite/search-view.ts';
import { repeatedColumns, storedTable } from '../src/storage/repeated-columns.ts';
import { builtCli } from './support/bundled-cli.ts';

it('are data that a bundle can contain', () => {
  for (const value of [artifactFacts, storedTables]) expect(JSON.parse(JSON.stringify(value))).toEqual(value);
});

it('are those of all artifacts', () => {
  expect(artifactFacts.map(({ id, title, version }) => ({ id, title, version }))).toEqual(
    registry.map(({ id, title, version }) => ({ id, title, version })),
  );
  expect(artifactFacts.flatMap(({ id, preview }) => (preview === null ? [] : id))).toEqual(
    registry.flatMap(({ id, preview }) => (preview === undefined ? [] : id)),
  );
});

it('have the database write the same as the definitions of the tables', () => {
  expect(Object.keys(storedTables)).toEqual(Object.keys(artifactTables));
  const [ofDefinitions, ofFacts] = [kindMap(artifactTables), kindMap(storedTables)];
  for (const [name, definition] of Object.entries(artifactTables)) {
    const stored = storedTables[name as keyof typeof storedTables];
    for (const table of [name, storedTable(name)]) expect(ofFacts.get(table)).toEqual(ofDefinitions.get(table));
    expect(Object.keys(stored.columns)).toEqual(Object.keys(definition.columns));
    expect(repeatedColumns(stored)).toEqual(repeatedColumns(definition));
    expect(searchSourceOf(name, stored)).toBe(searchSourceOf(name, definition));
    const { primaryKey, indexes, large } = definition;
    expect({ primaryKey: stored.primaryKey, indexes: stored.indexes, large: stored.large }).toEqual({
      primaryKey,
      indexes,
      large,
    });
  }
});

it('spare commands and the writing half of a worker all artifacts', async () => {
  const dist = dirname(await builtCli());
  /** The code of a file of the bundle and of all that it loads at once. */
  async function loadedWith(entry: string): Promise<string> {
    const files = new Map<string, string>();
    const waiting = [entry];
    for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
      if (files.has(file)) continue;
      const code = await readFile(join(dist, file), 'utf8');
      files.set(file, code);
      for (const [, next = ''] of code.matchAll(/^(?:import|export)\b[^'"]*["']\.\/([^"']+)["']/gm)) waiting.push(next);
    }
    return [...files.values()].join('');
  }
  const query = 'chat_message_join';
  expect(await loadedWith('indexing-worker-read-thread.js')).toContain(query);
  // The thread of previews loads those that nearly every phone has.
  const usual = await loadedWith('indexing-worker-preview-thread.js');
  const placeOfHealth = 'healthdb_secure.sqlite';
  expect(usual).toContain(query);
  expect(usual.includes(placeOfHealth)).toBe(false);
  expect(await loadedWith('indexing-worker-read-thread.js')).toContain(placeOfHealth);
  for (const entry of ['main.js', 'indexing-worker-worker-process.js', 'indexing-worker-work-on-job.js']) {
    const code = await loadedWith(entry);
    expect(code.length).toBeGreaterThan(10_000);
    expect(code.includes(query), entry).toBe(false);
  }
});
