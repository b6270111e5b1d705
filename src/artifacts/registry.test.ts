import { describe, expect, it } from 'vitest';
import { RunEventSchema } from '../indexing/redis/run-job.ts';
import { sqlName } from '../model/columns.ts';
import { artifactTables, registry } from './registry.ts';

describe('registry', () => {
  it('names every artifact and every table once', () => {
    expect(new Set(registry.map(({ id }) => id)).size).toBe(registry.length);
    const names = registry.flatMap(({ tables }) => Object.keys(tables));
    expect(names.sort()).toEqual(Object.keys(artifactTables).sort());
    for (const name of names) expect(name).toMatch(/^[a-z][a-z0-9_]*$/);
  });

  it('has names that workers may report', () => {
    const reported = registry.map(({ id }) => ({
      type: 'artifact' as const,
      artifact: id,
      outcome: 'indexed' as const,
    }));
    expect(reported.filter((event) => !RunEventSchema.safeParse(event).success)).toEqual([]);
  });

  it.each(registry.map((artifact) => [artifact.id, artifact] as const))('%s says what it is', (_, artifact) => {
    expect(artifact.seenOn.length).toBeGreaterThan(0);
    expect(artifact.absent).not.toBe('');
    expect(Object.keys(artifact.tables)).toEqual(expect.arrayContaining(Object.keys(artifact.kinds)));
    for (const { columns, primaryKey, indexes } of Object.values(artifact.tables)) {
      const names = Object.keys(columns);
      expect(new Set(names.map(sqlName)).size).toBe(names.length);
      expect(names).toEqual(expect.arrayContaining([...primaryKey, ...(indexes ?? []).flat()]));
      for (const column of Object.values(columns)) expect(column.description).not.toBe('');
    }
  });
});
