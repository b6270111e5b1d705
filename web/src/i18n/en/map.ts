import { plural } from '../plural.ts';

const photos = (count: number): string => plural('en', count, { one: '# photo', other: '# photos' });

/** The screen Map. */
export const map = {
  title: 'Map',
  label: 'Map of the photos',
  located: (count: number) =>
    plural('en', count, { one: '# photo knows its place', other: '# photos know their place' }),
  cluster: (count: number, where: string) => `${photos(count)} at ${where}`,
  here: photos,
  openHere: 'Show in Photos',
  zoomHere: 'Zoom in',
  closeArea: 'Close',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'Show all',
  attribution: 'Made with Natural Earth',
  none: {
    title: 'No photo knows its place',
    text: 'The library of this backup names no places. They are missing where location access was off for the camera.',
  },
  cannot: {
    title: 'This browser cannot draw the map',
    text: 'It needs WebGL 2, which may be turned off. The photos are in Photos, with their places.',
  },
  photos: 'Open Photos',
};
