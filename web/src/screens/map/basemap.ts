import { queryOptions } from '@tanstack/react-query';
import type { StyleSpecification } from 'maplibre-gl';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import worldUrl from 'world-atlas/countries-50m.json?url';
import { unwrapLine, unwrapRing } from './unwrap.ts';

type World = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;

/** Countries of the world at 1:50 million: Natural Earth, in the public domain. */
export interface Basemap {
  readonly land: GeoJSON.MultiPolygon;
  readonly coasts: GeoJSON.MultiLineString;
  readonly borders: GeoJSON.MultiLineString;
}

/** Loads the basemap, which is part of the page. */
async function loadBasemap(): Promise<Basemap> {
  const response = await fetch(worldUrl);
  const world = (await response.json()) as World;
  const { countries, land } = world.objects;
  const lines = ({ coordinates }: GeoJSON.MultiLineString): GeoJSON.MultiLineString => {
    return { type: 'MultiLineString', coordinates: coordinates.map(unwrapLine) };
  };
  const areas = feature(world, land).features.flatMap(({ geometry }) =>
    geometry.type === 'MultiPolygon' ? geometry.coordinates : [],
  );
  return {
    land: { type: 'MultiPolygon', coordinates: areas.map((area) => area.map(unwrapRing)) },
    coasts: lines(mesh(world, land)),
    borders: lines(mesh(world, countries, (one, other) => one !== other)),
  };
}

/** The basemap, loaded once. */
export const basemapQuery = queryOptions({
  queryKey: ['basemap'],
  queryFn: loadBasemap,
  staleTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
});

/** Colours of the map as CSS values without custom properties. */
export interface MapColours {
  readonly water: string;
  readonly land: string;
  readonly coast: string;
  readonly border: string;
}

/** The map style: water, land, coasts and borders. Without text, because that needs fonts. */
export function mapStyle({ land, coasts, borders }: Basemap, colours: MapColours): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: land },
      coasts: { type: 'geojson', data: coasts },
      borders: { type: 'geojson', data: borders },
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colours.water } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours.land } },
      {
        id: 'coast',
        type: 'line',
        source: 'coasts',
        paint: { 'line-color': colours.coast, 'line-width': 0.7, 'line-opacity': 0.6 },
      },
      {
        id: 'borders',
        type: 'line',
        source: 'borders',
        paint: { 'line-color': colours.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.6, 6, 1.2] },
      },
    ],
  };
}
