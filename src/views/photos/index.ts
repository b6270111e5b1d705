export { listPhotoAlbums, type PhotoAlbumQuery } from './albums.ts';
export { countPhotoDays, type PhotoDayQuery } from './days.ts';
export { countPhotoFacets } from './facets.ts';
export { layOutPhotos } from './layout.ts';
export { listPhotoKeys, listPhotos, type PhotoPage, type PhotoQuery } from './list.ts';
export { getPhoto, getPhotos } from './one.ts';
export { listPhotoPeople, type PhotoPeopleQuery } from './people.ts';
export type { PhotoFilter } from './photo-filter.ts';
export { listPhotoPlaces, type PhotoPlaceQuery } from './places.ts';
