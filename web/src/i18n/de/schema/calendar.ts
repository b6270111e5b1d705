import type { Phrases } from '../../phrasebook.ts';

/** Was in den Spalten der Kalender steht. */
export const calendar: Phrases = {
  '`c` and the ROWID.': '`c` und die ROWID.',
  '#RRGGBB.': '#RRGGBB.',
  'Name of the colour where it is one of Apple’s.': 'Name der Farbe, wo es eine von Apple ist.',
  'Name of the account it is kept in.': 'Name des Accounts, in dem er liegt.',
  'local, exchange, caldav, mobileme, subscribed or birthdays.':
    'local, exchange, caldav, mobileme, subscribed oder birthdays.',
  'Store.type, raw.': 'Store.type, roh.',
  'The account is switched off.': 'Der Account ist ausgeschaltet.',
  'Calendar.type, raw.': 'Calendar.type, roh.',
  'Whose it is, where it was shared by somebody else.': 'Wem er gehört, wo ihn jemand anders geteilt hat.',
  'Address of whose it is.': 'Adresse dessen, dem er gehört.',
  'Address the owner of the phone has in it.': 'Adresse, die die Person darin hat, der das Telefon gehört.',
  'It cannot be changed from the phone. Empty where only the undocumented flags say.':
    'Vom Telefon aus nicht zu ändern. Leer, wo es nur die undokumentierten Merkmale sagen.',
  'It is a subscription.': 'Es ist ein Abonnement.',
  'Where a subscription comes from.': 'Woher ein Abonnement kommt.',
  'Where it is published.': 'Wo er veröffentlicht ist.',
  'by-me or with-me where it is shared.': 'by-me oder with-me, wo er geteilt ist.',
  'Whom it is shared with.': 'Mit wem er geteilt ist.',
  'Notes.': 'Notizen.',
  'Place in the list.': 'Platz in der Liste.',
  'UUID.': 'UUID.',
  'Name on the server.': 'Name auf dem Server.',
  'Codes as they are: flags, sharing_status.': 'Codes, wie sie dastehen: flags, sharing_status.',
  'Calendar.ROWID.': 'Calendar.ROWID.',
  '`e` and the ROWID.': '`e` und die ROWID.',
  'Key of the calendar.': 'Schlüssel des Kalenders.',
  'What the calendar is called.': 'Wie der Kalender heißt.',
  'Name of the place.': 'Name des Ortes.',
  'The place with address and coordinates.': 'Der Ort mit Anschrift und Koordinaten.',
  'Web page of the event.': 'Webseite des Termins.',
  'Where to join a call.': 'Wo man an einem Gespräch teilnimmt.',
  'Start. Of all-day and floating events the clock on the wall, read as UTC.':
    'Beginn. Bei ganztägigen Terminen und solchen ohne feste Zeitzone die Uhr an der Wand, als UTC gelesen.',
  'End, in the same way.': 'Ende, ebenso.',
  'Time zone of the start.': 'Zeitzone des Beginns.',
  'Time zone of the end where it is another.': 'Zeitzone des Endes, wo es eine andere ist.',
  'It takes whole days.': 'Er dauert ganze Tage.',
  'It is at the same time on the clock wherever one is.': 'Er ist überall zur selben Zeit auf der Uhr.',
  'First day of an all-day event, YYYY-MM-DD; --MM-DD for a birthday without a year.':
    'Erster Tag eines ganztägigen Termins, JJJJ-MM-TT; --MM-TT bei einem Geburtstag ohne Jahr.',
  'Last day of an all-day event (inclusive), YYYY-MM-DD.':
    'Letzter Tag eines ganztägigen Termins (einschließlich), JJJJ-MM-TT.',
  'How it repeats.': 'Wie er sich wiederholt.',
  'It is a series.': 'Es ist eine Serie.',
  'Key of the series, for an occurrence that was changed on its own.':
    'Schlüssel der Serie, bei einem einzeln geänderten Termin.',
  'The start of the series that this occurrence replaces.': 'Der Beginn in der Serie, den dieser Termin ersetzt.',
  'Who organises it.': 'Wer ihn organisiert.',
  'Who is invited.': 'Wer eingeladen ist.',
  'How the owner of the phone answered.': 'Wie die Person geantwortet hat, der das Telefon gehört.',
  'Reminders.': 'Erinnerungen.',
  'Files, which the server keeps.': 'Dateien, die auf dem Server liegen.',
  'confirmed, tentative or cancelled.': 'confirmed, tentative oder cancelled.',
  'How others see the time.': 'Wie andere die Zeit sehen.',
  'It comes from the birthday of a contact.': 'Er stammt vom Geburtstag eines Kontakts.',
  'Time to get there, in seconds.': 'Zeit für den Weg, in Sekunden.',
  'Where the way there begins.': 'Wo der Weg beginnt.',
  'The phone does not show it.': 'Das Telefon zeigt ihn nicht.',
  'UID of iCalendar; the occurrences of one series share it.':
    'UID von iCalendar; die Termine einer Serie haben dieselbe.',
  'Codes as they are: status, availability, invitation_status, privacy_level, junk_status.':
    'Codes, wie sie dastehen: status, availability, invitation_status, privacy_level, junk_status.',
  'CalendarItem.ROWID; Event.ROWID on iOS 5 and earlier.': 'CalendarItem.ROWID; Event.ROWID bis iOS 5.',
};
