import type { Area } from '../../../../src/contract/kinds.ts';
import { areaParam } from '../../kinds/area-param.ts';
import { choiceParam, type RawSearch, textParam } from '../../search-params.ts';

/** Filter: kinds with records, or without. */
export const SHOWN = ['here', 'missing'] as const;

/** URL state of the screen. */
export interface EverythingSearch {
  /** Part of a name. */
  readonly q?: string;
  readonly area?: Area;
  readonly show?: (typeof SHOWN)[number];
}

/** Parses the URL parameters. */
export function readEverythingSearch(raw: RawSearch): EverythingSearch {
  return {
    ...textParam(raw, 'q'),
    ...areaParam(raw),
    ...choiceParam(raw, 'show', SHOWN),
  };
}
