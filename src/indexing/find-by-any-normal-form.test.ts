import { expect, it } from 'vitest';
import type { BackupEntry } from '../backup/types.ts';
import { findByAnyNormalForm } from './find-by-any-normal-form.ts';

const COMPOSED = 'Library/M\u00fcller.pdf';
const APART = 'Library/Mu\u0308ller.pdf';

/** A manifest with one path that counts lookups. */
function listing(path: string) {
  const asked: string[] = [];
  const find = (_domain: string, relativePath: string): BackupEntry | null => {
    asked.push(relativePath);
    return relativePath === path ? ({ relativePath } as BackupEntry) : null;
  };
  return { manifest: { find } as Parameters<typeof findByAnyNormalForm>[0], asked };
}

it('finds a file whose name is in another Unicode normal form', () => {
  for (const [listed, wanted] of [
    [COMPOSED, APART],
    [APART, COMPOSED],
    [COMPOSED, COMPOSED],
  ] as const) {
    expect(findByAnyNormalForm(listing(listed).manifest, 'MediaDomain', wanted)?.relativePath).toBe(listed);
  }
});

it('looks up ASCII names only once', () => {
  const { manifest, asked } = listing(COMPOSED);
  expect(findByAnyNormalForm(manifest, 'MediaDomain', 'Library/a.pdf')).toBeNull();
  expect(asked).toEqual(['Library/a.pdf']);
});
