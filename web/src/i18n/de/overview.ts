import type { Texts } from '../en/index.ts';
import { plural } from '../plural.ts';

/** Die Seite Überblick. */
export const overview: Texts['overview'] = {
  subtitle: (device, ios) => `${device} · iOS ${ios}`,
  found: 'Was darin ist',
  notRead: {
    absent: 'Nicht in diesem Backup',
    'needs-encrypted-backup': 'Nur in verschlüsselten Backups',
    locked: 'War gesperrt',
    'unsupported-schema': 'Unbekannter Aufbau',
    failed: 'Nicht lesbar',
    empty: 'Leer',
  },
  everything: {
    title: 'Alles',
    text: (here, all) => `${here} von ${all} Arten`,
  },
  partial: (skipped) => `${skipped} ausgelassen`,
  activity: {
    title: 'Aktivität',
    text: 'Nachrichten, Anrufe, Fotos, Notizen und Termine jedes Tages',
    year: 'Jahr',
    earlier: 'Früheres Jahr',
    later: 'Späteres Jahr',
    day: (day, count) => `${day}: ${plural('de', count, { one: '# Eintrag', other: '# Einträge' })}`,
    nothing: (day) => `${day}: nichts`,
    less: 'Weniger',
    more: 'Mehr',
    empty: 'Nichts von dem, was gelesen wurde, hat eine Zeit.',
    inYear: (count, year) => `${plural('de', count, { one: '# Eintrag', other: '# Einträge' })} im Jahr ${year}`,
  },
  storage: {
    title: 'Speicher',
    text: (files, size) => `${files}, ${size}`,
    tile: (name, size, files) => `${name}: ${size}, ${files}`,
    rest: 'Alles andere',
    missing: 'Er wird gezählt, wenn das Backup noch einmal indiziert wird.',
    all: 'Alle Dateien',
  },
  people: {
    title: 'Wichtigste Personen',
    text: 'Mit den meisten Nachrichten, Anrufen und anderen Einträgen',
    empty: 'Noch niemand.',
  },
  newest: { title: 'Neuestes', text: 'Was zuletzt vor dem Backup geschah', all: 'Zeitleiste', empty: 'Noch nichts.' },
  notIndexed: {
    title: 'Noch nicht indiziert',
    text: 'Beim Indizieren werden Nachrichten, Fotos, Notizen und alles andere einmal gelesen, damit sie gezeigt und durchsucht werden können. Die Dateien lassen sich auch so ansehen.',
    action: 'Indizieren',
    files: 'Die Dateien ansehen',
  },
  indexing: {
    title: 'Wird indiziert …',
    text: 'Was gelesen wird, steht hier, sobald es fertig ist.',
    action: 'Zum Fortschritt',
  },
};
