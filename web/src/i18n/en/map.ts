import { plural } from '../plural.ts';

const photos = (count: number): string => plural('en', count, { one: '# photo', other: '# photos' });

const records = (count: number): string => plural('en', count, { one: '# other place', other: '# other places' });

/** The screen Map. */
export const map = {
  title: 'Map',
  label: 'Map of photos and places',
  located: (count: number, others: number) => {
    const known = plural('en', count, { one: '# photo knows its place', other: '# photos know their place' });
    return others === 0 ? known : `${known} · ${records(others)}`;
  },
  cluster: (what: string, where: string) => `${what} at ${where}`,
  here: (count: number, others: number) =>
    others === 0
      ? photos(count)
      : count === 0
        ? plural('en', others, { one: '# place', other: '# places' })
        : `${photos(count)}, ${records(others)}`,
  openHere: 'Show in Photos',
  zoomHere: 'Zoom in',
  closeArea: 'Close',
  zoomIn: 'Zoom in',
  zoomOut: 'Zoom out',
  whole: 'Show all',
  attribution: 'Made with Natural Earth',
  none: {
    title: 'Nothing knows its place',
    text: 'Neither photos nor messages, events or notes of this backup name places. They are missing where location access was off for the camera.',
  },
  cannot: {
    title: 'This browser cannot draw the map',
    text: 'It needs WebGL 2, which may be turned off. The photos are in Photos, with their places.',
  },
  photos: 'Open Photos',
};
