import { z } from 'zod';
import {
  CursorSchema,
  FileReferenceSchema,
  FlagSchema,
  InclusionSchema,
  LimitSchema,
  pageOf,
  TimeSchema,
} from './common.ts';

/** A photo or video as a grid shows it. */
export const PhotoSummarySchema = z.object({
  key: z.string(),
  kind: z.string().describe('photo, video, audio or unknown.'),
  subtype: z
    .string()
    .nullable()
    .describe('plain, panorama, live-photo, screenshot, slow-motion, time-lapse or screen-recording.'),
  filename: z.string().nullable().describe('Name under which it was taken or imported, else its name on the phone.'),
  createdAt: TimeSchema.describe('When it was taken.'),
  utcOffset: z.number().int().nullable().describe('Seconds by which local time was ahead of UTC there.'),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  duration: z.number().nullable().describe('Length of a video in seconds.'),
  isFavourite: z.boolean(),
  isHidden: z.boolean(),
  isTrashed: z.boolean(),
  isEdited: z.boolean(),
  isScreenshot: z.boolean(),
  burst: z.string().nullable().describe('What the pictures of a burst have in common.'),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  place: z.string().nullable().describe('Where it was taken, in words.'),
  availability: z
    .string()
    .describe('The best that the backup holds: original, edited-only, thumbnail-only or not-in-backup.'),
  files: z.object({
    original: FileReferenceSchema,
    edited: FileReferenceSchema.nullable().describe('As it looks edited; null where it was not edited.'),
    thumbnail: FileReferenceSchema.nullable().describe('A ready-made small JPEG.'),
    liveVideo: FileReferenceSchema.nullable().describe('The video of a Live Photo.'),
  }),
  shown: z
    .object({ fileID: z.string(), from: z.enum(['edited', 'original', 'thumbnail']) })
    .nullable()
    .describe('What to show: the best file that is present, as the phone shows it. Null where none is.'),
});
/** A photo or video as a grid shows it. */
export type PhotoSummaryView = z.infer<typeof PhotoSummarySchema>;

/** A photo or video in full. */
export const PhotoSchema = PhotoSummarySchema.extend({
  kindCode: z.number().int().nullable().describe('As the library has it.'),
  subtypeCode: z.number().int().nullable().describe('As the library has it.'),
  path: z.string().nullable().describe('On the phone, below Media.'),
  uti: z.string().nullable(),
  title: z.string().nullable(),
  caption: z.string().nullable(),
  altText: z.string().nullable(),
  keywords: z.array(z.string()),
  timeZone: z.string().nullable(),
  addedAt: TimeSchema,
  modifiedAt: TimeSchema,
  editedAt: TimeSchema,
  lastSharedAt: TimeSchema,
  lastViewedAt: TimeSchema,
  trashedAt: TimeSchema,
  inLibrary: z.boolean(),
  orientation: z.number().int().nullable().describe('EXIF orientation of the original, 1 to 8.'),
  fileSize: z.number().nullable().describe('Bytes of the original, as the library says.'),
  isPlaceInferred: z.boolean().describe('`place` is the name of the moment it belongs to, not an address of its own.'),
  altitude: z.number().nullable().describe('Metres above sea level.'),
  locationAccuracy: z.number().nullable().describe('Metres.'),
  address: z.record(z.string(), z.unknown()).nullable().describe('The address of the place, by its parts.'),
  editor: z.string().nullable().describe('App in which it was edited.'),
  isSelfie: z.boolean(),
  isAnimated: z.boolean(),
  isHdr: z.boolean(),
  hasDepth: z.boolean(),
  source: z.object({
    kind: z.string().nullable().describe('library, icloud, shared-album, shared-with-you …'),
    code: z.number().int().nullable(),
    app: z.string().nullable(),
    appName: z.string().nullable(),
  }),
  camera: z.object({
    make: z.string().nullable(),
    model: z.string().nullable(),
    lens: z.string().nullable(),
    iso: z.number().nullable(),
    aperture: z.number().nullable().describe('F-number.'),
    shutterSpeed: z.number().nullable().describe('Exposure time in seconds.'),
    focalLength: z.number().nullable().describe('Millimetres.'),
    focalLength35mm: z.number().nullable(),
    flashFired: z.boolean().nullable(),
  }),
  video: z.object({ frameRate: z.number().nullable(), codec: z.string().nullable() }),
  counts: z.object({
    views: z.number().int().nullable(),
    plays: z.number().int().nullable(),
    shares: z.number().int().nullable(),
  }),
  more: z
    .object({ editedLiveVideo: z.string().nullable(), raw: z.string().nullable() })
    .describe('fileIDs of further files that the backup lists: the edited video of a Live Photo, the raw picture.'),
  albums: z.array(z.object({ key: z.string(), title: z.string().nullable(), kind: z.string() })),
  faces: z.array(
    z.object({
      key: z.string(),
      person: z.string().nullable().describe('Key of the person; null where the phone does not know who it is.'),
      name: z.string().nullable(),
      centerX: z.number().nullable().describe('From the left edge, as a part of the width.'),
      centerY: z.number().nullable().describe('From the lower edge, as a part of the height.'),
      size: z.number().nullable().describe('As a part of the picture.'),
      isHidden: z.boolean(),
      isManual: z.boolean().describe('Somebody marked it by hand.'),
    }),
  ),
  comments: z.array(
    z.object({
      kind: z.string().describe('comment, like or caption.'),
      text: z.string().nullable(),
      at: TimeSchema,
      isMine: z.boolean(),
      author: z.string().nullable(),
    }),
  ),
  burstPhotos: z
    .array(z.object({ key: z.string(), isPick: z.boolean() }))
    .describe('The pictures of its burst, itself among them.'),
  codes: z.record(z.string(), z.number()).describe('Further codes as the library has them.'),
});
/** A photo or video in full. */
export type PhotoView = z.infer<typeof PhotoSchema>;

const LATITUDE = z.coerce.number().min(-90).max(90);
const LONGITUDE = z.coerce.number().min(-180).max(180);

/** Which photos: what lists, days and maps have in common. */
export const PhotoFilterSchema = z.object({
  kind: z.enum(['photo', 'video', 'audio']).optional(),
  subtype: z.string().max(100).optional().describe('live-photo, panorama, slow-motion …'),
  album: z.string().max(200).optional().describe('Key of an album.'),
  person: z.string().max(200).optional().describe('Key of a person of the photo library.'),
  burst: z.string().max(200).optional(),
  favourite: FlagSchema.optional(),
  screenshots: FlagSchema.optional(),
  library: FlagSchema.optional().describe(
    'true: only what the library shows, without shared albums and the lesser pictures of bursts.',
  ),
  hidden: InclusionSchema.default('no').describe('Those in the Hidden album.'),
  trashed: InclusionSchema.default('no').describe('Those in Recently Deleted.'),
  from: z.coerce.number().int().optional().describe('UTC milliseconds: taken then or later.'),
  to: z.coerce.number().int().optional().describe('UTC milliseconds: taken before then.'),
  north: LATITUDE.optional().describe('A box on the map: north, south, east and west, all four or none.'),
  south: LATITUDE.optional(),
  east: LONGITUDE.optional().describe('Less than `west` where the box crosses the 180th meridian.'),
  west: LONGITUDE.optional(),
});

/** `GET …/artifacts/photos`. Of `cursor`, `around` and `at` the first one given counts. */
export const PhotosQuerySchema = PhotoFilterSchema.extend({
  order: z.enum(['newest', 'oldest']).default('newest').describe('Which comes first. Undated ones are the oldest.'),
  around: z.string().max(200).optional().describe('Key of a photo to stand in the middle.'),
  at: z.coerce.number().int().optional().describe('UTC milliseconds: begin there.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** A page of photos. */
export const PhotoPageSchema = pageOf(PhotoSummarySchema).extend({
  previous: CursorSchema.nullable().describe('Pass it as `cursor` to go back.'),
});

/** `GET …/artifacts/photos/days` */
export const PhotoDaysQuerySchema = PhotoFilterSchema.extend({
  timeZone: z
    .string()
    .max(100)
    .optional()
    .describe('IANA name of the zone whose days are counted; without it each photo’s own, UTC where it has none.'),
  cursor: CursorSchema.optional(),
});

/** How many photos were taken on a day. */
export const PhotoDaySchema = z.object({ day: z.string().describe('YYYY-MM-DD'), count: z.number().int() });
/** How many photos were taken on a day. */
export type PhotoDayView = z.infer<typeof PhotoDaySchema>;

/** Days with photos, newest first. */
export const PhotoDaysSchema = pageOf(PhotoDaySchema).extend({
  undated: z.number().int().describe('Photos whose day is not known.'),
});

/** The shapes of the photos of a day. */
export const PhotoLayoutDaySchema = z.object({
  day: z.string().describe('YYYY-MM-DD'),
  newest: z.number().int().describe('UTC milliseconds of its newest photo.'),
  oldest: z.number().int().describe('UTC milliseconds of its oldest photo.'),
  ratios: z
    .string()
    .describe('Width by height in percent of each photo, newest first, with commas between; 0 where it is not known.'),
});
/** The shapes of the photos of a day. */
export type PhotoLayoutDayView = z.infer<typeof PhotoLayoutDaySchema>;

/** The shapes of all photos by day, newest first: enough to lay out a grid of them. */
export const PhotoLayoutSchema = pageOf(PhotoLayoutDaySchema).extend({
  undated: z.string().describe('Ratios of the photos whose day is not known, as `order=oldest` lists them first.'),
});

/** `GET …/artifacts/photos/places` */
export const PhotoPlacesQuerySchema = PhotoFilterSchema.extend({
  limit: z.coerce.number().int().min(1).max(5000).default(5000),
  cursor: CursorSchema.optional(),
});

/** One point of a map. */
export const PhotoPlaceSchema = z.tuple([z.string(), z.number(), z.number(), TimeSchema]);
/** One point of a map: key, latitude, longitude, UTC milliseconds. */
export type PhotoPlaceView = z.infer<typeof PhotoPlaceSchema>;

/** An album, a folder of albums, a shared album or an import. */
export const PhotoAlbumSchema = z.object({
  key: z.string(),
  kind: z.string().describe('album, folder, shared, import, project, conversation …'),
  title: z.string().nullable(),
  folder: z.string().nullable().describe('Key of the folder it is in.'),
  sortOrder: z.string().nullable().describe('manual, oldest-first, newest-first or title.'),
  assetCount: z.number().int().describe('Assets that the library lists in it, hidden and deleted ones included.'),
  coverAsset: z.string().nullable().describe('Key of the photo on its cover.'),
  createdAt: TimeSchema,
  modifiedAt: TimeSchema,
  startsAt: TimeSchema,
  endsAt: TimeSchema,
  isTrashed: z.boolean(),
  ownerName: z.string().nullable().describe('Whose shared album it is.'),
  publicUrl: z.string().nullable(),
});
/** An album. */
export type PhotoAlbumView = z.infer<typeof PhotoAlbumSchema>;

/** `GET …/artifacts/photos/albums` */
export const PhotoAlbumsQuerySchema = z.object({
  folder: z.string().max(200).optional().describe('Only those in this folder.'),
  trashed: InclusionSchema.default('no').describe('Deleted albums.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** Somebody the phone recognised. */
export const PhotoPersonSchema = z.object({
  key: z.string(),
  name: z.string().nullable(),
  faceCount: z.number().int().describe('Faces that the phone counted.'),
  contact: z.string().nullable().describe('Identifier of their contact, as the library has it.'),
  face: z
    .object({
      photo: z.string().nullable().describe('Key of the photo.'),
      centerX: z.number().nullable(),
      centerY: z.number().nullable(),
      size: z.number().nullable(),
    })
    .nullable()
    .describe('The face that stands for them.'),
});
/** Somebody the phone recognised. */
export type PhotoPersonView = z.infer<typeof PhotoPersonSchema>;

/** `GET …/artifacts/photos/people` */
export const PhotoPeopleQuerySchema = z.object({
  named: FlagSchema.optional().describe('true: only those whom somebody named.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});
