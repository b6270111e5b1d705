import { z } from 'zod';
import {
  CursorSchema,
  FileReferenceSchema,
  FlagSchema,
  FromSchema,
  InclusionSchema,
  LimitSchema,
  MarkFilterShape,
  pageOf,
  TimeSchema,
  UntilSchema,
} from './common.ts';
import { PHOTO_TRAITS } from './photo-traits.ts';

/** A photo or video in a list. */
export const PhotoSummarySchema = z.object({
  key: z.string(),
  kind: z.string().describe('photo, video, audio or unknown.'),
  subtype: z
    .string()
    .nullable()
    .describe('plain, panorama, live-photo, screenshot, slow-motion, time-lapse or screen-recording.'),
  filename: z.string().nullable().describe('Original file name, else the file name on the phone.'),
  createdAt: TimeSchema.describe('When it was taken.'),
  utcOffset: z.number().int().nullable().describe('UTC offset in seconds where it was taken.'),
  width: z.number().int().nullable(),
  height: z.number().int().nullable(),
  duration: z.number().nullable().describe('Duration of a video in seconds.'),
  isFavourite: z.boolean(),
  isHidden: z.boolean(),
  isTrashed: z.boolean(),
  isEdited: z.boolean(),
  isScreenshot: z.boolean(),
  burst: z.string().nullable().describe('Id of the burst.'),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  place: z.string().nullable().describe('Name of the location.'),
  availability: z.string().describe('Best file in the backup: original, edited-only, thumbnail-only or not-in-backup.'),
  files: z.object({
    original: FileReferenceSchema,
    edited: FileReferenceSchema.nullable().describe('The edited version; null if not edited.'),
    thumbnail: FileReferenceSchema.nullable().describe('A small JPEG of the library.'),
    liveVideo: FileReferenceSchema.nullable().describe('The video of a Live Photo.'),
  }),
  shown: z
    .object({ fileID: z.string(), from: z.enum(['edited', 'original', 'thumbnail']) })
    .nullable()
    .describe('The best present file to show; null if there is none.'),
});
/** A photo or video in a list. */
export type PhotoSummaryView = z.infer<typeof PhotoSummarySchema>;

/** A photo or video in full. */
export const PhotoSchema = PhotoSummarySchema.extend({
  kindCode: z.number().int().nullable().describe('Raw code.'),
  subtypeCode: z.number().int().nullable().describe('Raw code.'),
  path: z.string().nullable().describe('Path on the phone, below Media.'),
  uti: z.string().nullable(),
  title: z.string().nullable(),
  caption: z.string().nullable(),
  altText: z.string().nullable(),
  recognisedText: z.string().nullable().describe('Text in the picture (Live Text), a line for each line.'),
  textLines: z
    .array(z.object({ text: z.string(), corners: z.array(z.number()).nullable() }))
    .describe('That text by lines; x and y of the four corners as parts of width and height, from the upper left.'),
  keywords: z.array(z.string()),
  timeZone: z.string().nullable(),
  addedAt: TimeSchema,
  modifiedAt: TimeSchema,
  editedAt: TimeSchema,
  lastSharedAt: TimeSchema,
  sharedBy: z.string().nullable().describe('Who put it into a shared album.'),
  lastViewedAt: TimeSchema,
  trashedAt: TimeSchema,
  inLibrary: z.boolean(),
  orientation: z.number().int().nullable().describe('EXIF orientation of the original, 1 to 8.'),
  fileSize: z.number().nullable().describe('Size of the original in the library, in bytes.'),
  isPlaceInferred: z.boolean().describe('`place` is the name of the moment it belongs to, not an address of its own.'),
  near: z
    .string()
    .nullable()
    .describe('`near Padova, Italy`: computed from the coordinates where there is no `place`; null if unknown.'),
  altitude: z.number().nullable().describe('Metres above sea level.'),
  locationAccuracy: z.number().nullable().describe('Metres.'),
  address: z.record(z.string(), z.unknown()).nullable().describe('Parts of the address.'),
  editor: z.string().nullable().describe('App that edited it.'),
  traits: z.array(z.enum(PHOTO_TRAITS)).describe('What kind of picture it is: selfie, hdr, burst …'),
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
    .describe('fileIDs of further files: the edited video of a Live Photo, the raw image.'),
  albums: z.array(z.object({ key: z.string(), title: z.string().nullable(), kind: z.string() })),
  faces: z.array(
    z.object({
      key: z.string(),
      person: z.string().nullable().describe('Key of the person; null if unknown.'),
      name: z.string().nullable(),
      centerX: z.number().nullable().describe('Fraction of the width from the left edge.'),
      centerY: z.number().nullable().describe('Fraction of the height from the lower edge.'),
      size: z.number().nullable().describe('Side of the square, as a fraction of the longer side of the picture.'),
      sourceWidth: z.number().int().nullable().describe('Width of the picture in which it was found.'),
      sourceHeight: z.number().int().nullable(),
      isHidden: z.boolean(),
      isManual: z.boolean().describe('Marked manually.'),
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
    .describe('All photos of its burst, including itself.'),
  codes: z.record(z.string(), z.number()).describe('Further raw codes.'),
});
/** A photo or video in full. */
export type PhotoView = z.infer<typeof PhotoSchema>;

const LATITUDE = z.coerce.number().min(-90).max(90);
const LONGITUDE = z.coerce.number().min(-180).max(180);

/** The days on which photos were taken. */
export const PhotoDayRuleSchema = z.object({
  timeZone: z.string().max(100).optional().describe('IANA time zone. Default: each photo’s own, UTC if it has none.'),
  ownZone: FlagSchema.optional().describe(
    'true: a photo with a time zone of its own lies on its local day, and only the others on that of `timeZone`.',
  ),
  fromDay: z.iso.date().optional().describe('YYYY-MM-DD: only photos of this local day and later ones.'),
  toDay: z.iso.date().optional().describe('YYYY-MM-DD: only photos until this local day, which is included.'),
});

/** Filter of photos, common to lists, days and maps. */
export const PhotoFilterSchema = z.object({
  ...MarkFilterShape,
  kind: z.enum(['photo', 'video', 'audio']).optional(),
  subtype: z.string().max(100).optional().describe('live-photo, panorama, slow-motion …'),
  trait: z.enum(PHOTO_TRAITS).optional().describe('Only selfies, panoramas, HDR pictures …'),
  app: z.string().max(1000).optional().describe('Identifier of the app that saved it.'),
  editor: z.string().max(1000).optional().describe('App that edited it.'),
  album: z.string().max(200).optional().describe('Key of an album.'),
  person: z.string().max(200).optional().describe('Key of a person of the photo library.'),
  burst: z.string().max(200).optional(),
  favourite: FlagSchema.optional(),
  screenshots: FlagSchema.optional(),
  library: FlagSchema.optional().describe(
    'true: only photos shown in the library, without shared albums and unpicked burst photos.',
  ),
  hidden: InclusionSchema.default('no').describe('Photos in the Hidden album.'),
  trashed: InclusionSchema.default('no').describe('Photos in Recently Deleted.'),
  from: FromSchema.optional(),
  to: UntilSchema.optional(),
  north: LATITUDE.optional().describe('Bounding box: north, south, east and west, all or none.'),
  south: LATITUDE.optional(),
  east: LONGITUDE.optional().describe('Less than `west` if the box crosses the 180th meridian.'),
  west: LONGITUDE.optional(),
});

/** `GET …/artifacts/photos`. Of `cursor`, `around` and `at`, the first one given is used. */
export const PhotosQuerySchema = PhotoFilterSchema.extend({
  ...PhotoDayRuleSchema.shape,
  order: z
    .enum(['newest', 'oldest', 'album'])
    .default('newest')
    .describe(
      'Sort order. Undated photos count as oldest. `album`: as `album` is sorted, if it is; else newest first.',
    ),
  around: z.string().max(200).optional().describe('Key of a photo to show in the middle.'),
  at: z.coerce.number().int().optional().describe('UTC milliseconds: start of the page.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** A page of photos. */
export const PhotoPageSchema = pageOf(PhotoSummarySchema).extend({
  previous: CursorSchema.nullable().describe('Pass it as `cursor` to page backwards.'),
});

/** `GET …/artifacts/photos/days` */
export const PhotoDaysQuerySchema = PhotoFilterSchema.extend({
  ...PhotoDayRuleSchema.shape,
  cursor: CursorSchema.optional(),
});

/** `GET …/artifacts/photos/layout` */
export const PhotoLayoutQuerySchema = PhotoDaysQuerySchema.extend({
  order: z
    .enum(['newest', 'album'])
    .default('newest')
    .describe('`album`: all without days, as `album` is sorted, if it is; else by day.'),
});

/** Number of photos per day. */
export const PhotoDaySchema = z.object({ day: z.string().describe('YYYY-MM-DD'), count: z.number().int() });
/** Number of photos per day. */
export type PhotoDayView = z.infer<typeof PhotoDaySchema>;

/** Days with photos, newest first. */
export const PhotoDaysSchema = pageOf(PhotoDaySchema).extend({
  undated: z.number().int().describe('Photos without a time.'),
});

/** Aspect ratios of the photos of a day. */
export const PhotoLayoutDaySchema = z.object({
  day: z.string().describe('YYYY-MM-DD'),
  newest: z.number().int().describe('UTC milliseconds of its newest photo.'),
  oldest: z.number().int().describe('UTC milliseconds of its oldest photo.'),
  ratios: z
    .string()
    .describe('Aspect ratio (width / height) of each photo in percent, newest first, comma-separated; 0 if unknown.'),
});
/** Aspect ratios of the photos of a day. */
export type PhotoLayoutDayView = z.infer<typeof PhotoLayoutDaySchema>;

/** Aspect ratios of all photos by day, newest first, to lay out a grid. */
export const PhotoLayoutSchema = pageOf(PhotoLayoutDaySchema).extend({
  undated: z.string().describe('Ratios of photos without a time, in the order of `order=oldest`.'),
});

/** `GET …/artifacts/photos/places` */
export const PhotoPlacesQuerySchema = PhotoFilterSchema.extend({
  limit: z.coerce.number().int().min(1).max(5000).default(5000),
  cursor: CursorSchema.optional(),
});

/** A location on a map: key, latitude, longitude, UTC milliseconds. */
export const PhotoPlaceSchema = z.tuple([z.string(), z.number(), z.number(), TimeSchema]);
/** A location on a map: key, latitude, longitude, UTC milliseconds. */
export type PhotoPlaceView = z.infer<typeof PhotoPlaceSchema>;

/** What the photos of a library can be filtered by. */
export const PhotoFacetsSchema = z.object({
  traits: z.array(z.object({ trait: z.enum(PHOTO_TRAITS), count: z.number().int() })),
  apps: z
    .array(z.object({ app: z.string(), name: z.string().nullable(), count: z.number().int() }))
    .describe('Apps that saved photos, those of most photos first.'),
  editors: z
    .array(z.object({ editor: z.string(), count: z.number().int() }))
    .describe('Apps that edited photos, those of most photos first.'),
});
/** What the photos of a library can be filtered by. */
export type PhotoFacetsView = z.infer<typeof PhotoFacetsSchema>;

/** An album, a folder of albums, a shared album, an import, a memory, a moment or a shared library. */
export const PhotoAlbumSchema = z.object({
  key: z.string(),
  kind: z
    .string()
    .describe('album, folder, shared, import, conversation, memory, moment, duplicates, shared-library …'),
  title: z.string().nullable(),
  subtitle: z.string().nullable(),
  isFavourite: z.boolean().describe('A favourite memory.'),
  participants: z
    .array(
      z.object({
        name: z.string().nullable(),
        email: z.string().nullable(),
        phone: z.string().nullable(),
        isMe: z.boolean(),
      }),
    )
    .describe('Those with whom a library is shared.'),
  folder: z.string().nullable().describe('Key of the parent folder.'),
  sortOrder: z.string().nullable().describe('manual, oldest-first, newest-first or title.'),
  assetCount: z.number().int().describe('Number of assets, including hidden and deleted ones.'),
  coverAsset: z.string().nullable().describe('Key of the cover photo.'),
  createdAt: TimeSchema,
  modifiedAt: TimeSchema,
  startsAt: TimeSchema,
  endsAt: TimeSchema,
  isTrashed: z.boolean(),
  ownerName: z.string().nullable().describe('Owner of a shared album.'),
  publicUrl: z.string().nullable(),
});
/** An album. */
export type PhotoAlbumView = z.infer<typeof PhotoAlbumSchema>;

/** `GET …/artifacts/photos/albums` */
export const PhotoAlbumsQuerySchema = z.object({
  folder: z.string().max(200).optional().describe('Key of the parent folder.'),
  trashed: InclusionSchema.default('no').describe('Deleted albums.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});

/** A person of the photo library. */
export const PhotoPersonSchema = z.object({
  key: z.string(),
  name: z.string().nullable(),
  faceCount: z.number().int().describe('Number of faces, counted by the phone.'),
  contact: z.string().nullable().describe('Contact identifier in the library.'),
  face: z
    .object({
      photo: z.string().nullable().describe('Key of the photo.'),
      centerX: z.number().nullable(),
      centerY: z.number().nullable(),
      size: z.number().nullable(),
    })
    .nullable()
    .describe('The key face.'),
});
/** A person of the photo library. */
export type PhotoPersonView = z.infer<typeof PhotoPersonSchema>;

/** `GET …/artifacts/photos/people` */
export const PhotoPeopleQuerySchema = z.object({
  named: FlagSchema.optional().describe('true: named people only; false: unnamed people only.'),
  limit: LimitSchema,
  cursor: CursorSchema.optional(),
});
