import type { KindView } from '../../contract/kinds.ts';
import { chatSources, listKinds, listPlaces } from '../../views/index.ts';
import type { Exporter } from '../exporter.ts';
import { LocalTime } from '../format/local-time.ts';
import { placeName } from '../language/town.ts';
import { named, wordsIn } from '../language/words.ts';
import { allItems, countItems, HITS } from '../paged.ts';
import { isWithin } from '../period.ts';
import { recordsOf } from '../records/records-of.ts';
import { shownHit } from '../records/shown-hit.ts';
import type { ExportFile, ExportJob } from '../types.ts';
import { gpx } from './gpx.ts';
import { kml } from './kml.ts';
import { type ExportedPlace, isOnMap, placeOf } from './place.ts';

/** Formats of places. */
export const PLACE_FORMATS: readonly string[] = ['gpx', 'kml'];

type Job = Pick<ExportJob, 'views' | 'backup' | 'request'> & Partial<Pick<ExportJob, 'words'>>;

/** A file of places in the format of the request. `title`: what they are called. */
export function placesFile(
  { request, about, words }: Pick<ExportJob, 'request' | 'about' | 'words'>,
  { name, title: what }: { readonly name: string; readonly title: string },
  places: AsyncIterable<ExportedPlace>,
): ExportFile {
  const { format } = request;
  const title = words.text.chat.ofPerson({ what, name: about.backup.name });
  const contents = format === 'kml' ? kml(about, title, places) : gpx(about, title, places);
  return { path: `${name}.${format}`, modifiedAt: null, compress: true, contents };
}

/** Places of the records of one kind. */
export async function* placesOfKind(job: Job, kind: KindView): AsyncGenerator<ExportedPlace, void, undefined> {
  const clock = new LocalTime(job.request.timeZone, job.words);
  for await (const record of recordsOf(job, kind)) {
    const place = placeOf(record, kind, clock);
    if (place !== null) yield place;
  }
}

const isTrack = ({ roles }: KindView): boolean => (roles.place?.track ?? null) !== null;

/** Everything with a place: messages, photos and records of all kinds. */
async function* allPlaces(job: Job): AsyncGenerator<ExportedPlace, void, undefined> {
  const { views, backup, request, words = wordsIn() } = job;
  const kinds = listKinds().items;
  const byId = new Map(kinds.map((kind) => [kind.id, kind]));
  for await (const hit of allItems((page) => listPlaces(views, backup, page), HITS)) {
    const { latitude, longitude, locationName, at } = hit;
    if (!isOnMap(hit) || !isWithin(at, request)) continue;
    const kind = byId.get(hit.kind);
    const [one = hit.kind] = (kind && named(kind.names, words)) ?? [];
    const { title, snippet } = shownHit(hit, kind, words);
    const where = placeName({ place: { name: locationName, latitude, longitude } }, words);
    const lines = [hit.chat?.title ?? null, snippet, where].filter((part) => part !== null && part !== '');
    const name = title ?? locationName ?? (where === '' ? one : where);
    const description = lines.filter((part) => part !== name).join('\n');
    yield { latitude, longitude, altitude: null, at, name, description, kind: one, track: null, fields: [] };
  }
  for (const kind of kinds) if (kind.ownMapLayer) yield* placesOfKind(job, kind);
  // Tracks are last: GPX demands this order.
  for (const kind of kinds) if (isTrack(kind)) yield* placesOfKind(job, kind);
}

/** Exporter of everything with a place. */
export const placesExporter: Exporter = {
  what: 'places',
  formats: PLACE_FORMATS,
  /** Those of chats, and of kinds with places. */
  get artifacts() {
    const placed = listKinds().items.filter(({ roles }) => roles.place !== null);
    return [...new Set([...chatSources, ...placed].map(({ artifact }) => artifact))];
  },
  counted: 'places',
  count: (ctx, backup, request) => countItems(allPlaces({ ...ctx, backup, request })),
  async *files(job) {
    yield placesFile(job, { name: 'places', title: job.words.text.chat.places }, allPlaces(job));
  },
};
