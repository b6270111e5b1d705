import { LngLat, Map as MapLibre } from 'maplibre-gl';
import { type RefObject, useEffect, useEffectEvent, useState } from 'react';
import 'maplibre-gl/dist/maplibre-gl.css';
import { type Basemap, mapStyle } from './basemap.ts';
import { MAX_ZOOM, MIN_ZOOM } from './cluster.ts';
import { mapColours } from './map-colours.ts';
import type { Box } from './map-points.ts';
import { setMapWorker } from './worker-address.ts';

/** The visible part of the world. */
export interface MapView extends Box {
  readonly zoom: number;
  /** `latitude,longitude,zoom`, for URLs. */
  readonly at: string;
}

/** Initial state of a map. */
export interface MapStart {
  readonly frame: RefObject<HTMLElement | null>;
  readonly basemap: Basemap | undefined;
  /** `latitude,longitude,zoom` in the URL. */
  readonly at: string | null;
  /** Initial view if the URL has none. */
  readonly around: Box | null;
  readonly onView: (view: MapView) => void;
}

/** Maximum latitude of the centre. */
const FARTHEST_LATITUDE = 80;

/** Draws the map once its basemap is loaded; null until then. */
export function useMap({ frame, basemap, at, around, onView }: MapStart): MapLibre | null {
  const [map, setMap] = useState<MapLibre | null>(null);
  const tell = useEffectEvent(onView);
  const begin = useEffectEvent(() => placeOf(at) ?? viewOf(around));

  useEffect(() => {
    const { current } = frame;
    if (basemap === undefined || current === null) return undefined;
    setMapWorker();
    const made = new MapLibre({
      container: current,
      style: mapStyle(basemap, mapColours(current)),
      attributionControl: false,
      maxZoom: MAX_ZOOM,
      minZoom: MIN_ZOOM,
      // The default constraint keeps the world as high as the frame: a phone in portrait would never show all of it.
      transformConstrain: ({ lng, lat }, zoom) => ({
        center: new LngLat(lng, clamp(lat, -FARTHEST_LATITUDE, FARTHEST_LATITUDE)),
        zoom: clamp(zoom, MIN_ZOOM, MAX_ZOOM),
      }),
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
      fadeDuration: 0,
      ...begin(),
    });
    made.touchZoomRotate.disableRotation();
    made.on('moveend', () => tell(viewIn(made)));
    // Markers only need the projection, before the land is drawn.
    made.once('styledata', () => {
      setMap(made);
      tell(viewIn(made));
    });
    // Without a graphics card, drawing the land takes seconds.
    made.getContainer().setAttribute('aria-busy', 'true');
    made.on('idle', () => made.getContainer().removeAttribute('aria-busy'));
    const stopColours = followTheme(() => made.setStyle(mapStyle(basemap, mapColours(current))));
    return () => {
      stopColours();
      made.getContainer().removeAttribute('aria-busy');
      setMap(null);
      made.remove();
    };
  }, [frame, basemap]);

  return map;
}

function clamp(value: number, lowest: number, highest: number): number {
  return Math.min(highest, Math.max(lowest, value));
}

/** True if the browser can draw maps: WebGL can be disabled. */
export function canDrawMaps(): boolean {
  return document.createElement('canvas').getContext('webgl2') !== null;
}

function viewIn(map: MapLibre): MapView {
  const bounds = map.getBounds();
  const { lat, lng } = map.getCenter().wrap();
  const zoom = map.getZoom();
  return {
    north: bounds.getNorth(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    west: bounds.getWest(),
    zoom,
    at: [lat.toFixed(4), lng.toFixed(4), zoom.toFixed(2)].map(Number).join(','),
  };
}

/** The place in a URL, or null. */
function placeOf(at: string | null): { center: [number, number]; zoom: number } | null {
  const parts = (at ?? '').split(',').map(Number);
  const [latitude = 0, longitude = 0, zoom = 0] = parts;
  const isPlace = parts.length === 3 && parts.every(Number.isFinite) && Math.abs(latitude) <= 90;
  return isPlace ? { center: [longitude, latitude], zoom } : null;
}

/** A view of a box with padding; the world if there is none. */
function viewOf(box: Box | null) {
  if (box === null) return { center: [0, 25] as [number, number], zoom: 1 };
  const { north, south, east, west } = box;
  return {
    bounds: [west, south, east, north] as [number, number, number, number],
    fitBoundsOptions: { padding: 70, maxZoom: 10 },
  };
}

/** Calls back when the theme changes, by preference or by the system. */
function followTheme(changed: () => void): () => void {
  const query = window.matchMedia('(prefers-color-scheme: dark)');
  const observer = new MutationObserver(changed);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] });
  query.addEventListener('change', changed);
  return () => {
    observer.disconnect();
    query.removeEventListener('change', changed);
  };
}
