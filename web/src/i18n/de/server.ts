import { phrasebook } from '../phrasebook.ts';

/** Sätze des Servers: warum etwas fehlt, was an einem Backup auffällt. */
export const server = phrasebook({
  // Nicht im Backup
  'This backup holds no notes database.': 'Dieses Backup enthält keine Datenbank der Notizen.',
  'This backup holds no call history.': 'Dieses Backup enthält keine Anrufliste.',
  'This backup holds no address book.': 'Dieses Backup enthält kein Adressbuch.',
  'This backup holds no messages database.': 'Dieses Backup enthält keine Datenbank der Nachrichten.',
  'This backup holds no photo library.': 'Dieses Backup enthält keine Fotomediathek.',
  'This backup holds neither a photo library nor pictures of the camera roll.':
    'Dieses Backup enthält weder eine Fotomediathek noch Bilder der Kamera.',
  'This backup holds no calendar database.': 'Dieses Backup enthält keine Datenbank der Kalender.',
  'This backup holds no WhatsApp messages. Either the app was not used, or its own end-to-end encrypted backup is switched on, which keeps its messages out of backups of the phone.':
    'Dieses Backup enthält keine WhatsApp-Nachrichten. Entweder wurde die App nicht benutzt, oder ihr eigenes Ende-zu-Ende-verschlüsseltes Backup ist eingeschaltet; dann bleiben ihre Nachrichten den Backups des Telefons fern.',
  'iOS puts this only into encrypted backups, and this one is not.':
    'iOS sichert dies nur in verschlüsselte Backups, und dieses ist keines.',

  // Was sich nicht lesen ließ
  'The Notes database has no table of notes.': 'Die Datenbank der Notizen hat keine Tabelle mit Notizen.',
  'The old Notes database has no table of notes.': 'Die alte Datenbank der Notizen hat keine Tabelle mit Notizen.',
  'The call history ({}) has no table of calls.': 'Die Anrufliste ({}) hat keine Tabelle mit Anrufen.',
  'The address book has no table of people.': 'Das Adressbuch hat keine Tabelle mit Personen.',
  'There is no table of messages.': 'Es gibt keine Tabelle mit Nachrichten.',
  'The table of messages lacks columns that every known iOS has.':
    'Der Tabelle der Nachrichten fehlen Spalten, die jedes bekannte iOS hat.',
  'The photo library has no table of photos.': 'Die Fotomediathek hat keine Tabelle mit Fotos.',
  'The calendar database has no table of events.': 'Die Datenbank der Kalender hat keine Tabelle mit Terminen.',
  'The backup is encrypted and locked.': 'Das Backup ist verschlüsselt und gesperrt.',
  'A database in the backup is malformed.': 'Eine Datenbank im Backup ist beschädigt.',
  'A database in the backup has a layout that is not known.': 'Eine Datenbank im Backup hat einen unbekannten Aufbau.',
  'The backup lists this file, but its contents are not in the backup folder.':
    'Das Backup führt diese Datei auf, doch ihr Inhalt liegt nicht im Ordner des Backups.',
  'A part of the backup is damaged.': 'Ein Teil des Backups ist beschädigt.',
  'The database yields more records than it can hold.': 'Die Datenbank liefert mehr Einträge, als sie fassen kann.',
  'The database is malformed: {}.': 'Die Datenbank ist beschädigt: {}.',
  "Reading stopped by an error of Apple Juicer's own ({}). Please report it.":
    'Ein Fehler in Apple Juicer selbst hat das Lesen beendet ({}). Bitte melden.',

  // Was ausgelassen wurde
  'a calendar without a usable ROWID': 'ein Kalender ohne brauchbare ROWID',
  'a call without a usable ROWID': 'ein Anruf ohne brauchbare ROWID',
  'a call without a usable Z_PK': 'ein Anruf ohne brauchbaren Z_PK',
  'a chat without a usable ROWID': 'eine Unterhaltung ohne brauchbare ROWID',
  'a chat without a usable Z_PK': 'eine Unterhaltung ohne brauchbaren Z_PK',
  'a comment without a usable row number': 'ein Kommentar ohne brauchbare Zeilennummer',
  'a contact without a usable ROWID': 'ein Kontakt ohne brauchbare ROWID',
  'a media item that is too large': 'ein Medium, das zu groß ist',
  'a message that is too large': 'eine Nachricht, die zu groß ist',
  'a message without a usable Z_PK': 'eine Nachricht ohne brauchbaren Z_PK',
  'a part of an MMS that is too large': 'ein Teil einer MMS, der zu groß ist',
  'a part of an MMS without a usable ROWID': 'ein Teil einer MMS ohne brauchbare ROWID',
  'a person without a usable row number': 'eine Person ohne brauchbare Zeilennummer',
  'albums beyond the limit': 'Alben jenseits der Obergrenze',
  'an album without a usable row number': 'ein Album ohne brauchbare Zeilennummer',
  'an attachment without a usable ROWID': 'ein Anhang ohne brauchbare ROWID',
  'an event without a usable ROWID': 'ein Termin ohne brauchbare ROWID',
  'attachments beyond what a note can have': 'mehr Anhänge, als eine Notiz haben kann',
  'keywords beyond the limit': 'Schlagwörter jenseits der Obergrenze',
  'keywords of photos beyond the limit': 'Schlagwörter von Fotos jenseits der Obergrenze',
  'messages in a damaged part of the database': 'Nachrichten in einem beschädigten Teil der Datenbank',
  'notes in a damaged part of the database': 'Notizen in einem beschädigten Teil der Datenbank',
  'participants of a chat': 'Mitglieder einer Unterhaltung',
  'albums, favourites and places: the backup has no photo library that can be read, only the pictures':
    'Alben, Favoriten und Orte: Das Backup hat keine lesbare Fotomediathek, nur die Bilder',
  'a second call history of iOS 7 or earlier': 'eine zweite Anrufliste von iOS 7 oder früher',
  'people beyond the limit': 'Personen jenseits der Obergrenze',
  'photos in a damaged part of the database': 'Fotos in einem beschädigten Teil der Datenbank',
  'properties of a chat': 'Eigenschaften einer Unterhaltung',
  'raw pictures beyond the limit': 'Raw-Bilder jenseits der Obergrenze',
  'the body of a note that cannot be read': 'der Inhalt einer Notiz, der sich nicht lesen lässt',
  'the body of a note that is too large': 'der Inhalt einer Notiz, der zu groß ist',
  'the caption of a photo': 'die Bildunterschrift eines Fotos',
  'the edit history of a message': 'die früheren Fassungen einer Nachricht',
  'the note of a contact': 'die Notiz eines Kontakts',
  'the notes of an event': 'die Notizen eines Termins',
  'the number of notes': 'die Zahl der Notizen',
  'the text of a message that is too large': 'der Text einer Nachricht, der zu groß ist',
  'rows of {} beyond the first {} of one owner': 'Zeilen von {} jenseits der ersten {} eines Besitzers',
  'rows of {} in a damaged part of the database': 'Zeilen von {} in einem beschädigten Teil der Datenbank',
  'accounts beyond the first {}': 'Accounts nach den ersten {}',
  'attachments beyond the first {}': 'Anhänge nach den ersten {}',
  'attachments of one note beyond the first {}': 'Anhänge einer Notiz nach den ersten {}',
  'calendars beyond the first {}': 'Kalender nach den ersten {}',
  'chats beyond the first {}': 'Unterhaltungen nach den ersten {}',
  'contacts beyond the first {}': 'Kontakte nach den ersten {}',
  'fields of contacts beyond the first {}': 'Felder von Kontakten nach den ersten {}',
  'folders beyond the first {}': 'Ordner nach den ersten {}',
  'members of groups beyond the first {}': 'Mitglieder von Gruppen nach den ersten {}',
  'notes beyond the first {}': 'Notizen nach den ersten {}',
  'values of contacts beyond the first {}': 'Angaben von Kontakten nach den ersten {}',
  '{} that cannot be read': '{}: nicht lesbar',

  // Was an einem Backup auffällt
  'This is a backup of iOS 2 or 3 (.mddata), which is not supported.':
    'Dies ist ein Backup von iOS 2 oder 3 (.mddata); das wird nicht unterstützt.',
  'A backup is being made, or one failed: there is a Snapshot folder.':
    'Ein Backup wird gerade gemacht oder ist gescheitert: Es gibt einen Ordner „Snapshot“.',
  'Status.plist says the backup is "{}".': 'Laut Status.plist ist das Backup „{}“.',
  'There is no Manifest.db or Manifest.mbdb.': 'Es gibt weder Manifest.db noch Manifest.mbdb.',
  'Manifest.plist is missing.': 'Manifest.plist fehlt.',
  'Manifest.db is not a database.': 'Manifest.db ist keine Datenbank.',
  '{} is not a dictionary.': '{} ist kein Wörterbuch (Dictionary).',
  '{} is damaged: {}': '{} ist beschädigt: {}',
  '{} cannot be read ({}).': '{} lässt sich nicht lesen ({}).',
  'A decrypted copy of an encrypted backup: no password is needed.':
    'Eine entschlüsselte Kopie eines verschlüsselten Backups: Ein Passwort ist nicht nötig.',
  'The backup has been rewritten since it was indexed.': 'Das Backup wurde seit dem Indizieren neu geschrieben.',
  'The backup was rewritten while it was indexed.': 'Das Backup wurde während des Indizierens neu geschrieben.',
  'Some artifacts could not be read anew; their earlier rows are shown.':
    'Manches ließ sich nicht neu lesen; gezeigt wird, was früher gelesen wurde.',
});
