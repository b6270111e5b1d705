import type { Texts } from '../en/index.ts';
import { plural } from '../plural.ts';

const photos = (count: number): string => plural('de', count, { one: '# Foto', other: '# Fotos' });

const records = (count: number): string => plural('de', count, { one: '# anderer Ort', other: '# andere Orte' });

/** Die Seite Karte. */
export const map: Texts['map'] = {
  title: 'Karte',
  label: 'Karte der Fotos und Orte',
  located: (count, others) => {
    const known = plural('de', count, { one: '# Foto kennt seinen Ort', other: '# Fotos kennen ihren Ort' });
    return others === 0 ? known : `${known} · ${records(others)}`;
  },
  cluster: (what, where) => `${what} bei ${where}`,
  here: (count, others) =>
    others === 0
      ? photos(count)
      : count === 0
        ? plural('de', others, { one: '# Ort', other: '# Orte' })
        : `${photos(count)}, ${records(others)}`,
  openHere: 'In Fotos zeigen',
  zoomHere: 'Vergrößern',
  closeArea: 'Schließen',
  zoomIn: 'Vergrößern',
  zoomOut: 'Verkleinern',
  whole: 'Alle zeigen',
  attribution: 'Mit Daten von Natural Earth',
  none: {
    title: 'Nichts kennt seinen Ort',
    text: 'Weder Fotos noch Nachrichten, Termine oder Notizen dieses Backups nennen Orte. Bei Fotos fehlen sie, wenn die Kamera den Standort nicht kannte.',
  },
  cannot: {
    title: 'Dieser Browser kann die Karte nicht zeichnen',
    text: 'Sie braucht WebGL 2, das vielleicht ausgeschaltet ist. Die Fotos stehen mit ihren Orten unter Fotos.',
  },
  photos: 'Fotos öffnen',
};
