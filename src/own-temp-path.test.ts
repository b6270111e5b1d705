import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { tempFolder } from '../test/support/backup/temp-folder.ts';
import { ownTempPath } from './own-temp-path.ts';

it('is the common folder unless it is another user’s', () => {
  const path = join(tempFolder(), 'apple_juicer');
  expect(ownTempPath(path, 12_345)).toBe(path);
  mkdirSync(path);
  expect(ownTempPath(path)).toBe(path);
  if (process.platform !== 'win32') expect(ownTempPath(path, 12_345)).toBe(`${path}-12345`);
  expect(ownTempPath(path, undefined)).toBe(path);
});
