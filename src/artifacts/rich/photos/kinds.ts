import type { KindsOf } from '../../kit/artifact.ts';
import type { photoTables } from './tables.ts';

/** Record kinds of the photo library. */
export const photoKinds = {
  photo_assets: {
    id: 'photo',
    names: { en: ['Photo', 'Photos'], de: ['Foto', 'Fotos'] },
    icon: 'image',
    privacy: 'P1',
    show: {
      at: 'createdAt',
      title: ['title', 'originalFilename', 'filename'],
      text: ['caption', 'altText', 'place'],
      place: { latitude: 'latitude', longitude: 'longitude', accuracy: 'locationAccuracy', name: 'place' },
      file: 'originalFile',
      duration: 'duration',
      order: '-createdAt',
    },
    ownMapLayer: true,
    list: { screen: 'photos' },
    opens: { screen: 'photos', search: { p: '$key' } },
  },
  photo_albums: {
    id: 'album',
    names: { en: ['Album', 'Albums'], de: ['Album', 'Alben'] },
    icon: 'book-image',
    privacy: 'P1',
    show: { title: 'title' },
    list: { screen: 'photos' },
    opens: { screen: 'photos', search: { album: '$key' } },
  },
  photo_people: {
    id: 'person',
    names: { en: ['Person in photos', 'People in photos'], de: ['Person auf Fotos', 'Personen auf Fotos'] },
    icon: 'scan-face',
    privacy: 'P1',
    show: { title: 'name' },
    list: { screen: 'photos' },
    opens: { screen: 'photos', search: { person: '$key' } },
  },
  photo_comments: {
    id: 'photo-comment',
    names: { en: ['Comment on a photo', 'Comments on photos'], de: ['Kommentar zu einem Foto', 'Kommentare zu Fotos'] },
    icon: 'message-square',
    privacy: 'P1',
    show: { at: 'at', text: ['text'], order: '-at' },
    list: { screen: 'photos' },
    opens: { screen: 'photos' },
  },
} as const satisfies KindsOf<typeof photoTables>;
