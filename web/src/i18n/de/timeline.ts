import type { Texts } from '../en/index.ts';
import { plural } from '../plural.ts';

/** Die Seite Zeitleiste. */
export const timeline: Texts['timeline'] = {
  title: 'Zeitleiste',
  list: 'Alles nach der Zeit',
  types: 'Arten',
  allTypes: 'Alles',
  someTypes: (count) => plural('de', count, { one: '# Art', other: '# Arten' }),
  backup: 'Backup',
  allBackups: 'Alle Backups',
  scrubber: 'Monat',
  jump: 'Gehe zu Monat',
  month: (name, count) => `${name}: ${plural('de', count, { one: '# Eintrag', other: '# Einträge' })}`,
  undated: (count) =>
    plural('de', count, {
      one: '# Eintrag hat keine Zeit und steht nicht hier.',
      other: '# Einträge haben keine Zeit und stehen nicht hier.',
    }),
  empty: {
    title: 'Hier ist nichts',
    text: 'Nichts von dem, was indiziert ist, hat eine Zeit und passt zu den Filtern.',
    clear: 'Alles zeigen',
    ledger: 'Sieh, was gelesen wurde',
  },
  notIndexed: {
    title: 'Noch ist nichts indiziert',
    text: 'Sobald ein Backup indiziert ist, steht hier alles in der Reihenfolge, in der es geschah.',
    action: 'Zu den Backups',
  },
  keys: { next: 'Früher', previous: 'Später', olderMonth: 'Einen Monat zurück', newerMonth: 'Einen Monat weiter' },
};
