import { expect, it } from 'vitest';
import { exampleEntries } from '../../synthetic/examples/example-entries.ts';
import { DEMO_EXAMPLES } from './demo-examples.ts';

it('fit into one backup, with the rows that several have in the same database', () => {
  const entries = exampleEntries(DEMO_EXAMPLES).filter(({ kind }) => kind === 'file');
  expect(entries.length).toBeGreaterThan(20);
  expect(new Set(entries.map(({ domain, relativePath }) => `${domain} ${relativePath}`)).size).toBe(entries.length);
});
