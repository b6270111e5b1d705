import type { ArchiveValue } from '../../../formats/keyed-archive-value.ts';
import { fieldsOf, firstText, readPayload } from './payload-fields.ts';
import type { LinkPreview, SentPlace } from './tables.ts';

/** The app of messages that are a link with a preview. */
export const LINK_BALLOON = 'com.apple.messages.URLBalloonProvider';

/** Content of the payload of a link; null where it holds only the address, which is in the text. */
export interface LinkFacts {
  readonly link: LinkPreview;
  /** Where the link of a map leads. */
  readonly place: SentPlace | null;
}

/**
 * Reads `payload_data` of a link: a `RichLink`, of older versions an `LPSharingMetadataWrapper`, around
 * `LPLinkMetadata` (docs/format/messages.md). What is shared from Music, Maps and the App Store names itself in a specialization.
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
  const title = firstText(shared?.['title'], map?.['name'], item?.['name'], metadata['title']);
  const summary = firstText(
    metadata['selection'],
    map?.['address'],
    joined(item?.['artist'], item?.['album']),
    item?.['subtitle'],
    metadata['summary'],
  );
  const site = firstText(metadata['siteName']);
  const picture = firstPicture(metadata['image'], map?.['image'], item?.['artwork'], metadata['icon']);
  const place = placeOf(url, title);
  if (title === null && summary === null && site === null && picture === null && place === null) return null;
  return { link: { url, title, summary, site, picture }, place };
}

/** The coordinates in a link of Apple Maps: `ll=33.45,-118.51`. */
function placeOf(url: string | null, name: string | null): SentPlace | null {
  const parsed = url === null ? null : URL.parse(url);
  if (parsed?.hostname !== 'maps.apple.com') return null;
  const match = /^(-?\d{1,3}(?:\.\d{1,15})?),(-?\d{1,3}(?:\.\d{1,15})?)$/.exec(parsed.searchParams.get('ll') ?? '');
  const [latitude, longitude] = [Number(match?.[1]), Number(match?.[2])];
  // Not a number is no place either.
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null;
  return { latitude, longitude, name };
}

/** Which of the hidden attachments the picture is, counted from 0; null where it is none, as where the payload holds it. */
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
