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

  // Was es nicht gibt
  'No index run is under way here.': 'Hier wird gerade nichts indiziert.',
  'No index run was started here.': 'Hier wurde kein Indizieren gestartet.',
  'The backup does not list this database.': 'Das Backup führt diese Datenbank nicht auf.',
  'The backup has no icon of this app.': 'Das Backup hat kein Symbol dieser App.',
  'The backup lists no file with this id.': 'Das Backup führt keine Datei mit dieser ID auf.',
  'The database has no table of this name.': 'Die Datenbank hat keine Tabelle mit diesem Namen.',
  'The photo of this contact is not in the backup.': 'Das Foto dieses Kontakts ist nicht im Backup.',
  'The web page is not built: run `npm run build:web`, or use the API at /docs/.':
    'Die Webseite ist nicht gebaut: `npm run build:web` ausführen oder die API unter /docs/ benutzen.',
  'There is no WhatsApp chat with this key.': 'Es gibt keinen WhatsApp-Chat mit diesem Schlüssel.',
  'There is no WhatsApp message with this key.': 'Es gibt keine WhatsApp-Nachricht mit diesem Schlüssel.',
  'There is no album with this key.': 'Es gibt kein Album mit diesem Schlüssel.',
  'There is no call with this key.': 'Es gibt keinen Anruf mit diesem Schlüssel.',
  'There is no contact with this key.': 'Es gibt keinen Kontakt mit diesem Schlüssel.',
  'There is no conversation with this key.': 'Es gibt keine Unterhaltung mit diesem Schlüssel.',
  'There is no event with this key.': 'Es gibt keinen Termin mit diesem Schlüssel.',
  'There is no index run with this id.': 'Es gibt kein Indizieren mit dieser ID.',
  'There is no message with this key.': 'Es gibt keine Nachricht mit diesem Schlüssel.',
  'There is no note with this key.': 'Es gibt keine Notiz mit diesem Schlüssel.',
  'There is no person with this key.': 'Es gibt keine Person mit diesem Schlüssel.',
  'There is no photo with this key.': 'Es gibt kein Foto mit diesem Schlüssel.',
  'There is no record with this key in this list.': 'In dieser Liste gibt es keinen Eintrag mit diesem Schlüssel.',
  'There is no row with this key in this table.': 'In dieser Tabelle gibt es keine Zeile mit diesem Schlüssel.',
  'There is no table of this name.': 'Es gibt keine Tabelle mit diesem Namen.',
  'There is no table with this name.': 'Es gibt keine Tabelle mit diesem Namen.',
  'There is nobody with this key or handle.': 'Es gibt niemanden mit diesem Schlüssel oder dieser Adresse.',
  'There is nothing at this address.': 'Unter dieser Adresse gibt es nichts.',
  'This contact has no photo.': 'Dieser Kontakt hat kein Foto.',
  'This link was used already, or is too old: ask for another one.':
    'Dieser Link wurde schon benutzt oder ist zu alt: Fordere einen neuen an.',
  'This server has not indexed this backup since its start.':
    'Dieser Server hat dieses Backup seit seinem Start nicht indiziert.',
  'This server works without workers elsewhere.': 'Dieser Server arbeitet ohne Helfer anderswo.',

  // Was sich so nicht fragen lässt
  '{}: needs a date like 2020, 2020-03, 2020-03-01 or 2020-03-01T12:00.':
    '{}: braucht ein Datum wie 2020, 2020-03, 2020-03-01 oder 2020-03-01T12:00.',
  '{}: needs a value.': '{}: braucht einen Wert.',
  '-{}: cannot be left out of a search; only -type: and -has: can.':
    '-{}: lässt sich nicht von einer Suche ausnehmen; nur -type: und -has: gehen.',
  'has: knows {} only.': 'has: kennt nur {}.',
  '{} stands for more than {} here: say it more exactly.': '{} steht hier für mehr als {}: Sag es genauer.',
  'person: it stands for more than {} numbers: say it more exactly.':
    'person: Das steht für mehr als {} Nummern: Sag es genauer.',
  'The cursor is not one that a search gave.': 'Der Cursor stammt von keiner Suche.',
  'cursor: it does not belong to this list.': 'cursor: Er gehört nicht zu dieser Liste.',
  'sort: rows of this table cannot be sorted by this column.':
    'sort: Zeilen dieser Tabelle lassen sich nicht nach dieser Spalte sortieren.',
  'timeZone: there is no time zone with this name.': 'timeZone: Es gibt keine Zeitzone mit diesem Namen.',
  'limit must be a whole number from 1 to {}.': 'limit muss eine ganze Zahl von 1 bis {} sein.',
  'A box on the map has all of north, south, east and west.':
    'Ein Ausschnitt der Karte hat north, south, east und west.',
  'expand: say from when (from) until when (to).': 'expand: Sag, von wann (from) bis wann (to).',
  'expand: at most {} days at once.': 'expand: höchstens {} Tage auf einmal.',
  'This note is not locked: it can be read as it is.': 'Diese Notiz ist nicht gesperrt: Sie ist so zu lesen.',
});
