import { describe, expect, it } from 'vitest';
import { unwrapLine, unwrapRing } from '../../scripts/map-data/unwrap.ts';

describe('areas across the edge of the map', () => {
  it('continue beyond it in both directions', () => {
    expect(
      unwrapLine([
        [179, 1],
        [-179, 2],
        [179, 3],
      ]),
    ).toEqual([
      [179, 1],
      [181, 2],
      [179, 3],
    ]);
    expect(
      unwrapLine([
        [-179, 1],
        [178, 2],
      ]),
    ).toEqual([
      [-179, 1],
      [-182, 2],
    ]);
    const island = [
      [170, 0],
      [-170, 0],
      [-170, 5],
      [170, 0],
    ];
    expect(unwrapRing(island)).toEqual([
      [170, 0],
      [190, 0],
      [190, 5],
      [170, 0],
    ]);
  });

  it('are closed along the pole if they surround it', () => {
    const antarctica = [
      [-180, -80],
      [-60, -75],
      [60, -75],
      [179, -80],
      [-180, -80],
    ];
    expect(unwrapRing(antarctica).slice(-4)).toEqual([
      [180, -80],
      [180, -90],
      [-180, -90],
      [-180, -80],
    ]);
  });

  it('do not change other areas', () => {
    const square = [
      [0, 0],
      [10, 0],
      [10, 10],
      [0, 0],
    ];
    expect(unwrapRing(square)).toEqual(square);
    expect(unwrapRing([])).toEqual([]);
  });
});
