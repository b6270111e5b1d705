import { type RawSearch, textParam, wholeParam } from '../../search-params.ts';

/** URL state of the screen. */
export interface MapSearch {
  /** `latitude,longitude,zoom` in view. */
  readonly at?: string;
  /** Bounding box of the listed records. */
  readonly area?: string;
  /** Only records of this kind. */
  readonly kind?: string;
  /** Only records of this year. */
  readonly year?: number;
  /** Only photos of this person, and records from it, by name. */
  readonly person?: string;
}

/** Parses the URL parameters. */
export function readMapSearch(raw: RawSearch): MapSearch {
  return {
    ...textParam(raw, 'at'),
    ...textParam(raw, 'area'),
    ...textParam(raw, 'kind'),
    ...wholeParam(raw, 'year'),
    ...textParam(raw, 'person'),
  };
}
