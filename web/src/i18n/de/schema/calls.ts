import type { Phrases } from '../../phrasebook.ts';

/** Was in den Spalten der Anrufe steht. */
export const calls: Phrases = {
  '`h` (history), `r` (recent) or `l` (iOS 7 and earlier), and the number of the row.':
    '`h` (Verlauf), `r` (zuletzt) oder `l` (bis iOS 7) und die Nummer der Zeile.',
  'How long the two were connected.': 'Wie lange die beiden verbunden waren.',
  'incoming or outgoing.': 'incoming (eingehend) oder outgoing (ausgehend).',
  'answered, answered-elsewhere, unanswered (outgoing), missed, filtered or blocked.':
    'answered, answered-elsewhere, unanswered (ausgehend), missed, filtered oder blocked.',
  'phone, facetime-audio, facetime-video, facetime or app.':
    'phone, facetime-audio, facetime-video, facetime oder app.',
  'Bundle id of what made the call, as the source has it.':
    'Bundle-ID dessen, was den Anruf machte, wie sie in der Quelle steht.',
  'The same without the prefix of the developer’s team.': 'Dasselbe ohne den Vorsatz des Entwicklerteams.',
  'With pictures.': 'Mit Bild.',
  'The other end; of several the first.': 'Die Gegenseite; von mehreren die erste.',
  'Everybody at the other end.': 'Alle auf der Gegenseite.',
  'Several were at the other end.': 'Auf der Gegenseite waren mehrere.',
  'What the phone called the other end.': 'Wie das Telefon die Gegenseite nannte.',
  'ISO country of the number, upper case.': 'ISO-Land der Nummer, in Großbuchstaben.',
  'Where the number is from, as the phone showed it.': 'Woher die Nummer ist, wie das Telefon es zeigte.',
  'A missed call was seen.': 'Ein verpasster Anruf wurde gesehen.',
  'An emergency call.': 'Ein Notruf.',
  'The phone or an app took it for junk.': 'Das Telefon oder eine App hielt ihn für unerwünscht.',
  'What kind of junk.': 'Welcher Art das Unerwünschte ist.',
  'Bundle id or name of the app that blocked it.': 'Bundle-ID oder Name der App, die ihn blockiert hat.',
  'The caller hid the number.': 'Der Anrufer hat seine Nummer unterdrückt.',
  'Data a FaceTime call used.': 'Daten, die ein FaceTime-Anruf verbrauchte.',
  'UUID of the line (SIM) it was made on.': 'UUID der Leitung (SIM), über die er lief.',
  'Device that took or made it.': 'Gerät, mit dem er geführt wurde.',
  'history, recent or legacy.': 'history, recent oder legacy.',
  'Identifier that the phone gave the call.': 'Kennung, die das Telefon dem Anruf gab.',
  'Codes as they are, by the name of their column.': 'Codes, wie sie dastehen, nach dem Namen ihrer Spalte.',
  'Z_PK of ZCALLRECORD, or ROWID of call.': 'Z_PK von ZCALLRECORD oder ROWID von call.',
};
