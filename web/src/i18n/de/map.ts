import type { Texts } from '../en/index.ts';
import { plural } from '../plural.ts';

const photos = (count: number): string => plural('de', count, { one: '# Foto', other: '# Fotos' });

/** Die Seite Karte. */
export const map: Texts['map'] = {
  title: 'Karte',
  label: 'Karte der Fotos',
  located: (count) => plural('de', count, { one: '# Foto kennt seinen Ort', other: '# Fotos kennen ihren Ort' }),
  cluster: (count, where) => `${photos(count)} bei ${where}`,
  here: photos,
  openHere: 'In Fotos zeigen',
  zoomHere: 'Vergrößern',
  closeArea: 'Schließen',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  whole: 'Alle zeigen',
  attribution: 'Mit Daten von Natural Earth',
  none: {
    title: 'Kein Foto kennt seinen Ort',
    text: 'Die Mediathek dieses Backups nennt keine Orte. Sie fehlen, wenn die Kamera den Standort nicht kannte.',
  },
  cannot: {
    title: 'Dieser Browser kann die Karte nicht zeichnen',
    text: 'Sie braucht WebGL 2, das vielleicht ausgeschaltet ist. Die Fotos stehen mit ihren Orten unter Fotos.',
  },
  photos: 'Fotos öffnen',
};
