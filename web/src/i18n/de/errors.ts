import type { Texts } from '../en/index.ts';

/** Was ein Fehler auf der Seite bedeutet und was zu tun ist. */
export const errors: Texts['errors'] = {
  lost: { title: 'Der Server antwortet nicht', next: 'Die Seite versucht es von selbst weiter.' },
  unexpected: {
    title: 'Auf dieser Seite ging etwas schief',
    next: 'Versuch es noch einmal; lade sonst die Seite neu.',
  },
  BAD_REQUEST: { title: 'Die Anfrage wurde nicht verstanden', next: 'Prüfe die Adresse oder beginne bei der Liste.' },
  NOT_FOUND: { title: 'Das gibt es hier nicht', next: 'Vielleicht ging es mit einem entfernten Index verloren.' },
  UNAUTHORIZED: { title: 'Dieser Browser ist nicht angemeldet', next: 'Öffne den Einmal-Link des Servers.' },
  FORBIDDEN: {
    title: 'Diese Adresse darf nicht benutzt werden',
    next: 'Öffne die Seite unter der Adresse, die der Server ausgegeben hat.',
  },
  CONFLICT: { title: 'Das geschieht gerade schon', next: 'Warte darauf oder brich es ab.' },
  TOO_MANY_REQUESTS: { title: 'Zu viele Versuche', next: 'Warte ein wenig und versuche es dann noch einmal.' },
  REQUEST_TOO_LARGE: { title: 'Die Anfrage ist zu groß', next: 'Nimm weniger Text.' },
  CANCELLED: { title: 'Abgebrochen', next: 'Starte es wieder, wann du willst.' },
  STALLED: {
    title: 'Zu lange hat sich nichts bewegt',
    next: 'Versuch es noch einmal; melde es, wenn es an derselben Stelle stehen bleibt.',
  },
  WRONG_PASSWORD: {
    title: 'Dieses Passwort öffnet das Backup nicht',
    next: 'Gemeint ist das Passwort von „Lokales Backup verschlüsseln“, nicht der Code des Telefons.',
  },
  WRONG_NOTE_PASSWORD: {
    title: 'Dieses Passwort öffnet die Notiz nicht',
    next: 'Gemeint ist das Passwort von Notizen. Früher gesperrte Notizen behalten das ältere.',
  },
  UNSUPPORTED_NOTE_LOCK: {
    title: 'Diese Notiz lässt sich aus einem Backup nicht öffnen',
    next: 'Entferne ihre Sperre auf dem Telefon und erstelle ein neues Backup.',
  },
  BACKUP_LOCKED: { title: 'Dieses Backup ist gesperrt', next: 'Entsperre es mit seinem Passwort, um das zu sehen.' },
  SESSION_EXPIRED: { title: 'Das Backup hat sich gesperrt', next: 'Entsperre es wieder, um weiterzumachen.' },
  BACKUP_NOT_FOUND: {
    title: 'Dieses Backup gibt es nicht',
    next: 'Suche neu nach Backups; vielleicht ist sein Ordner umgezogen.',
  },
  BACKUP_INCOMPLETE: {
    title: 'Das Backup ist unvollständig oder wird noch erstellt',
    next: 'Lass es fertig werden oder kopiere es noch einmal.',
  },
  UNSUPPORTED_BACKUP: { title: 'Diese Art von Backup wird nicht unterstützt', next: 'Siehe die Dokumentation.' },
  DAMAGED_BACKUP: { title: 'Ein Teil des Backups ist beschädigt', next: 'Kopiere es noch einmal von seiner Quelle.' },
  LIMIT_EXCEEDED: { title: 'Das Backup verlangt mehr als eine sichere Grenze', next: 'Es ist vielleicht beschädigt.' },
  UNSAFE_PATH: { title: 'Ein Name im Backup zeigt nach außen', next: 'Dort wurde nichts gelesen.' },
  PAYLOAD_MISSING: {
    title: 'Der Inhalt dieser Datei ist nicht im Ordner des Backups',
    next: 'Er wurde beim Erstellen oder Kopieren ausgelassen oder ging verloren.',
  },
  NOT_A_FILE: { title: 'Dieser Eintrag hat keinen Inhalt', next: 'Wähle eine Datei, keinen Ordner oder Verweis.' },
  MALFORMED_DATABASE: {
    title: 'Eine Datenbank im Backup ist fehlerhaft',
    next: 'Das Protokoll sagt, was gelesen werden konnte.',
  },
  MALFORMED_MANIFEST: {
    title: 'Die Dateiliste dieses Backups ist fehlerhaft',
    next: 'Kopiere das Backup noch einmal.',
  },
  MALFORMED_KEYBAG: { title: 'Die Schlüssel dieses Backups sind fehlerhaft', next: 'Kopiere das Backup noch einmal.' },
  UNSUPPORTED_SCHEMA: {
    title: 'Eine Datenbank hat einen unbekannten Aufbau',
    next: 'Bitte melde die iOS-Version.',
  },
  BAD_SETTINGS: { title: 'Eine Einstellung des Servers ist falsch', next: 'Berichtige sie und starte den Server neu.' },
  STORAGE_UNAVAILABLE: {
    title: 'Die Datenbank ist nicht erreichbar',
    next: 'Prüfe, ob sie läuft, und versuche es noch einmal.',
  },
  DISK_FULL: { title: 'Die Platte ist voll', next: 'Schaffe etwas Platz und versuche es noch einmal.' },
  NO_ACCESS: {
    title: 'Das System erlaubt nicht, diesen Ordner zu lesen',
    next: 'Gib dem Terminal unter macOS den Festplattenvollzugriff (Systemeinstellungen → Datenschutz & Sicherheit).',
  },
  INTERNAL: {
    title: 'In Apple Juicer ging etwas schief',
    next: 'Versuch es noch einmal; bitte melde es, wenn es bleibt.',
  },
};
