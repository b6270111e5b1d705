import type { Texts } from '../en/index.ts';
import { plural } from '../plural.ts';

/** Die Seite Protokoll: Indizieren und was aus jeder Art von Daten wurde. */
export const ledger: Texts['ledger'] = {
  title: 'Protokoll',
  intro: 'Was aus diesem Backup gelesen wurde, was ausgelassen wurde und warum. Nichts fehlt stillschweigend.',
  notIndexed: {
    title: 'Noch nicht indiziert',
    text: 'Beim Indizieren werden Nachrichten, Fotos, Notizen und alles andere einmal gelesen, damit man es zeigen und durchsuchen kann.',
  },
  summary: { read: 'Gelesene Einträge', skipped: 'Ausgelassen', stores: 'Quellen', when: 'Indiziert' },
  groups: {
    problems: 'Braucht Aufmerksamkeit',
    read: 'Gelesen',
    encrypted: 'Nur in verschlüsselten Backups',
    absent: 'Nicht in diesem Backup',
  },
  groupText: {
    problems: 'Etwas ging verloren oder konnte nicht gelesen werden.',
    read: 'Alles davon wurde gelesen.',
    encrypted:
      'iOS lässt diese Daten aus Backups weg, die nicht verschlüsselt sind. Schalte für das nächste „Lokales Backup verschlüsseln“ ein.',
    absent: 'Das Backup hat keine solchen Daten.',
  },
  outcome: {
    indexed: 'Vollständig',
    empty: 'Leer',
    absent: 'Nicht vorhanden',
    'needs-encrypted-backup': 'Braucht Verschlüsselung',
    locked: 'Gesperrt',
    'unsupported-schema': 'Unbekannter Aufbau',
    partial: 'Teilweise gelesen',
    failed: 'Fehlgeschlagen',
  },
  found: 'Gefunden',
  parsed: 'Gelesen',
  skipped: 'Ausgelassen',
  notCounted: 'nicht gezählt',
  took: (duration) => `Gelesen in ${duration}`,
  notes: 'Unterwegs aufgefallen',
  sources: 'Gelesen aus',
  copySha: 'SHA-256 kopieren',
  version: (version) => `Leser-Version ${version}`,
  run: {
    title: 'Wird indiziert',
    queued: 'Wartet, bis es an der Reihe ist …',
    progress: 'Fortschritt des Indizierens',
    rate: (count) => plural('de', count, { one: '# Eintrag pro Sekunde', other: '# Einträge pro Sekunde' }),
    cancel: 'Abbrechen',
    cancelling: 'Wird abgebrochen …',
    succeeded: 'Das Indizieren ist fertig.',
    partial: 'Das Indizieren ist fertig, aber einiges konnte nicht gelesen werden.',
    failed: 'Das Indizieren ist fehlgeschlagen.',
    cancelled: 'Das Indizieren wurde abgebrochen. Was vorher indiziert war, ist noch da.',
    interrupted: 'Das Indizieren wurde unterbrochen.',
    locked: 'Das Backup wurde gesperrt, bevor es gelesen werden konnte.',
    waiting: 'Wartet',
    running: 'Liest',
    unchanged: 'Unverändert',
    done: 'Fertig',
  },
};
