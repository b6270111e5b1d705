import { type RawSearch, textParam } from '../../search-params.ts';

/** What the address of the screen says. */
export interface MapSearch {
  /** `latitude,longitude,zoom` in view. */
  readonly at?: string;
  /** The box whose contents are listed. */
  readonly area?: string;
}

/** Reads the address. */
export function readMapSearch(raw: RawSearch): MapSearch {
  return { ...textParam(raw, 'at'), ...textParam(raw, 'area') };
}
