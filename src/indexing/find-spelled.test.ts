import { expect, it } from 'vitest';
import type { BackupEntry } from '../backup/types.ts';
import { findSpelled } from './find-spelled.ts';

const COMPOSED = 'Library/M\u00fcller.pdf';
const APART = 'Library/Mu\u0308ller.pdf';

/** A list of files with one name in it, and how often it was asked. */
function listing(path: string) {
  const asked: string[] = [];
  const find = (_domain: string, relativePath: string): BackupEntry | null => {
    asked.push(relativePath);
    return relativePath === path ? ({ relativePath } as BackupEntry) : null;
  };
  return { manifest: { find } as Parameters<typeof findSpelled>[0], asked };
}

it('finds a file whose accents are spelled the other way', () => {
  for (const [listed, wanted] of [
    [COMPOSED, APART],
    [APART, COMPOSED],
    [COMPOSED, COMPOSED],
  ] as const) {
    expect(findSpelled(listing(listed).manifest, 'MediaDomain', wanted)?.relativePath).toBe(listed);
  }
});

it('asks once for a name without accents', () => {
  const { manifest, asked } = listing(COMPOSED);
  expect(findSpelled(manifest, 'MediaDomain', 'Library/a.pdf')).toBeNull();
  expect(asked).toEqual(['Library/a.pdf']);
});
