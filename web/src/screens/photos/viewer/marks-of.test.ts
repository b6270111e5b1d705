import { expect, it } from 'vitest';
import type { PhotoView } from '../../../../../src/contract/photos.ts';
import { facesOf, textOf } from './marks-of.ts';

/** A face of a portrait photo of macOS 26.1. */
const FACE = {
  key: 'F',
  person: 'P',
  name: 'Katie',
  centerX: 0.590747520327568,
  centerY: 0.717870712280273,
  size: 0.148816108703613,
  sourceWidth: 1365,
  sourceHeight: 2048,
  isHidden: false,
  isManual: false,
};

function photo(face: Partial<typeof FACE>, more: Partial<PhotoView> = {}): PhotoView {
  const shown = { fileID: 'o', from: 'original' };
  return {
    width: 1365,
    height: 2048,
    shown,
    traits: [],
    faces: [{ ...FACE, ...face }],
    ...more,
  } as unknown as PhotoView;
}

it('is a square of the longer side of the picture, from the upper left', () => {
  const [mark] = facesOf(photo({}), 'Not named');
  expect(mark?.label).toBe('Katie');
  const corners = mark?.corners.map(([x, y]) => [Math.round(x * 1365), Math.round(y * 2048)]);
  // Compared with the picture.
  expect(corners).toEqual([
    [654, 425],
    [959, 425],
    [959, 730],
    [654, 730],
  ]);
});

it('is not drawn over a picture of another shape', () => {
  const wide = { sourceWidth: 2048, sourceHeight: 1365 };
  expect(facesOf(photo(wide), '')).toEqual([]);
  expect(facesOf(photo({}, { traits: ['edited'] }), '')).toEqual([]);
  expect(facesOf(photo({}, { traits: ['edited'], shown: { fileID: 'e', from: 'edited' } }), '')).toHaveLength(1);
  expect(facesOf(photo({}, { width: 0 }), '')).toEqual([]);
});

it('has lines of text by their corners', () => {
  const textLines = [
    { text: 'SPROUTS', corners: [0.68, 0.58, 0.77, 0.58, 0.77, 0.62, 0.68, 0.62] },
    { text: 'Mint', corners: null },
  ];
  const corners = [
    [0.68, 0.58],
    [0.77, 0.58],
    [0.77, 0.62],
    [0.68, 0.62],
  ];
  expect(textOf(photo({}, { textLines }))).toEqual([{ key: '0', label: 'SPROUTS', corners, isLabelled: true }]);
  expect(textOf(photo({}, { textLines, traits: ['edited'] }))).toEqual([]);
});
