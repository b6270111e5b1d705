import type { Area } from '../../../../src/contract/kinds.ts';
import { areaParam } from '../../kinds/area-param.ts';
import { choiceParam, type RawSearch, wholeParam } from '../../search-params.ts';

/** URL state of the screen. */
export interface OverviewSearch {
  /** Area whose kinds are shown. Default: all. */
  readonly area?: Area;
  /** Year of the activity. */
  readonly year?: number;
  /** The dialog that is open. */
  readonly dialog?: 'keepsake';
}

const DIALOGS = ['keepsake'] as const;

/** Parses the URL parameters. */
export function readOverviewSearch(raw: RawSearch): OverviewSearch {
  return { ...areaParam(raw), ...wholeParam(raw, 'year'), ...choiceParam(raw, 'dialog', DIALOGS) };
}
