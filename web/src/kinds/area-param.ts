import type { Area } from '../../../src/contract/kinds.ts';
import { choiceParam, type RawSearch } from '../search-params.ts';
import { AREA_LOOKS } from './area-looks.ts';

/** The area in a URL, if any. */
export function areaParam(raw: RawSearch): { readonly area?: Area } {
  return choiceParam(raw, 'area', Object.keys(AREA_LOOKS) as Area[]);
}
