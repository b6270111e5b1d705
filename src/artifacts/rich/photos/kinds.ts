import type { KindsOf } from '../../kit/artifact.ts';
import type { photoTables } from './tables.ts';

/** Record kinds of the photo library. */
export const photoKinds = {
  photo_assets: {
    id: 'photo',
    name: ['Photo', 'Photos'],
    icon: 'image',
    privacy: 'P1',
    show: {
      at: 'createdAt',
      title: ['title', 'originalFilename', 'filename'],
      text: ['caption', 'altText', 'place'],
      place: { latitude: 'latitude', longitude: 'longitude', accuracy: 'locationAccuracy', name: 'place' },
      file: 'originalFile',
      duration: 'duration',
      utcOffset: 'utcOffset',
      order: '-createdAt',
    },
    setAside: ['-inLibrary'],
    parts: [
      { table: 'photo_faces', of: 'asset', names: { column: 'person', table: 'photo_people' } },
      { table: 'photo_album_assets', of: 'asset', names: { column: 'album', table: 'photo_albums' } },
    ],
    ownMapLayer: true,
    list: { screen: 'photos' },
    opens: { screen: 'photos', search: { p: '$key' } },
  },
  photo_albums: {
    id: 'album',
    name: ['Album', 'Albums'],
    icon: 'book-image',
    privacy: 'P1',
    show: { title: 'title' },
    setAside: ['isAutomatic'],
    list: { screen: 'photos' },
    opens: { screen: 'photos', search: { album: '$key' } },
  },
  photo_people: {
    id: 'person',
    name: ['Person in photos', 'People in photos'],
    icon: 'scan-face',
    privacy: 'P1',
    show: { title: 'name' },
    list: { screen: 'photos' },
    opens: { screen: 'photos', search: { person: '$key' } },
  },
  photo_comments: {
    id: 'photo-comment',
    name: ['Comment on a photo', 'Comments on photos'],
    icon: 'message-square',
    privacy: 'P1',
    show: { at: 'at', text: ['text'], order: '-at' },
    list: { screen: 'photos' },
    opens: { screen: 'photos' },
  },
} as const satisfies KindsOf<typeof photoTables>;
