import { expect, it } from 'vitest';
import { countryLabels } from '../../scripts/map-data/country-labels.ts';

it('a country across the edge of the map is named inside of it, whichever side its border begins on', () => {
  const border = [
    [40, 50],
    [179, 50],
    [-170, 60],
    [-170, 70],
    [179, 75],
    [40, 75],
    [40, 50],
  ];
  for (const start of [0, 2]) {
    const ring = [...border.slice(start, -1), ...border.slice(0, start), border[start] ?? []];
    const country = {
      type: 'Feature',
      properties: { name: 'Wide' },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
    const [label] = countryLabels([country as Parameters<typeof countryLabels>[0][number]], []);
    if (label?.geometry.type !== 'Point') throw new Error('no label');
    const [longitude = 0, latitude = 0] = label.geometry.coordinates;
    expect(longitude).toBeGreaterThan(50);
    expect(longitude).toBeLessThan(175);
    expect(latitude).toBeGreaterThan(50);
    expect(latitude).toBeLessThan(75);
  }
});
