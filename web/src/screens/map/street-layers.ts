import { layers, namedFlavor } from '@protomaps/basemaps';
import type { LayerSpecification } from 'maplibre-gl';
import { currentLanguage } from '../../i18n/locale.ts';
import { MAP_FONT } from './label-layers.ts';

/** Layers of a source with tiles in Protomaps' schema. */
export type StreetLayers = (source: string, isDark: boolean) => LayerSpecification[];

/**
 * Protomaps' style, without its background, below which the world would disappear, and without icons, whose pictures
 * would have to be shipped. Texts in fonts of the system.
 */
export const streetLayers: StreetLayers = (source, isDark) =>
  layers(source, namedFlavor(isDark ? 'dark' : 'light'), { lang: currentLanguage() }).flatMap(
    (layer): LayerSpecification[] => {
      if (layer.type === 'background') return [];
      const id = `streets-${layer.id}`;
      if (layer.type !== 'symbol') return [{ ...layer, id }];
      const layout = Object.fromEntries(
        Object.entries(layer.layout ?? {}).filter(([name]) => !name.startsWith('icon-')),
      );
      return layout['text-field'] === undefined ? [] : [{ ...layer, id, layout: { ...layout, 'text-font': MAP_FONT } }];
    },
  );
