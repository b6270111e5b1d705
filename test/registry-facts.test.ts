import { expect, it } from 'vitest';
import { artifactTables, registry } from '../src/artifacts/registry.ts';
import { artifactFacts, storedTables } from '../src/artifacts/registry-facts.ts';
import { kindMap, storedKindMap } from '../src/storage/column-kinds.ts';
import { searchSourceOf } from '../src/storage/engines/sqlite/search-view.ts';
import { repeatedColumns } from '../src/storage/repeated-columns.ts';

it('are data that a bundle can contain', () => {
  for (const value of [artifactFacts, storedTables]) expect(JSON.parse(JSON.stringify(value))).toEqual(value);
});

it('are those of all artifacts', () => {
  expect(artifactFacts.map(({ id, title, version }) => ({ id, title, version }))).toEqual(
    registry.map(({ id, title, version }) => ({ id, title, version })),
  );
  const having = (property: 'preview' | 'growth') =>
    registry.flatMap((artifact) => (artifact[property] === undefined ? [] : artifact.id));
  expect(artifactFacts.flatMap(({ id, hasPreview }) => (hasPreview ? id : []))).toEqual(having('preview'));
  expect(artifactFacts.flatMap(({ id, grows }) => (grows ? id : []))).toEqual(having('growth'));
});

it('have the database write the same as the definitions of the tables', () => {
  expect(Object.keys(storedTables)).toEqual(Object.keys(artifactTables));
  expect(kindMap(storedTables)).toEqual(kindMap(artifactTables));
  expect(storedKindMap(storedTables)).toEqual(storedKindMap(artifactTables));
  for (const [name, definition] of Object.entries(artifactTables)) {
    const stored = storedTables[name as keyof typeof storedTables];
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
