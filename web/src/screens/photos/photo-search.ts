import type { PhotoTrait } from '../../../../src/contract/photo-traits.ts';
import type { PhotoFilter } from '../../api/photos.ts';
import { type MarkSearch, marksIn, readMarkSearch } from '../../marks/mark-search.ts';
import { choiceParam, flagParam, type RawSearch, textParam } from '../../search-params.ts';

/** Kinds of pictures; the page knows the contract by its types only. */
const TRAITS: Readonly<Record<PhotoTrait, true>> = {
  selfie: true,
  portrait: true,
  panorama: true,
  'slow-motion': true,
  'time-lapse': true,
  'screen-recording': true,
  burst: true,
  animated: true,
  hdr: true,
  raw: true,
  spatial: true,
  edited: true,
  'alt-text': true,
  duplicate: true,
  'shared-library': true,
};

/** Subsets of the library. */
const PARTS = [
  ...(['favourites', 'videos', 'live', 'screenshots', 'hidden', 'deleted'] as const),
  ...(Object.keys(TRAITS) as PhotoTrait[]),
];
/** A subset of the library. */
export type Part = (typeof PARTS)[number];

/** URL state of the screen. */
export interface PhotoSearch extends MarkSearch {
  /** Subset of the library. Default: all except hidden and deleted. */
  readonly show?: Part;
  readonly album?: string;
  /** Key of a person in the library. */
  readonly person?: string;
  /** Identifier of the app that saved the photos. */
  readonly app?: string;
  /** App that edited the photos. */
  readonly editor?: string;
  /** A box on the map: `north,south,east,west`. */
  readonly area?: string;
  /** The day in view, `YYYY-MM-DD`. */
  readonly day?: string;
  /** Key of the open photo. */
  readonly p?: string;
  /** True if its details are shown. */
  readonly info?: true;
}

/** The URL state without some parameters. */
export function without(search: PhotoSearch, ...names: readonly (keyof PhotoSearch)[]): PhotoSearch {
  return Object.fromEntries(Object.entries(search).filter(([name]) => !names.includes(name as keyof PhotoSearch)));
}

/** Parses the URL parameters. */
export function readPhotoSearch(raw: RawSearch): PhotoSearch {
  return {
    ...choiceParam(raw, 'show', PARTS),
    ...textParam(raw, 'album'),
    ...textParam(raw, 'person'),
    ...textParam(raw, 'app'),
    ...textParam(raw, 'editor'),
    ...textParam(raw, 'area'),
    ...readMarkSearch(raw),
    ...textParam(raw, 'day'),
    ...textParam(raw, 'p'),
    ...flagParam(raw, 'info'),
  };
}

const OF_PART: Readonly<Record<Exclude<Part, PhotoTrait>, PhotoFilter>> = {
  favourites: { favourite: true },
  videos: { kind: 'video' },
  live: { subtype: 'live-photo' },
  screenshots: { screenshots: true },
  // A photo that is hidden and deleted is shown with the deleted ones, as on the phone.
  hidden: { hidden: 'only' },
  deleted: { trashed: 'only', hidden: 'too' },
};

/** The API filter of a URL state. */
export function filterOf({ show, album, person, app, editor, area, ...search }: PhotoSearch): PhotoFilter {
  if (isTrait(show)) return { library: true, trait: show };
  return {
    // Albums and people can contain photos that the library hides: shared pictures, all of a burst.
    ...(show === undefined && album === undefined && person === undefined ? { library: true } : {}),
    ...(show === undefined ? {} : OF_PART[show]),
    ...(album === undefined ? {} : { album }),
    ...(person === undefined ? {} : { person }),
    ...(app === undefined ? {} : { app }),
    ...(editor === undefined ? {} : { editor }),
    ...marksIn(search),
    ...areaFilter(area),
  };
}

function isTrait(part: Part | undefined): part is PhotoTrait {
  return part !== undefined && Object.hasOwn(TRAITS, part);
}

/** The parameters of a URL state that choose photos. */
export function chosenBy({ show, album, person, app, editor, area, starred, tag }: PhotoSearch): PhotoSearch {
  return Object.fromEntries(
    Object.entries({ show, album, person, app, editor, area, starred, tag }).filter(([, value]) => value !== undefined),
  );
}

/** The API filter for the URL parameter `area`; empty if invalid. */
export function areaFilter(area: string | undefined): PhotoFilter {
  const sides = (area ?? '').split(',').map(Number);
  const [north = 0, south = 0, east = 0, west = 0] = sides;
  return sides.length === 4 && sides.every(Number.isFinite) ? { north, south, east, west } : {};
}
