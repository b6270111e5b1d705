import type { StyleSpecification } from 'maplibre-gl';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import worldUrl from 'world-atlas/countries-50m.json?url';

type World = Topology<{ countries: GeometryCollection<{ name: string }>; land: GeometryCollection }>;

/** The countries of the world, as much of them as a map at 1:50 million shows: Natural Earth, in the public domain. */
export interface Basemap {
  readonly land: GeoJSON.GeoJSON;
  readonly borders: GeoJSON.GeoJSON;
}

/** Fetches the basemap, which ships with the page. */
export async function loadBasemap(): Promise<Basemap> {
  const response = await fetch(worldUrl);
  const world = (await response.json()) as World;
  return {
    land: feature(world, world.objects.land),
    borders: mesh(world, world.objects.countries, (one, other) => one !== other),
  };
}

/** Colours of the map, as CSS would write them without names of ours. */
export interface MapColours {
  readonly water: string;
  readonly land: string;
  readonly coast: string;
  readonly border: string;
}

/** The map: water, land, coasts and borders. Nothing of it comes from elsewhere, so it has no text. */
export function mapStyle({ land, borders }: Basemap, colours: MapColours): StyleSpecification {
  return {
    version: 8,
    sources: {
      land: { type: 'geojson', data: land },
      borders: { type: 'geojson', data: borders },
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colours.water } },
      { id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours.land } },
      { id: 'coast', type: 'line', source: 'land', paint: { 'line-color': colours.coast, 'line-width': 0.8 } },
      {
        id: 'borders',
        type: 'line',
        source: 'borders',
        paint: { 'line-color': colours.border, 'line-width': ['interpolate', ['linear'], ['zoom'], 1, 0.6, 6, 1.2] },
      },
    ],
  };
}
