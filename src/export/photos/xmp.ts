import type { PhotoView } from '../../contract/photos.ts';
import { nearestTown } from '../../views/index.ts';
import { escapeHtml } from '../format/html.ts';
import type { LocalTime } from '../format/local-time.ts';
import { nearWords } from '../language/town.ts';
import { type FaceAreas } from './face-areas.ts';
import type { AlbumPlace } from './template.ts';

const NAMESPACES = {
  rdf: 'http://www.w3.org/1999/02/22-rdf-syntax-ns#',
  dc: 'http://purl.org/dc/elements/1.1/',
  xmp: 'http://ns.adobe.com/xap/1.0/',
  exif: 'http://ns.adobe.com/exif/1.0/',
  photoshop: 'http://ns.adobe.com/photoshop/1.0/',
  lr: 'http://ns.adobe.com/lightroom/1.0/',
  Iptc4xmpCore: 'http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/',
  Iptc4xmpExt: 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/',
  'mwg-rs': 'http://www.metadataworkinggroup.com/schemas/regions/',
  stArea: 'http://ns.adobe.com/xmp/sType/Area#',
  stDim: 'http://ns.adobe.com/xap/1.0/sType/Dimensions#',
} as const;

/** Stars of a favourite, as other programs show it. */
const FAVOURITE_STARS = 5;

/** Separates levels of `lr:hierarchicalSubject`. */
const LEVEL = '|';

/** What a sidecar says of a photo. */
export interface XmpFacts {
  readonly photo: PhotoView;
  /** Tags that people gave it. */
  readonly tags: readonly string[];
  readonly albums: readonly AlbumPlace[];
  readonly faces: FaceAreas | null;
}

/**
 * An XMP sidecar (ISO 16684-1) with what the library knows of a photo, for digiKam, Lightroom, Immich, PhotoPrism and
 * others.
 */
export function xmpSidecar({ photo, tags, albums, faces }: XmpFacts, clock: LocalTime): string {
  const people = [...new Set(photo.faces.flatMap(({ name, isHidden }) => (isHidden ? [] : (name ?? []))))];
  const keywords = [...new Set([...photo.keywords, ...tags])];
  const taken = timeOf(photo, clock);
  const properties = [
    language('dc:title', photo.title),
    language('dc:description', photo.caption),
    bag('dc:subject', keywords),
    simple('xmp:Rating', photo.isFavourite ? FAVOURITE_STARS : null),
    simple('xmp:CreateDate', taken),
    simple('exif:DateTimeOriginal', taken),
    simple('photoshop:DateCreated', taken),
    ...gps(photo),
    ...place(photo, clock),
    language('Iptc4xmpCore:AltTextAccessibility', photo.altText),
    bag('Iptc4xmpExt:PersonInImage', people),
    bag('lr:hierarchicalSubject', [
      ...keywords.map((keyword) => levels([keyword])),
      ...people.map((name) => levels(['People', name])),
      ...albums.map(({ title, folders }) => levels(['Albums', ...folders, title])),
    ]),
    regions(faces),
  ];
  const names = Object.entries(NAMESPACES).map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`);
  return [
    '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>',
    '<x:xmpmeta xmlns:x="adobe:ns:meta/" x:xmptk="Apple Juicer">',
    `<rdf:RDF xmlns:rdf="${NAMESPACES.rdf}">`,
    `<rdf:Description rdf:about=""${names.join('')}>`,
    ...properties.filter((property) => property !== ''),
    '</rdf:Description>',
    '</rdf:RDF>',
    '</x:xmpmeta>',
    '<?xpacket end="w"?>',
    '',
  ].join('\n');
}

/** Text of an element. XML has no way to write U+FFFE and U+FFFF, and a bare carriage return is read as a line feed. */
function escapeXml(text: string): string {
  return escapeHtml(text)
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replaceAll('\r', '&#13;');
}

function simple(name: string, value: string | number | null | undefined): string {
  return value === null || value === undefined || value === '' ? '' : `<${name}>${escapeXml(String(value))}</${name}>`;
}

function language(name: string, text: string | null): string {
  if (text === null || text === '') return '';
  return `<${name}><rdf:Alt><rdf:li xml:lang="x-default">${escapeXml(text)}</rdf:li></rdf:Alt></${name}>`;
}

function bag(name: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<${name}><rdf:Bag>${items.map((item) => simple('rdf:li', item)).join('')}</rdf:Bag></${name}>`;
}

/** A path of tags; a separator within a name would begin another level. */
function levels(names: readonly string[]): string {
  return names.map((name) => name.replaceAll(LEVEL, '/')).join(LEVEL);
}

/** Local time with milliseconds and zone: `2024-05-01T14:03:22.120+02:00`. */
function timeOf({ createdAt, utcOffset }: PhotoView, clock: LocalTime): string {
  const text = clock.at(utcOffset).iso(createdAt);
  const rest = (((createdAt ?? 0) % 1000) + 1000) % 1000;
  return rest === 0 ? text : text.replace(/(?=[+-]\d\d:\d\d$)/, `.${String(rest).padStart(3, '0')}`);
}

function gps({ latitude, longitude, altitude, locationAccuracy }: PhotoView): string[] {
  if (latitude === null || longitude === null) return [];
  return [
    simple('exif:GPSLatitude', degrees(latitude, 'N', 'S')),
    simple('exif:GPSLongitude', degrees(longitude, 'E', 'W')),
    ...(altitude === null
      ? []
      : [
          simple('exif:GPSAltitude', rational(Math.abs(altitude))),
          simple('exif:GPSAltitudeRef', altitude < 0 ? 1 : 0),
        ]),
    locationAccuracy === null || locationAccuracy < 0
      ? ''
      : simple('exif:GPSHPositioningError', rational(locationAccuracy)),
  ];
}

/** `48,51.49660000N`: degrees and minutes. */
function degrees(value: number, positive: string, negative: string): string {
  // Rounded first, so that minutes never become 60.
  const minutes = Math.round(Math.abs(value) * 60 * 1e8) / 1e8;
  return `${Math.floor(minutes / 60)},${(minutes % 60).toFixed(8)}${value < 0 ? negative : positive}`;
}

/** With two decimals. */
function rational(value: number): string {
  return `${Math.round(value * 100)}/100`;
}

/** Where a photo was taken: the address of the phone, else the nearest town in words, marked as computed. */
function place({ place: name, address, latitude, longitude }: PhotoView, clock: LocalTime): string[] {
  const town = name === null && address === null ? nearestTown(latitude ?? Number.NaN, longitude ?? Number.NaN) : null;
  const part = (field: string): string | null => {
    const value = address?.[field];
    return typeof value === 'string' ? value : null;
  };
  return [
    simple('Iptc4xmpCore:Location', name ?? nearWords(town, clock.words)),
    simple('photoshop:City', part('city')),
    simple('photoshop:State', part('state')),
    simple('photoshop:Country', part('country')),
    simple('Iptc4xmpCore:CountryCode', part('countryCode')),
  ];
}

/** Faces as regions of the Metadata Working Group (Guidelines for Handling Image Metadata 2.0, 5.9). */
function regions(areas: FaceAreas | null): string {
  if (areas === null) return '';
  const { width, height, faces } = areas;
  const list = faces.map(({ name, ...area }) => {
    const places = (['x', 'y', 'w', 'h'] as const).map((side) => ` stArea:${side}="${area[side].toFixed(8)}"`);
    return (
      `<rdf:li rdf:parseType="Resource">${simple('mwg-rs:Name', name)}<mwg-rs:Type>Face</mwg-rs:Type>` +
      `<mwg-rs:Area${places.join('')} stArea:unit="normalized"/></rdf:li>`
    );
  });
  return (
    '<mwg-rs:Regions rdf:parseType="Resource">' +
    `<mwg-rs:AppliedToDimensions stDim:w="${width}" stDim:h="${height}" stDim:unit="pixel"/>` +
    `<mwg-rs:RegionList><rdf:Bag>${list.join('')}</rdf:Bag></mwg-rs:RegionList></mwg-rs:Regions>`
  );
}
