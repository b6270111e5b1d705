import { expect, it } from 'vitest';
import { findByAnyNormalForm } from './find-by-any-normal-form.ts';

const COMPOSED = 'Library/M\u00fcller.pdf';
const APART = 'Library/Mu\u0308ller.pdf';

/** A manifest with one path that counts lookups. */
function listing(path: string) {
  const asked: string[] = [];
  const find = (relativePath: string): string | null => {
    asked.push(relativePath);
    return relativePath === path ? relativePath : null;
  };
  return { find, asked };
}

it('finds a file whose name is in another Unicode normal form', () => {
  for (const [listed, wanted] of [
    [COMPOSED, APART],
    [APART, COMPOSED],
    [COMPOSED, COMPOSED],
  ] as const) {
    expect(findByAnyNormalForm(listing(listed).find, wanted)).toBe(listed);
  }
});

it('looks up ASCII names only once', () => {
  const { find, asked } = listing(COMPOSED);
  expect(findByAnyNormalForm(find, 'Library/a.pdf')).toBeNull();
  expect(asked).toEqual(['Library/a.pdf']);
});
