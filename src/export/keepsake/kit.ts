import type { KeepsakeOptions } from '../../contract/keepsake.ts';
import type { Attachments } from '../attachments.ts';
import type { LocalTime } from '../format/local-time.ts';
import type { ExportJob } from '../types.ts';
import type { SectionLink } from './page.ts';
import type { SearchIndex } from './search/search-index.ts';

/** What the parts of a keepsake share. */
export interface Kit {
  readonly job: ExportJob;
  readonly options: KeepsakeOptions;
  readonly clock: LocalTime;
  readonly attachments: Attachments;
  readonly search: SearchIndex;
  /** Navigation of every page. */
  readonly sections: readonly SectionLink[];
}

/** A list of the overview. */
export interface Section {
  readonly name: string;
  /** Heading below which it is. */
  readonly area: string;
  /** Path from the root of the keepsake. */
  readonly path: string;
  /** `12 messages` */
  readonly size: string;
}
