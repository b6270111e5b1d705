import type { PhotoFilter } from '../../api/photos.ts';
import { choiceParam, flagParam, type RawSearch, textParam } from '../../search-params.ts';

/** Parts of the library that one can choose to see. */
const PARTS = ['favourites', 'videos', 'live', 'screenshots', 'hidden', 'deleted'] as const;
/** A part of the library. */
export type Part = (typeof PARTS)[number];

/** What stands in the address of the screen. */
export interface PhotoSearch {
  /** Which part of the library; all but what is hidden and deleted when not given. */
  readonly show?: Part;
  readonly album?: string;
  /** Key of a person of the library. */
  readonly person?: string;
  /** A box on the map: `north,south,east,west`. */
  readonly area?: string;
  /** The day in view, `YYYY-MM-DD`. */
  readonly day?: string;
  /** Key of the photo that is open. */
  readonly p?: string;
  /** Its details stand beside it. */
  readonly info?: true;
}

/** The same without some of it. */
export function without(search: PhotoSearch, ...names: readonly (keyof PhotoSearch)[]): PhotoSearch {
  return Object.fromEntries(Object.entries(search).filter(([name]) => !names.includes(name as keyof PhotoSearch)));
}

/** Reads the address. */
export function readPhotoSearch(raw: RawSearch): PhotoSearch {
  return {
    ...choiceParam(raw, 'show', PARTS),
    ...textParam(raw, 'album'),
    ...textParam(raw, 'person'),
    ...textParam(raw, 'area'),
    ...textParam(raw, 'day'),
    ...textParam(raw, 'p'),
    ...flagParam(raw, 'info'),
  };
}

const OF_PART: Readonly<Record<Part, PhotoFilter>> = {
  favourites: { favourite: true },
  videos: { kind: 'video' },
  live: { subtype: 'live-photo' },
  screenshots: { screenshots: true },
  // What is hidden and deleted is both: it is shown with what is deleted, as on the phone.
  hidden: { hidden: 'only' },
  deleted: { trashed: 'only', hidden: 'too' },
};

/** The filter of the API that an address means. */
export function filterOf({ show, album, person, area }: PhotoSearch): PhotoFilter {
  return {
    // Albums and people may hold what the library itself leaves out: shared pictures, all of a burst.
    ...(show === undefined && album === undefined && person === undefined ? { library: true } : {}),
    ...(show === undefined ? {} : OF_PART[show]),
    ...(album === undefined ? {} : { album }),
    ...(person === undefined ? {} : { person }),
    ...areaFilter(area),
  };
}

/** The box on the map that an `area` of an address means; nothing where it means none. */
export function areaFilter(area: string | undefined): PhotoFilter {
  const sides = (area ?? '').split(',').map(Number);
  const [north = 0, south = 0, east = 0, west = 0] = sides;
  return sides.length === 4 && sides.every(Number.isFinite) ? { north, south, east, west } : {};
}
