import { expect, it } from 'vitest';
import { SparseTexts } from './sparse-texts.ts';

it('has the values of its texts, and none of others that end alike', () => {
  const ids = ['', 'x', '12345', 'A-12345', 'B-12345', '\u{1f600}', '0C09D3D7-33FC-4641-A50F-AC69EFB96911'];
  const texts = new SparseTexts(ids.map((id, index) => [id, index]));
  for (const [index, id] of ids.entries()) expect(texts.get(id)).toBe(index);
  for (const other of ['C-12345', '2345', 'y', ' ', '0C09D3D7-33FC-4641-A50F-AC69EFB96912', null]) {
    expect(texts.get(other)).toBeUndefined();
  }
});
