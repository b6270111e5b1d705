import type { Phrases } from '../../phrasebook.ts';

/** Was in den Spalten von WhatsApp steht. */
export const whatsapp: Phrases = {
  'Lowest Z_PK of its sessions, plus n × 2^48 in the nth app; 0 + n × 2^48 for messages of no chat.':
    'Niedrigster Z_PK seiner Sitzungen, plus n × 2^48 in der n-ten App; 0 + n × 2^48 bei Nachrichten ohne Chat.',
  'whatsapp or business.': 'whatsapp oder business.',
  'direct, group, broadcast, status, community, channel or orphaned.':
    'direct, group, broadcast, status, community, channel oder orphaned.',
  'ZSESSIONTYPE, raw.': 'ZSESSIONTYPE, roh.',
  'Its address, with the phone number where that is known.':
    'Seine Adresse, mit der Telefonnummer, wo sie bekannt ist.',
  'Direct: the other person’s number, else the JID; null for other chats.':
    'Zu zweit: die Nummer der anderen Person, sonst die JID; leer bei anderen Chats.',
  'The name of the group.': 'Der Name der Gruppe.',
  'Members, also those who left.': 'Mitglieder, auch ausgetretene.',
  'Who made the group.': 'Wer die Gruppe erstellt hat.',
  'When the group was made.': 'Wann die Gruppe erstellt wurde.',
  'The sessions it was merged from.': 'Die Sitzungen, aus denen er zusammengeführt wurde.',
  'Messages in it, as counted.': 'Nachrichten darin, gezählt.',
  'Unread messages, as the app says.': 'Ungelesene Nachrichten nach Angabe der App.',
  'Every session of it is archived.': 'Jede Sitzung davon ist archiviert.',
  'Pinned to the top.': 'Oben angeheftet.',
  'Muting was set: until mutedUntil, for ever when that is null.':
    'Stumm geschaltet: bis mutedUntil, für immer, wenn das leer ist.',
  'When muting ends or ended.': 'Wann die Stummschaltung endet oder endete.',
  'Not shown in the list of chats.': 'In der Liste der Chats nicht gezeigt.',
  'Deleted; what is left of it.': 'Gelöscht; was davon übrig ist.',
  'The owner blocked this person.': 'Du hast diese Person blockiert.',
  'What was typed and not sent.': 'Was geschrieben und nicht gesendet wurde.',
  'What the person says about themselves.': 'Was die Person über sich sagt.',
  'Messages disappear after so long; 0: never; null: not known.':
    'Nachrichten verschwinden nach so langer Zeit; 0: nie; leer: unbekannt.',
  'When the sharing of the location ends or ended.': 'Wann das Teilen des Standorts endet oder endete.',
  'Picture of the person or group.': 'Bild der Person oder Gruppe.',
  'Key of the chat.': 'Schlüssel des Chats.',
  'Z_PK of the session in the source; null where the message has none.':
    'Z_PK der Sitzung in der Quelle; leer, wo die Nachricht keine hat.',
  'Z_PK, plus n × 2^48 in the nth app.': 'Z_PK, plus n × 2^48 in der n-ten App.',
  'Z_PK of ZWAMESSAGE.': 'Z_PK von ZWAMESSAGE.',
  'Id of the message, the same on all devices; not always unique.':
    'ID der Nachricht, auf allen Geräten dieselbe; nicht immer eindeutig.',
  'Who sent it: the number, else the JID; null for the owner.':
    'Wer sie gesendet hat: die Nummer, sonst die JID; leer bei dir.',
  'JID of the sender as the source has it.': 'JID des Absenders, wie sie in der Quelle steht.',
  'Name of the sender as WhatsApp knows it; ~ marks one they chose themselves.':
    'Name des Absenders, wie WhatsApp ihn kennt; ~ steht vor einem selbst gewählten.',
  'ZMESSAGETYPE, raw.': 'ZMESSAGETYPE, roh.',
  'The text, or the caption.': 'Der Text oder die Bildunterschrift.',
  'People mentioned in the text, where it has only their numbers.':
    'Im Text erwähnte Personen, wo er nur ihre Nummern hat.',
  'When it was sent (ZMESSAGEDATE).': 'Wann sie gesendet wurde (ZMESSAGEDATE).',
  'ZSENTDATE: when this phone sent or stored it.': 'ZSENTDATE: wann dieses Telefon sie gesendet oder gespeichert hat.',
  'ZSORT: the app’s own order within one session.': 'ZSORT: die Reihenfolge der App innerhalb einer Sitzung.',
  'Starred.': 'Mit Stern.',
  'Meant to be seen once.': 'Nur einmal anzusehen.',
  'How often it had been forwarded; null when it was not.':
    'Wie oft sie schon weitergeleitet war; leer, wenn sie es nicht war.',
  'Stanza id of the message it answers.': 'Stanza-ID der Nachricht, auf die sie antwortet.',
  'Key of that message, when it is still there.': 'Schlüssel dieser Nachricht, wenn sie noch da ist.',
  'That message as the answer keeps it.': 'Diese Nachricht, wie die Antwort sie aufbewahrt.',
  'ZMESSAGESTATUS, raw: its meaning is not known for sure.':
    'ZMESSAGESTATUS, roh: die Bedeutung ist nicht sicher bekannt.',
  'ZFLAGS, raw.': 'ZFLAGS, roh.',
  'ZMESSAGEERRORSTATUS: not 0, sending failed.': 'ZMESSAGEERRORSTATUS: nicht 0, nicht gesendet.',
  'Delivered, read, played.': 'Zugestellt, gelesen, abgespielt.',
  'Reactions, the last one of each person.': 'Reaktionen, von jeder Person die letzte.',
  'Files that belong to it.': 'Dateien, die dazugehören.',
  'ZGROUPEVENTTYPE of an event, raw.': 'ZGROUPEVENTTYPE eines Ereignisses, roh.',
  'Who deleted it for everyone, where that was not the sender.':
    'Wer sie für alle gelöscht hat, wo es nicht der Absender war.',
  'The place that was sent.': 'Der gesendete Ort.',
  'The contacts that were sent.': 'Die gesendeten Kontakte.',
  'The poll.': 'Die Umfrage.',
  'The call.': 'Der Anruf.',
  'Previews of links.': 'Vorschauen von Links.',
  'Z_PK of ZWAMEDIAITEM, plus n × 2^48 in the nth app.': 'Z_PK von ZWAMEDIAITEM, plus n × 2^48 in der n-ten App.',
  'Key of the message; null for a file of none.': 'Schlüssel der Nachricht; leer bei einer Datei von keiner.',
  'Key of the chat; null for a file of none.': 'Schlüssel des Chats; leer bei einer Datei von keinem.',
  'Name it was sent under, else that of the file.': 'Name, unter dem sie gesendet wurde, sonst der Name der Datei.',
  'Path as the source has it.': 'Pfad, wie er in der Quelle steht.',
  'Caption.': 'Bildunterschrift.',
  'Length of audio and video.': 'Länge von Ton und Video.',
  'Width in pixels, where the source says.': 'Breite in Pixeln, wo die Quelle sie nennt.',
  'Height in pixels, where the source says.': 'Höhe in Pixeln, wo die Quelle sie nennt.',
  'Whether they are there; no-path: it was never downloaded.': 'Ob er da ist; no-path: nie geladen.',
  'Its thumbnail in the backup.': 'Das Vorschaubild im Backup.',
  'Whether that is there.': 'Ob das da ist.',
  'Where WhatsApp kept it, encrypted and for a few weeks only.':
    'Wo WhatsApp sie aufbewahrte, verschlüsselt und nur einige Wochen lang.',
  'Z_PK of ZWACDCALLEVENT, plus n × 2^48 in the nth app.': 'Z_PK von ZWACDCALLEVENT, plus n × 2^48 in der n-ten App.',
  'Id of the call.': 'ID des Anrufs.',
  'Key of the chat with that person or group.': 'Schlüssel des Chats mit dieser Person oder Gruppe.',
  'When it began.': 'Wann er begann.',
  'How long it lasted.': 'Wie lange er dauerte.',
  'Who called; null where the source does not say.': 'Wer anrief; leer, wo die Quelle es nicht sagt.',
  'With video.': 'Mit Video.',
  'The owner missed it.': 'Du hast ihn verpasst.',
  'How it ended; null for an unknown code.': 'Wie er endete; leer bei einem unbekannten Code.',
  'ZOUTCOME, raw.': 'ZOUTCOME, roh.',
  'The other person’s number, else the JID; null in groups.':
    'Die Nummer der anderen Person, sonst die JID; leer in Gruppen.',
  'Their name as WhatsApp knows it, or the name of the group.':
    'Ihr Name, wie WhatsApp ihn kennt, oder der Name der Gruppe.',
  'The group that was called.': 'Die angerufene Gruppe.',
  'Who began a group call.': 'Wer einen Gruppenanruf begann.',
  'The others.': 'Die anderen.',
  'Bytes sent.': 'Gesendete Bytes.',
  'Bytes received.': 'Empfangene Bytes.',
};
