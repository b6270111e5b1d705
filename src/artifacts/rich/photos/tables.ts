import { boolean, file, integer, json, real, repeats, table, text, time } from '../../../model/columns.ts';
import type { FileReference } from '../../kit/artifact.ts';
import { sourceRows } from '../../kit/source-rows.ts';
import { storeOf } from './library-keys.ts';

/** Media type of an asset. */
export type AssetKind = 'photo' | 'video' | 'audio' | 'unknown';

/** Subtype of a photo or video. */
export type AssetSubtype =
  | 'plain'
  | 'panorama'
  | 'live-photo'
  | 'screenshot'
  | 'slow-motion'
  | 'time-lapse'
  | 'screen-recording'
  | 'unknown';

/** Origin of an asset. */
export type AssetSource =
  | 'other'
  | 'library'
  | 'shared-album'
  | 'photo-booth'
  | 'photo-stream'
  | 'camera'
  | 'icloud'
  | 'icloud-link'
  | 'placeholder'
  | 'referenced'
  | 'alternate'
  | 'shared-with-you'
  | 'companion'
  | 'recovered'
  | 'computer'
  | 'unknown';

/** The best file that the backup has of an asset. */
export type Availability = 'original' | 'edited-only' | 'thumbnail-only' | 'not-in-backup';

/** State of an asset's file in the backup. */
export type FileState = FileReference['state'];

/** Location of a photo as geocoded by the phone. Unknown fields are omitted. */
export type PlaceDetails = {
  readonly street?: string;
  readonly subLocality?: string;
  readonly city?: string;
  readonly subAdministrativeArea?: string;
  readonly state?: string;
  readonly postalCode?: string;
  readonly country?: string;
  readonly countryCode?: string;
  /** Names of the surrounding areas, smallest first: `St James's Park`, `London`, `England`. */
  readonly names?: readonly string[];
  /** True for the owner's home address. */
  readonly isHome?: boolean;
};

/** Photos and videos, one row each. The video of a Live Photo and edited renders belong to the row of their asset. */
export const photoAssets = table({
  primaryKey: ['key'],
  large: true,
  searched: {
    payload: ['kind', 'subtype', 'utcOffset', 'place', 'thumbnailFile', 'availability', 'isHidden', 'isTrashed'],
  },
  columns: {
    key: text(
      'UUID of the asset; `pk` and its row number where it has no UUID of its own; `file-` and its fileID where there is no library. Before all keys of what was only seen in Messages: `shared-with-you-`.',
    ),
    kind: text<AssetKind>('photo, video or audio.'),
    kindCode: integer('The kind as the library has it (ZKIND).'),
    subtype: text<AssetSubtype>(
      'panorama, live-photo, screenshot, slow-motion, time-lapse, screen-recording; or plain.',
    ),
    subtypeCode: integer('The subtype as the library has it (ZKINDSUBTYPE).'),
    filename: text('Name on the phone.'),
    originalFilename: text('Name under which it was taken or imported.'),
    directory: repeats(text('Folder on the phone, below Media.')),
    uti: repeats(text('Type of the original file.')),
    title: text('Title.'),
    caption: text('Caption.'),
    altText: text('Description for people who cannot see it.'),
    recognisedText: text('Text that the phone recognised in the picture, a line for each line.'),
    textLines: json<readonly { readonly text: string; readonly corners: readonly number[] | null }[]>(
      'The lines of that text with their corners, as parts of width and height from the upper left.',
    ),
    otherWords: text('Words that the phone thought less likely in that text.'),
    keywords: repeats(json<readonly string[]>('Keywords.')),
    createdAt: time('When it was taken.'),
    utcOffset: integer('Seconds by which local time was ahead of UTC where it was taken.'),
    timeZone: repeats(text('Name of the time zone where it was taken.')),
    addedAt: time('When it came into the library.'),
    modifiedAt: time('When it was last changed.'),
    editedAt: time('When the picture was last edited.'),
    lastSharedAt: time('When it was last shared.'),
    lastViewedAt: time('When it was last looked at.'),
    trashedAt: time('When it was deleted.'),
    isTrashed: boolean('It is in Recently Deleted.'),
    isHidden: boolean('It is in the Hidden album.'),
    isFavourite: boolean('It is a favourite.'),
    inLibrary: boolean(
      'It stands in the library: not deleted, hidden, from a shared album or link, only seen in Messages, recovered or a lesser picture of a burst.',
    ),
    width: integer('Width in pixels.'),
    height: integer('Height in pixels.'),
    orientation: integer('EXIF orientation of the original, 1 to 8.'),
    duration: { ...real('Length of a video in seconds.'), format: 'seconds' },
    fileSize: integer('Size of the original in bytes.'),
    latitude: real('Latitude in degrees, north is positive.'),
    longitude: real('Longitude in degrees, east is positive.'),
    altitude: real('Metres above sea level.'),
    locationAccuracy: real('Radius of the location in metres.'),
    place: repeats(text('Where it was taken, in words.')),
    isPlaceInferred: boolean('The place is the name of the moment it belongs to, not an address of its own.'),
    placeDetails: repeats(json<PlaceDetails>('The address, by its parts.')),
    isEdited: boolean('The picture was edited by somebody.'),
    editor: repeats(text('App in which it was edited.')),
    isSelfie: boolean('A photo of the front camera.'),
    isScreenshot: boolean('A picture of the screen.'),
    isAnimated: boolean('An animated image.'),
    isHdr: boolean('High dynamic range.'),
    hasDepth: boolean('It knows how far things are, as portraits do.'),
    isSpatial: boolean('A spatial photo or video, with a picture for each eye.'),
    isRaw: boolean('A raw picture, or one that has a raw picture beside it, in the backup or not.'),
    isDuplicate: boolean('The phone found another that is the same.'),
    inSharedLibrary: boolean('It is in the library that is shared with others.'),
    mediaGroup: text('What a Live Photo and its video have in common.'),
    burst: text('UUID of the burst it belongs to.'),
    isBurstPick: boolean('Of its burst, this picture was picked, by the owner or the phone.'),
    source: repeats(text<AssetSource>('library, icloud, shared-album, shared-with-you …')),
    sourceCode: integer('The source as the library has it (ZSAVEDASSETTYPE).'),
    sourceApp: repeats(text('Identifier of the app that saved it.')),
    sourceAppName: text('Name of the app that saved it.'),
    importSession: repeats(text('Key of the import it came with.')),
    conversation: text('Key of the conversation it was sent in.'),
    moment: repeats(text('Key of the moment it belongs to.')),
    duplicates: text('Key of the set of pictures that are the same.'),
    sharedLibrary: repeats(text('Key of the shared library it is in.')),
    sharedBy: repeats(text('Name of who put it into a shared album.')),
    cameraMake: repeats(text('Maker of the camera.')),
    cameraModel: repeats(text('Model of the camera.')),
    lensModel: repeats(text('Lens.')),
    iso: integer('Sensitivity of the film.'),
    aperture: real('F-number.'),
    shutterSpeed: real('Exposure time in seconds.'),
    focalLength: real('Focal length in millimetres.'),
    focalLength35mm: integer('Focal length that 35 mm film would need.'),
    flashFired: boolean('The flash fired.'),
    frameRate: real('Frames per second of a video.'),
    codec: repeats(text('Codec of a video.')),
    viewCount: integer('How often it was looked at.'),
    playCount: integer('How often it was played.'),
    shareCount: integer('How often it was shared.'),
    availability: repeats(
      text<Availability>('The best that the backup holds: original, edited-only, thumbnail-only, not-in-backup.'),
    ),
    originalFile: file('The original.'),
    originalState: repeats(text<FileState>('Whether the backup holds the original.')),
    editedFile: file('The picture as it looks edited.'),
    editedState: repeats(text<FileState>('Whether the backup holds the edited picture.')),
    thumbnailFile: file('A ready-made small JPEG.'),
    thumbnailState: repeats(text<FileState>('Whether the backup holds the small picture.')),
    liveVideoFile: file('The video of a Live Photo.'),
    liveVideoState: repeats(text<FileState>('Whether the backup holds the video.')),
    editedLiveVideoFile: file('The video of a Live Photo as it looks edited.'),
    rawFile: file('The raw picture beside a JPEG.'),
    codes: repeats(
      json<Readonly<Record<string, number>>>('Further codes as the library has them, by the name of their column.'),
    ),
    sourceKey: integer('Row number (Z_PK).'),
  },
  indexes: [
    // Covers lists, days, maps and the grid, so that browsing a library does not read its rows.
    [
      'createdAt',
      'key',
      'kind',
      'subtype',
      'isFavourite',
      'isHidden',
      'isTrashed',
      'isScreenshot',
      'inLibrary',
      'utcOffset',
      'latitude',
      'longitude',
      'width',
      'height',
      'isEdited',
      'isSelfie',
      'isAnimated',
      'isHdr',
      'hasDepth',
      'isSpatial',
      'isRaw',
      'isDuplicate',
      'inSharedLibrary',
      'burst',
    ],
    ['burst'],
  ],
  sourceRows: ({ key, sourceKey }) => sourceRows(storeOf(key), ['ZASSET', 'ZGENERICASSET'], 'Z_PK', [sourceKey]),
});

/** Kind of album. */
export type AlbumKind =
  | 'album'
  | 'folder'
  | 'shared'
  | 'import'
  | 'project'
  | 'conversation'
  | 'duplicates'
  | 'memory'
  | 'moment'
  | 'shared-library'
  | 'shared-link'
  | 'shared-with-you'
  | 'smart'
  | 'unknown';

/** Sort order of an album. */
export type AlbumSortOrder = 'manual' | 'oldest-first' | 'newest-first' | 'title';

/** Source tables of the kinds that are not in that of albums. */
const ALBUM_TABLES: Readonly<Record<string, readonly string[]>> = {
  memory: ['ZMEMORY'],
  moment: ['ZMOMENT'],
  'shared-library': ['ZSHARE'],
  'shared-link': ['ZSHARE', 'ZMOMENTSHARE'],
};

/** Before the keys of people who were invited to a shared album. */
export const INVITED = 'invited-';

/** The source table of an album: since iOS 26 shared albums are shares, without a ZKIND. */
function albumTables(kind: AlbumKind | null, kindCode: number | null): string | readonly string[] {
  return kind === 'shared' && kindCode === null ? 'ZSHARE' : (ALBUM_TABLES[kind ?? ''] ?? 'ZGENERICALBUM');
}

/** Albums, folders, shared albums, imports, memories, moments and shared libraries. Albums that every library has (Favourites, Videos …) are not stored. */
export const photoAlbums = table({
  primaryKey: ['key'],
  columns: {
    key: text('UUID of the album; `pk` and its row number where it has no UUID of its own.'),
    kind: text<AlbumKind>('album, folder, shared, import, project, conversation …'),
    kindCode: integer('The kind as the library has it (ZKIND).'),
    title: text('Title. Two albums can have the same.'),
    subtitle: text('Subtitle of a memory or moment.'),
    folder: text('Key of the folder it is in.'),
    position: integer('Where it stands in its folder: higher is later.'),
    sortOrder: text<AlbumSortOrder>('manual (by position), oldest-first, newest-first or title.'),
    sortCode: integer('What it is sorted by as the library has it (ZCUSTOMSORTKEY).'),
    assetCount: integer('Assets that the library lists in it.'),
    cachedCount: integer('Assets that the phone counted.'),
    photoCount: integer('Photos that the phone counted.'),
    videoCount: integer('Videos that the phone counted.'),
    coverAsset: text('Key of the asset on its cover.'),
    createdAt: time('When it was made.'),
    modifiedAt: time('When it was last changed.'),
    startsAt: time('When its first asset was taken.'),
    endsAt: time('When its last asset was taken.'),
    trashedAt: time('When it was deleted.'),
    isTrashed: boolean('It was deleted.'),
    isFavourite: boolean('It is a favourite.'),
    isAutomatic: boolean('The phone made it: a memory, a moment or a set of duplicates.'),
    isOwn: boolean('A shared album of the owner of the phone.'),
    ownerName: text('Whose shared album it is.'),
    publicUrl: text('Web page of a shared album.'),
    sourceKey: integer('Row number (Z_PK).'),
  },
  indexes: [['folder']],
  sourceRows: ({ key, kind, kindCode, sourceKey }) =>
    sourceRows(storeOf(key), albumTables(kind, kindCode), 'Z_PK', [sourceKey]),
});

/** Assets in albums. */
export const photoAlbumAssets = table({
  primaryKey: ['album', 'asset'],
  large: true,
  columns: {
    album: text('Key of the album.'),
    asset: text('Key of the asset.'),
    position: integer('Where it stands in the album when sorted by hand: higher is later.'),
  },
  indexes: [['asset']],
});

/** People with whom a library, an album or a link is shared. */
export const photoParticipants = table({
  primaryKey: ['key'],
  columns: {
    key: text('`pk` and its row number; of those invited to a shared album `invited-` before it.'),
    album: text('Key of what is shared, which is among the albums.'),
    name: text('Name.'),
    email: text('E-mail address.'),
    phone: text('Phone number.'),
    person: text('Key of the person in photos.'),
    isMe: boolean('The owner of the phone.'),
    codes: json<Readonly<Record<string, number>>>('Role, permission and acceptance as the library has them.'),
    sourceKey: integer('Row number (Z_PK).'),
  },
  indexes: [['album']],
  sourceRows: ({ key, sourceKey }) =>
    sourceRows(
      storeOf(key),
      key?.includes(INVITED) === true
        ? 'ZCLOUDSHAREDALBUMINVITATIONRECORD'
        : ['ZSHAREPARTICIPANT', 'ZMOMENTSHAREPARTICIPANT'],
      'Z_PK',
      [sourceKey],
    ),
});

/** People and pets that the phone recognised, with merged ones as one. */
export const photoPeople = table({
  primaryKey: ['key'],
  columns: {
    key: text('UUID of the person; `pk` and its row number where it has no UUID of its own.'),
    name: text('Name; none where nobody has named them.'),
    displayName: text('Short name.'),
    contact: text('Identifier of their contact.'),
    faceCount: integer('Faces that the phone counted.'),
    keyFace: text('Key of the face that stands for them.'),
    position: integer('Where they stand among people when sorted by hand.'),
    mergedKeys: json<readonly string[]>('Keys of those that were merged into this one.'),
    codes: json<Readonly<Record<string, number>>>(
      'Further codes as the library has them, by the name of their column.',
    ),
    sourceKey: integer('Row number (Z_PK).'),
  },
  sourceRows: ({ key, sourceKey }) => sourceRows(storeOf(key), 'ZPERSON', 'Z_PK', [sourceKey]),
});

/** Faces in photos. */
export const photoFaces = table({
  primaryKey: ['key'],
  large: true,
  columns: {
    key: text('UUID of the face; `pk` and its row number where it has no UUID of its own.'),
    asset: text('Key of the asset.'),
    person: text('Key of the person; none where the phone does not know who it is.'),
    centerX: real('Centre of the face from the left edge, as a part of the width.'),
    centerY: real('Centre of the face from the lower edge, as a part of the height.'),
    size: real('Size of the face as a part of the picture.'),
    sourceWidth: integer('Width of the picture it was found in.'),
    sourceHeight: integer('Height of the picture it was found in.'),
    isHidden: boolean('It is not shown.'),
    isManual: boolean('Somebody marked it by hand.'),
    sourceKey: integer('Row number (Z_PK).'),
  },
  indexes: [['asset'], ['person']],
  sourceRows: ({ key, sourceKey }) => sourceRows(storeOf(key), ['ZDETECTEDFACE', 'ZFACE'], 'Z_PK', [sourceKey]),
});

/** Kind of a row of {@link photoComments}. */
export type CommentKind = 'comment' | 'like' | 'caption';

/** Comments, likes and captions of shared albums. */
export const photoComments = table({
  primaryKey: ['key'],
  columns: {
    key: text('`pk` and its row number.'),
    asset: text('Key of the asset.'),
    kind: text<CommentKind>('comment, like or caption.'),
    text: text('What it says.'),
    at: time('When it was made.'),
    isMine: boolean('By the owner of the phone.'),
    author: text('Who made it, as a fingerprint that iCloud gives.'),
    authorName: text('Who made it.'),
    sourceKey: integer('Row number (Z_PK).'),
  },
  indexes: [['asset']],
  sourceRows: ({ key, sourceKey }) => sourceRows(storeOf(key), 'ZCLOUDSHAREDCOMMENT', 'Z_PK', [sourceKey]),
});

/** Tables of the Photos artifact. */
export const photoTables = {
  photo_assets: photoAssets,
  photo_albums: photoAlbums,
  photo_album_assets: photoAlbumAssets,
  photo_participants: photoParticipants,
  photo_people: photoPeople,
  photo_faces: photoFaces,
  photo_comments: photoComments,
};
