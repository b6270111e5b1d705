import type { Texts } from '../en/index.ts';
import { plural } from '../plural.ts';

/** Tabellen. */
export const tables: Texts['tables'] = {
  title: 'Tabellen',
  pick: 'Tabelle auswählen',
  pickText: 'Alles, was aus diesem Backup gelesen wurde, Zeile für Zeile: sortiert, gefiltert, exportiert, mit Quelle.',
  none: 'Keine Zeilen',
  rows: (count) => plural('de', count, { one: '# Zeile', other: '# Zeilen' }),
  notRead: 'noch nicht gelesen',
  withoutRows: (count) => plural('de', count, { one: '# Quelle ohne Zeilen', other: '# Quellen ohne Zeilen' }),
  columns: 'Spalten',
  filter: 'Filter',
  filterColumn: 'Spalte, nach der gefiltert wird',
  noFilter: 'Kein Filter',
  contains: 'enthält',
  equals: 'ist genau',
  is: 'ist',
  either: 'beides',
  from: 'Von',
  to: 'Bis',
  clear: 'Leeren',
  lookingFurther: 'Der Rest der Tabelle wird durchgesehen …',
  nothingFound: 'Keine Zeile passt zu diesem Filter.',
  row: 'Zeile',
  nextRow: 'Nächste Zeile',
  previousRow: 'Vorige Zeile',
  cut: 'länger als hier gezeigt',
  emptyValues: (count) => plural('de', count, { one: '# Spalte ohne Wert', other: '# Spalten ohne Wert' }),
  copyRow: 'Zeile als JSON kopieren',
  openFile: 'In Dateien öffnen',
  openPerson: 'Person öffnen',
};
