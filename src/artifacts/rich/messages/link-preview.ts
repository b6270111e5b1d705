import type { ArchiveDict, ArchiveValue } from '../../../formats/keyed-archive-value.ts';
import { mapsPlace } from './maps-place.ts';
import { fieldsOf, firstText, readPayload } from './payload-fields.ts';
import type { LinkPreview, SentPlace, SharedItem } from './tables.ts';

/** Balloon bundle id of links with a preview. */
export const LINK_BALLOON = 'com.apple.messages.URLBalloonProvider';

/** Contents of a link's payload; null if it has only the URL, which is in the text. */
export interface LinkFacts {
  readonly link: LinkPreview;
  /** Coordinates in a map link. */
  readonly place: SentPlace | null;
}

/**
 * Reads `payload_data` of a link: a `RichLink`, in older versions an `LPSharingMetadataWrapper`, with `LPLinkMetadata`
 * (docs/format/messages.md). Links shared from Apple's apps have their title in a specialization.
 *
 * @throws MALFORMED_ARCHIVE, MALFORMED_PLIST, LIMIT_EXCEEDED
 */
export function readLinkPreview(payload: Uint8Array): LinkFacts | null {
  const root = readPayload(payload);
  const metadata = fieldsOf(root?.['richLinkMetadata']) ?? fieldsOf(root?.['metadata']);
  if (metadata === null) return null;
  const shared = fieldsOf(metadata['collaborationMetadata']);
  const item = fieldsOf(metadata['specialization']);
  const map = fieldsOf(metadata['specialization2']);
  const url = firstText(metadata['URL'], metadata['originalURL']);
  const title = firstText(shared?.['title'], map?.['name'], item?.['name'], item?.['episodeName'], metadata['title']);
  const summary = firstText(
    metadata['selection'],
    map?.['address'],
    joined(...WORK.map((field) => item?.[field])),
    item?.['subtitle'],
    metadata['summary'],
  );
  const site = firstText(metadata['siteName']);
  const picture = firstPicture(metadata['image'], map?.['image'], item?.['artwork'], metadata['icon']);
  const place = mapsPlace(url, title);
  if (title === null && summary === null && site === null && picture === null && place === null) return null;
  const facts = sharedItem(item, map, shared);
  return { link: { url, title, summary, site, picture, ...(facts === null ? {} : { shared: facts }) }, place };
}

/** What says whose a song, an episode of a podcast or series, a playlist or a book is. */
const WORK = ['artist', 'album', 'podcastName', 'seasonName', 'curator', 'author'] as const;

/** Parts of a postal address, by their names in `addressComponents`. */
const ADDRESS: Readonly<Record<string, string>> = {
  _street: 'street',
  _subLocality: 'subLocality',
  _city: 'city',
  _subAdministrativeArea: 'subAdministrativeArea',
  _state: 'state',
  _postalCode: 'postalCode',
  _country: 'country',
  _ISOCountryCode: 'countryCode',
};

function sharedItem(
  item: ArchiveDict | null,
  map: ArchiveDict | null,
  document: ArchiveDict | null,
): SharedItem | null {
  const components = fieldsOf(map?.['addressComponents']);
  const address = Object.entries(ADDRESS).flatMap(([field, name]) => {
    const value = firstText(components?.[field]);
    return value === null ? [] : [[name, value] as const];
  });
  const container = fieldsOf(fieldsOf(document?.['containerSetupInfo'])?.['containerID']);
  const facts = {
    lyrics: firstText(fieldsOf(item?.['lyricExcerpt'])?.['lyrics']),
    sample: firstText(item?.['previewURL']),
    genre: firstText(item?.['genre']),
    platform: firstText(item?.['platform']),
    app:
      document === null
        ? null
        : firstText(fieldsOf(map?.['specialization'])?.['application'], container?.['ContainerIdentifier']),
  };
  const known = Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== null));
  if (address.length === 0 && Object.keys(known).length === 0) return null;
  return { ...known, ...(address.length === 0 ? {} : { address: Object.fromEntries(address) }) };
}

/** Index of the picture among the hidden attachments; null if it is none of them, for example inside the payload. */
function firstPicture(...values: readonly (ArchiveValue | undefined)[]): number | null {
  for (const value of values) {
    const index = fieldsOf(value)?.['richLinkImageAttachmentSubstituteIndex'];
    if (typeof index === 'number' && Number.isInteger(index) && index >= 0 && index < 1000) return index;
  }
  return null;
}

function joined(...values: readonly (ArchiveValue | undefined)[]): string | null {
  const parts = values.flatMap((value) => firstText(value) ?? []);
  return parts.length === 0 ? null : parts.join(' · ');
}
