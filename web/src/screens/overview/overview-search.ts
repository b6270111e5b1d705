import type { Area } from '../../../../src/contract/kinds.ts';
import { areaParam } from '../../kinds/area-param.ts';
import { type RawSearch, wholeParam } from '../../search-params.ts';

/** What the address of the screen says. */
export interface OverviewSearch {
  /** The one whose kinds are shown; all when not given. */
  readonly area?: Area;
  /** The year whose activity is shown. */
  readonly year?: number;
}

/** Reads the address. */
export function readOverviewSearch(raw: RawSearch): OverviewSearch {
  return { ...areaParam(raw), ...wholeParam(raw, 'year') };
}
