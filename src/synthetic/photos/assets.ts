import { derivedUuid, type Random, seededRandom } from '../random.ts';
import { PER_PLACE, STORY_PLACES } from '../story/places.ts';
import { STORY_PIXELS, STORY_SECONDS } from '../story/retell.ts';
import { PHOTO_PLACES, type PhotoPlace } from './places.ts';
import type { AssetForm, AssetHolding, PhotosSpec, WrittenAsset } from './truth.ts';

/** Number of consecutive assets from one place. */
const PER_TRIP = 24;
/** Number of frames of a burst. */
const PER_BURST = 5;
/** Number of files in a DCIM folder. */
const PER_FOLDER = 40;

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Forms of the first assets, so that the smallest library has one of each; the others are random. */
const FIRST_FORMS: readonly AssetForm[] = [
  'photo',
  'live-photo',
  'screenshot',
  'video',
  'panorama',
  'selfie',
  'slow-motion',
  'shared',
];
const OTHER_FORMS: readonly AssetForm[] = [
  'photo',
  'photo',
  'photo',
  'photo',
  'live-photo',
  'live-photo',
  'selfie',
  'video',
  'screenshot',
];

/** Holdings in turn: most assets are complete; iCloud has the originals of some. */
const HOLDINGS: readonly AssetHolding[] = [
  'original',
  'original',
  'original',
  'original',
  'thumbnail-only',
  'edited-only',
  'original',
  'original',
  'not-in-backup',
];

const TITLES = ['Morgenlicht', 'Our new kitchen', 'Abflug ✈️', '清水寺の桜'];
const CAPTIONS = [
  'Grandma laughing at the lemonade stand',
  'Der alte Leuchtturm bei Sturm',
  'Receipt for the blue sofa',
  '夜の散歩、雨上がり',
];
/** Lines of text on screenshots. */
const SCREENS: readonly (readonly string[])[] = [
  ['Bordkarte', 'Zürich nach Lissabon', 'Flugsteig B42'],
  ['Umbrella repair', 'Ticket 7731'],
  ['焼き魚定食', '¥1200'],
];
const ALT_TEXTS = ['A child with a kite on a hill', 'Zwei Katzen auf einem Fensterbrett'];
const KEYWORDS = ['family', 'Garten', 'receipts', '旅行', 'café'];

/** Plans the assets of a library, oldest first. */
export function planAssets(spec: PhotosSpec, peopleCount: number): readonly WrittenAsset[] {
  const random = seededRandom(spec.seed, 'photos');
  const newest = spec.date ?? Date.UTC(2025, 5, 1, 12);
  const assets: WrittenAsset[] = [];
  let burst: { uuid: string; left: number } | null = null;
  while (assets.length < spec.size) {
    const index = assets.length;
    const isLast = spec.size - index < PER_BURST;
    if (burst === null && !isLast && index >= FIRST_FORMS.length && random.chance(0.03)) {
      burst = { uuid: derivedUuid(spec.seed, `burst ${String(index)}`), left: PER_BURST };
    }
    const form = burst === null ? (FIRST_FORMS[index] ?? random.pick(OTHER_FORMS)) : 'burst';
    const member = burst === null ? null : { uuid: burst.uuid, isPick: burst.left === PER_BURST };
    const createdAt = newest - Math.round((spec.size - 1 - index) * 0.7 * DAY) + random.below(1000);
    assets.push(planAsset(spec, index, form, member, createdAt, peopleCount, random));
    if (burst !== null && --burst.left === 0) burst = null;
  }
  return assets;
}

function planAsset(
  { seed, generation, story = false }: PhotosSpec,
  index: number,
  form: AssetForm,
  burst: WrittenAsset['burst'],
  createdAt: number,
  peopleCount: number,
  random: Random,
): WrittenAsset {
  const rowId = index + 1;
  const uuid = derivedUuid(seed, `asset ${String(rowId)}`);
  const [places, inARow] = story ? [STORY_PLACES, PER_PLACE] : [PHOTO_PLACES, PER_TRIP];
  const place = places[Math.floor(index / inARow) % places.length] as PhotoPlace;
  const holding = form === 'shared' ? 'thumbnail-only' : (HOLDINGS[index % HOLDINGS.length] as AssetHolding);
  const fromCloud = form === 'photo' && random.chance(0.3);
  const number = String(rowId).padStart(4, '0');
  const extension =
    form === 'screenshot' ? 'PNG' : form === 'video' || form === 'slow-motion' ? 'MOV' : extensionOf(holding);
  const originalFilename = `IMG_${number}.${extension}`;
  const hasWords = index % 7 === 0;
  return {
    rowId,
    uuid,
    form,
    ...(story ? STORY_PIXELS : form === 'screenshot' ? { width: 120, height: 200 } : { width: 320, height: 240 }),
    seconds: story ? STORY_SECONDS.film : 12.5,
    holding,
    ...whereOnDisk(form, fromCloud, index, uuid, originalFilename, extension),
    originalFilename,
    createdAt,
    utcOffset: place.utcOffset,
    timeZone: place.timeZone,
    place: form === 'screenshot' || form === 'shared' ? null : place,
    title: index % 14 === 0 ? random.pick(TITLES) : null,
    caption: hasWords ? (CAPTIONS[(index / 7) % CAPTIONS.length] as string) : null,
    lines:
      form === 'screenshot' && (generation ?? 18) >= 15 ? (SCREENS[index % SCREENS.length] as readonly string[]) : [],
    altText: index % 8 === 6 && (generation ?? 18) >= 14 ? (ALT_TEXTS[index % ALT_TEXTS.length] as string) : null,
    isSpatial: form === 'photo' && index % 11 === 10 && (generation ?? 18) >= 18,
    hasRaw: form === 'photo' && index % 13 === 12 && (generation ?? 18) >= 13,
    isDuplicate: index % 17 > 14 && (generation ?? 18) >= 16,
    inSharedLibrary: index % 10 === 8 && (generation ?? 18) >= 16,
    keywords: index % 5 === 2 ? [random.pick(KEYWORDS)] : [],
    isFavourite: index % 9 === 1,
    isHidden: index % 31 === 30,
    trashedAt: index % 23 === 22 ? createdAt + 3 * HOUR : null,
    isEdited: holding === 'edited-only' || (holding === 'original' && index % 6 === 0 && form === 'photo'),
    burst,
    hue: (index * 37) % 360,
    people: peopleIn(form, peopleCount, random),
  };
}

/**
 * Extension of the original. HEIC only without a payload: there is no HEIC encoder, so existing originals are JPEGs.
 */
function extensionOf(holding: AssetHolding): string {
  return holding === 'original' ? 'JPG' : 'HEIC';
}

function whereOnDisk(
  form: AssetForm,
  fromCloud: boolean,
  index: number,
  uuid: string,
  originalFilename: string,
  extension: string,
): { directory: string; filename: string } {
  if (form === 'shared') return { directory: 'PhotoData/PhotoCloudSharingData/1/A', filename: originalFilename };
  if (fromCloud) {
    return { directory: `PhotoData/CPLAssets/group${String(index % 256)}`, filename: `${uuid}.${extension}` };
  }
  return { directory: `DCIM/${String(100 + Math.floor(index / PER_FOLDER))}APPLE`, filename: originalFilename };
}

function peopleIn(form: AssetForm, count: number, random: Random): readonly number[] {
  if (count === 0 || form === 'screenshot' || form === 'panorama' || form === 'slow-motion') return [];
  const first = random.below(count * 2);
  const second = random.below(count * 4);
  return [...new Set([first, second])].filter((person) => person < count);
}
