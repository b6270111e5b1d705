import type { Area } from '../../../../src/contract/kinds.ts';
import { areaParam } from '../../kinds/area-param.ts';
import { choiceParam, type RawSearch, textParam } from '../../search-params.ts';

/** Which kinds are listed: those of which there are records, or those of which there are none. */
export const SHOWN = ['here', 'missing'] as const;

/** What the address of the screen says. */
export interface EverythingSearch {
  /** Part of a name. */
  readonly q?: string;
  readonly area?: Area;
  readonly show?: (typeof SHOWN)[number];
}

/** Reads the address. */
export function readEverythingSearch(raw: RawSearch): EverythingSearch {
  return {
    ...textParam(raw, 'q'),
    ...areaParam(raw),
    ...choiceParam(raw, 'show', SHOWN),
  };
}
