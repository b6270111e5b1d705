import type { Texts } from '../en/index.ts';
import { plural } from '../plural.ts';

/** Wörter, die mehrere Seiten benutzen. */
export const common: Texts['common'] = {
  appName: 'Apple Juicer',
  retry: 'Noch einmal versuchen',
  cancel: 'Abbrechen',
  close: 'Schließen',
  back: 'Zurück',
  more: 'Mehr',
  copy: 'Kopieren',
  copied: 'Kopiert',
  loading: 'Wird geladen …',
  unknown: 'Unbekannt',
  numberWithheld: 'Nummer unterdrückt',
  none: 'Keine',
  yes: 'Ja',
  no: 'Nein',
  show: 'Zeigen',
  hide: 'Verbergen',
  details: 'Einzelheiten',
  unlock: 'Entsperren',
  lock: 'Sperren',
  files: (count) => plural('de', count, { one: '# Datei', other: '# Dateien' }),
  records: (count) => plural('de', count, { one: '# Eintrag', other: '# Einträge' }),
  timeIn: (full, zone) => `${full} (${zone})`,
  sortBy: (column) => `Nach ${column} sortieren`,
  person: {
    you: 'Du',
    photoOf: (name) => `Foto von ${name}`,
    list: (names) => new Intl.ListFormat('de').format(names),
    others: (count) => plural('de', count, { one: '# andere Person', other: '# andere' }),
  },
  payload: {
    locked: 'Gesperrt',
    lockedLong: 'Der Inhalt ist verschlüsselt. Entsperre das Backup, um ihn zu sehen.',
    missing: 'Nicht in diesem Backup',
    failed: 'Kann nicht gezeigt werden',
    open: (name) => `${name} öffnen`,
  },
  source: {
    button: 'Quelle',
    title: 'Woher das stammt',
    intro: 'Der Datensatz im Backup, aus dem dies gelesen wurde.',
  },
};
