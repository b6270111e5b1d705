import type { ExpressionSpecification, SymbolLayerSpecification } from 'maplibre-gl';
import { countryName } from '../../format/town.ts';
import { currentLanguage } from '../../i18n/locale.ts';
import type { MapColours } from './map-colours.ts';

/** Fonts of the system, as in the page: without an address of glyphs the map draws texts with them. */
export const MAP_FONT = ['system-ui', '-apple-system', 'Segoe UI', 'Roboto', 'Noto Sans', 'sans-serif'];

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ'.split('');

/** Names of countries in the language of the page, by ISO code; the tiles have English ones. */
function countryNames(): ExpressionSpecification {
  const names = ALPHABET.flatMap((first) =>
    ALPHABET.flatMap((second) => {
      const name = countryName(first + second);
      return name === null ? [] : [first + second, name];
    }),
  );
  return ['match', ['coalesce', ['get', 'c'], ''], ...names, ['get', 'n']] as unknown as ExpressionSpecification;
}

/** Names of countries, states and towns, larger ones first, each from the zoom on that its tile has for it. */
export function labelLayers({ ink, muted, land }: MapColours): SymbolLayerSpecification[] {
  const shared = { source: 'world', 'source-layer': 'labels', type: 'symbol' } as const;
  const paint = (colour: string) => ({ 'text-color': colour, 'text-halo-color': land, 'text-halo-width': 1.2 });
  const kind = (...names: readonly string[]): ExpressionSpecification =>
    ['all', ['in', ['get', 'k'], ['literal', names]], ['<=', ['get', 'z'], ['zoom']]] as ExpressionSpecification;
  return [
    {
      ...shared,
      id: 'towns',
      minzoom: 2,
      filter: kind('town', 'capital'),
      layout: {
        'text-field': ['coalesce', ['get', currentLanguage()], ['get', 'n']],
        'text-font': MAP_FONT,
        // The zoom on which a town appears is its size: larger ones have larger names.
        'text-size': ['interpolate', ['linear'], ['zoom'], 3, 12, 8, ['step', ['get', 'z'], 16, 6, 14, 8, 12]],
        'text-max-width': 8,
        'text-padding': 3,
        'symbol-sort-key': ['get', 'o'],
      },
      paint: paint(ink),
    },
    {
      ...shared,
      id: 'region-names',
      minzoom: 4,
      maxzoom: 9,
      filter: kind('region'),
      layout: {
        'text-field': ['coalesce', ['get', currentLanguage()], ['get', 'n']],
        'text-font': MAP_FONT,
        'text-size': 11,
        'text-transform': 'uppercase',
        'text-letter-spacing': 0.08,
        'text-max-width': 7,
        'symbol-sort-key': ['get', 'z'],
      },
      paint: paint(muted),
    },
    {
      ...shared,
      id: 'country-names',
      maxzoom: 8,
      filter: kind('country'),
      layout: {
        'text-field': countryNames(),
        'text-font': MAP_FONT,
        'text-transform': 'uppercase',
        'text-letter-spacing': 0.06,
        'text-size': ['interpolate', ['linear'], ['zoom'], 2, 10, 6, 14],
        'text-max-width': 7,
        'text-padding': 4,
        'symbol-sort-key': ['get', 'o'],
      },
      paint: paint(ink),
    },
  ];
}
