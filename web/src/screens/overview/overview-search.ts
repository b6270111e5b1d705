import type { Area } from '../../../../src/contract/kinds.ts';
import { areaParam } from '../../kinds/area-param.ts';
import { type RawSearch, wholeParam } from '../../search-params.ts';

/** URL state of the screen. */
export interface OverviewSearch {
  /** Area whose kinds are shown. Default: all. */
  readonly area?: Area;
  /** Year of the activity. */
  readonly year?: number;
}

/** Parses the URL parameters. */
export function readOverviewSearch(raw: RawSearch): OverviewSearch {
  return { ...areaParam(raw), ...wholeParam(raw, 'year') };
}
