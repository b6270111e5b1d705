import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const read = (path: string): string => readFileSync(path, 'utf8');

/** The packages of Node for each platform, with their versions. */
const SHIPPED = Object.entries(
  (JSON.parse(read('package.json')) as { optionalDependencies: Record<string, string> }).optionalDependencies,
).filter(([name]) => /^node-(?:bin-)?(?:darwin|linux|win)-/.test(name));
const [[, VERSION]] = SHIPPED as [[string, string]];

it('is the same on every platform, and the one that runs the tests', () => {
  expect(SHIPPED.length).toBeGreaterThan(3);
  expect(new Set(SHIPPED.map(([, version]) => version))).toEqual(new Set([VERSION]));
  expect(process.versions.node).toBe(VERSION);
});

it('is that of the images, of the documentation and of the launcher', () => {
  const images = [...read('Dockerfile').matchAll(/^FROM node:([\d.]+)/gm)].map(([, version]) => version);
  expect(new Set(images)).toEqual(new Set([VERSION]));
  const [major] = VERSION.split('.');
  expect(read('bin/apple-juicer.js')).toContain(`const NEEDED = ${major};`);
  for (const file of ['README.md', 'CONTRIBUTING.md', 'docs/operations.md', 'docs/decisions/0001-dependencies.md']) {
    const named = [...read(file).matchAll(/\b(\d\d\.\d+\.\d+) comes with|Node (2[1-9]|[3-9]\d)\b/g)];
    expect([file, named.length]).not.toEqual([file, 0]);
    for (const [, full = VERSION, short = major] of named) expect([file, full, short]).toEqual([file, VERSION, major]);
  }
});
