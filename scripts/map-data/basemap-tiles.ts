import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { GeoJSONVT } from '@maplibre/geojson-vt';
import { fromGeojsonVt } from '@maplibre/vt-pbf';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { TOWN_EXONYMS } from '../../web/src/format/town-exonyms.ts';
import { countryLabels } from './country-labels.ts';
import type { ArchiveTile } from './pmtiles-archive.ts';
import { readPaths, readPolygons } from './shapefile.ts';
import type { Town } from './town-list.ts';
import { unwrapLine, unwrapRing } from './unwrap.ts';

/** Maximum zoom of the tiles: 1:10 million does not show more on larger ones, and all towns are in these. */
export const MAX_ZOOM = 6;

type World = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;
type Rivers = Topology<{ rivers: GeometryCollection }>;

interface State {
  readonly name: string | null;
  readonly name_en: string | null;
  readonly name_de: string | null;
  readonly name_fr: string | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly min_label: number;
}

/** All tiles of the map, with the layers `land`, `lakes`, `rivers`, `borders`, `regions` and `labels`. */
export function* basemapTiles(folder: string, worldPath: string, towns: readonly Town[]): Generator<ArchiveTile> {
  const world = JSON.parse(readFileSync(worldPath, 'utf8')) as World;
  const rivers = JSON.parse(readFileSync(join(folder, 'rivers.json'), 'utf8')) as Rivers;
  const { countries, land } = world.objects;
  const areas = feature(world, land).features.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon' ? geometry.coordinates : [],
  );
  const lines = (paths: readonly GeoJSON.Position[][]): GeoJSON.Feature[] =>
    paths.map((path) => shape({ type: 'LineString', coordinates: unwrapLine(path) }));
  const rings = (polygons: readonly GeoJSON.Position[][][]): GeoJSON.Feature[] =>
    polygons.map((polygon) => shape({ type: 'Polygon', coordinates: polygon.map(unwrapRing) }));
  const layers: Readonly<Record<string, GeoJSON.Feature[]>> = {
    land: rings(areas),
    lakes: rings(readPolygons(join(folder, 'ne_10m_lakes.shp'))),
    rivers: lines(mesh(rivers, rivers.objects.rivers).coordinates),
    borders: lines(mesh(world, countries, (one, other) => one !== other).coordinates),
    regions: lines(readPaths(join(folder, 'ne_10m_admin_1_states_provinces_lines.shp'))),
    labels: [
      ...countryLabels(feature(world, countries).features, towns),
      ...regionLabels(join(folder, 'states.json')),
      ...towns.map(townLabel),
    ],
  };
  const indexes = Object.entries(layers).map(([name, features]) => {
    const options = { maxZoom: MAX_ZOOM, indexMaxZoom: MAX_ZOOM, indexMaxPoints: 0, tolerance: 3, buffer: 64 };
    return [name, new GeoJSONVT({ type: 'FeatureCollection', features }, options)] as const;
  });
  for (let z = 0; z <= MAX_ZOOM; z++) {
    for (let x = 0; x < 2 ** z; x++) {
      for (let y = 0; y < 2 ** z; y++) {
        const found = indexes.flatMap(([name, index]) => {
          const tile = index.getTile(z, x, y);
          if (tile === null) return [];
          // Labels that this zoom never shows would only make its tiles large.
          const features = tile.features.filter(
            ({ tags }: { readonly tags?: GeoJSON.GeoJsonProperties }) =>
              Number(tags?.['z'] ?? 0) <= z || z === MAX_ZOOM,
          );
          const isShown = name !== 'regions' || z >= 3;
          return features.length === 0 || !isShown ? [] : [[name, { ...tile, features }] as const];
        });
        if (found.length > 0) yield { z, x, y, bytes: fromGeojsonVt(Object.fromEntries(found), { version: 2 }) };
      }
    }
  }
}

function shape(geometry: GeoJSON.Geometry): GeoJSON.Feature {
  return { type: 'Feature', properties: {}, geometry };
}

/** Names of states and provinces, from the zoom at which Natural Earth shows them. */
function regionLabels(path: string): GeoJSON.Feature[] {
  const { features } = JSON.parse(readFileSync(path, 'utf8')) as { features: { properties: State }[] };
  return features.flatMap(({ properties: { name, name_en, name_de, name_fr, latitude, longitude, min_label } }) => {
    const shown = name_en || name;
    if (!shown || Math.abs(latitude) > 90 || Math.abs(longitude) > 180 || (latitude === 0 && longitude === 0))
      return [];
    const translated = Object.entries({ de: name_de, fr: name_fr }).filter(
      ([, other]) => other !== null && other !== '' && other !== shown,
    );
    return {
      type: 'Feature',
      properties: { k: 'region', n: shown, z: Math.max(4, Math.ceil(min_label)), ...Object.fromEntries(translated) },
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
    };
  });
}

/** Population from which a town is named at a zoom. */
const ZOOMS = [
  [5_000_000, 3],
  [1_500_000, 4],
  [500_000, 5],
  [150_000, 6],
  [50_000, 7],
  [15_000, 8],
  [4_000, 9],
] as const;

function townLabel({ name, country, latitude, longitude, population, code }: Town): GeoJSON.Feature {
  const zoom = ZOOMS.find(([least]) => population >= least)?.[1] ?? 10;
  const [de = name, fr = name] = TOWN_EXONYMS[`${country} ${name}`] ?? [];
  const exonyms = Object.fromEntries(Object.entries({ de, fr }).filter(([, other]) => other !== name));
  const isCapital = code === 'PPLC';
  const z = isCapital ? Math.min(zoom, 4) : code === 'PPLX' ? Math.max(zoom + 2, 11) : zoom;
  return {
    type: 'Feature',
    properties: {
      k: isCapital ? 'capital' : 'town',
      n: name,
      z,
      o: -Math.round(Math.log2(population + 1) * 2),
      ...exonyms,
    },
    geometry: { type: 'Point', coordinates: [longitude, latitude] },
  };
}
