import type { Texts } from '../en/index.ts';
import { plural } from '../plural.ts';

/** Die Seite Alles in diesem Backup. */
export const everything: Texts['everything'] = {
  title: 'Alles in diesem Backup',
  subtitle: (kinds, records) =>
    `${plural('de', kinds, { one: '# Art von Einträgen', other: '# Arten von Einträgen' })}, zusammen ${records}`,
  find: 'Art finden',
  clear: 'Leeren',
  show: 'Zeigen',
  shown: { all: 'Alle Arten', here: 'In diesem Backup', missing: 'Nicht in diesem Backup' },
};
