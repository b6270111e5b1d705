import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import { writePmtiles } from '../../../scripts/map-data/pmtiles-archive.ts';

const ZOOM = 14;

/** A PMTiles archive of one street in the schema of Protomaps (https://docs.protomaps.com/basemaps/layers). */
export function streetArchive(layers: readonly string[] = ['earth', 'roads']): Buffer {
  const [west, south] = [13.34, 52.505];
  const square = [
    [west, south],
    [west + 0.04, south],
    [west + 0.04, south + 0.03],
    [west, south + 0.03],
    [west, south],
  ];
  const street = square.slice(0, 3).map(([x = 0, y = 0]) => [x + 0.001, y + 0.01]);
  const contents = {
    earth: {
      type: 'Feature' as const,
      geometry: { type: 'Polygon' as const, coordinates: [square] },
      properties: { kind: 'earth' },
    },
    roads: {
      type: 'Feature' as const,
      geometry: { type: 'LineString' as const, coordinates: street },
      properties: { kind: 'major_road', kind_detail: 'primary', name: 'Straße des 17. Juni', min_zoom: 8 },
    },
  };
  const indexes = Object.entries(contents).map(
    ([name, one]) => [name, new GeoJSONVT({ type: 'FeatureCollection', features: [one] }, { maxZoom: ZOOM })] as const,
  );
  const tiles = Array.from({ length: ZOOM + 1 }, (_, z) => z).flatMap((z) => {
    const [x, y] = tileOf(west + 0.01, south + 0.0095, z);
    return [-1, 0, 1].flatMap((right) =>
      [-1, 0, 1].flatMap((down) => {
        const found = indexes.flatMap(([name, index]) => {
          const tile = index.getTile(z, x + right, y + down);
          return tile === null ? [] : [[name, tile] as const];
        });
        const bytes = fromGeojsonVt(Object.fromEntries(found), { version: 2 });
        const isInside = [x + right, y + down].every((at) => at >= 0 && at < 2 ** z);
        return found.length === 0 || !isInside ? [] : [{ z, x: x + right, y: y + down, bytes }];
      }),
    );
  });
  return writePmtiles(tiles, {
    minZoom: 0,
    maxZoom: ZOOM,
    bounds: [west, south, west + 0.04, south + 0.03],
    metadata: { vector_layers: layers.map((id) => ({ id, fields: {} })) },
  });
}

function tileOf(longitude: number, latitude: number, z: number): [number, number] {
  const angle = (latitude * Math.PI) / 180;
  const y = (1 - Math.log(Math.tan(angle) + 1 / Math.cos(angle)) / Math.PI) / 2;
  return [Math.floor(((longitude + 180) / 360) * 2 ** z), Math.floor(y * 2 ** z)];
}
