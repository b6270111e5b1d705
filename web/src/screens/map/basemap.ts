import { queryOptions } from '@tanstack/react-query';
import { addProtocol, type LayerSpecification, type StyleSpecification } from 'maplibre-gl';
import { PMTiles, Protocol } from 'pmtiles';
import type { MapArchiveView } from '../../../../src/contract/map.ts';
import { mapArchiveQuery } from '../../api/map.ts';
import { queryClient } from '../../api/query-client.ts';
import worldUrl from '../../assets/map/world.pmtiles?url';
import { labelLayers } from './label-layers.ts';
import type { MapColours } from './map-colours.ts';
import type { StreetLayers } from './street-layers.ts';

/** The map of the world, which is part of the page, and the map of streets of this server. */
export interface Basemap {
  /** Addresses of the archives, with the protocol of {@link PMTiles}. */
  readonly world: string;
  readonly streets: { readonly address: string; readonly layers: StreetLayers } | null;
  /** Why there are no streets although an archive is configured: the server's message, or tiles in another schema. */
  readonly problem: MapArchiveView['problem'] | 'schema';
}

/** Layers of tiles in Protomaps' schema. Others have other names, and would draw nothing. */
const EXPECTED_LAYERS = ['earth', 'roads'];

let protocol: Protocol | null = null;

/** Makes MapLibre read tiles from PMTiles archives, with requests to this server only. */
function readArchives(): Protocol {
  if (protocol === null) {
    protocol = new Protocol();
    addProtocol('pmtiles', protocol.tile);
  }
  return protocol;
}

async function loadBasemap(): Promise<Basemap> {
  const archives = readArchives();
  const world = `pmtiles://${new URL(worldUrl, window.location.href).href}`;
  const { archive, problem } = await queryClient.fetchQuery(mapArchiveQuery()).catch(() => NONE);
  if (archive === null) return { world, streets: null, problem };
  const url = new URL(`/map/archive/tiles.pmtiles?v=${archive.version}`, window.location.href).href;
  const tiles = new PMTiles(url);
  const metadata = (await tiles.getMetadata().catch(() => null)) as Metadata | null;
  const names = metadata?.vector_layers?.map(({ id }) => id) ?? [];
  if (!EXPECTED_LAYERS.every((name) => names.includes(name))) return { world, streets: null, problem: 'schema' };
  archives.add(tiles);
  const { streetLayers } = await import('./street-layers.ts');
  return { world, streets: { address: `pmtiles://${url}`, layers: streetLayers }, problem: null };
}

interface Metadata {
  readonly vector_layers?: readonly { readonly id: string }[];
}

const NONE: MapArchiveView = { archive: null, problem: null };

/** The basemap, loaded once. */
export const basemapQuery = queryOptions({
  queryKey: ['basemap'],
  queryFn: loadBasemap,
  staleTime: Number.POSITIVE_INFINITY,
  structuralSharing: false,
});

/** The map style: water, land, rivers, borders and names; above them the streets. Texts in fonts of the system. */
export function mapStyle({ world, streets }: Basemap, colours: MapColours): StyleSpecification {
  const line = (
    layer: string,
    paint: NonNullable<Extract<LayerSpecification, { type: 'line' }>['paint']>,
    minzoom = 0,
  ): LayerSpecification => ({ id: layer, type: 'line', source: 'world', 'source-layer': layer, minzoom, paint });
  const area = (layer: string, colour: string): LayerSpecification => ({
    id: layer,
    type: 'fill',
    source: 'world',
    'source-layer': layer,
    paint: { 'fill-color': colour },
  });
  const growing = (least: number, most: number) =>
    ['interpolate', ['linear'], ['zoom'], 2, least, 9, most] as unknown as number;
  return {
    version: 8,
    sources: {
      world: { type: 'vector', url: world },
      ...(streets === null ? {} : { streets: { type: 'vector', url: streets.address } }),
    },
    layers: [
      { id: 'water', type: 'background', paint: { 'background-color': colours.water } },
      area('land', colours.land),
      area('lakes', colours.water),
      line('rivers', { 'line-color': colours.water, 'line-width': growing(0.5, 3) }, 2),
      line('regions', { 'line-color': colours.region, 'line-width': growing(0.4, 1.2), 'line-dasharray': [4, 2] }, 3),
      line('borders', { 'line-color': colours.border, 'line-width': growing(0.6, 1.8) }),
      {
        id: 'coast',
        type: 'line',
        source: 'world',
        'source-layer': 'land',
        paint: { 'line-color': colours.coast, 'line-width': 0.7, 'line-opacity': 0.6 },
      },
      ...labelLayers(colours),
      ...(streets === null ? [] : streets.layers('streets', colours.isDark)),
    ],
  };
}
