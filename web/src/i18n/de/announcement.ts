import type { Announcement } from '../announcement.ts';

/** So viele Leute nennt ein Satz beim Namen. */
const MAX_NAMED = 10;

/** Ein Satz über das, was geschah; englisch, wo es noch keinen deutschen gibt. */
export function announcement({ kind, text, title, who, whom, seconds }: Announcement): string {
  const isYou = who?.isOwner === true;
  const name = who === null ? 'Jemand' : isYou ? 'Du' : who.name;
  const has = isYou ? 'hast' : 'hat';
  const people = listed(whom);
  const named = title === null ? '' : ` „${title}“`;
  switch (kind) {
    case 'participant-added':
      return `${name} ${has} ${people} hinzugefügt`;
    case 'participant-removed':
      return `${name} ${has} ${people} entfernt`;
    case 'participant-left':
      return `${name} ${has} die Unterhaltung verlassen`;
    case 'participant-joined':
      return `${name} ${isYou ? 'bist' : 'ist'} beigetreten`;
    case 'participant-changed-number':
    case 'number-changed':
      return `${whom[0]?.name ?? name} hat eine neue Telefonnummer`;
    case 'group-renamed':
    case 'subject-changed':
      return title === null
        ? `${name} ${has} den Namen der Gruppe entfernt`
        : `${name} ${has} die Gruppe${named} genannt`;
    case 'description-changed':
      return `${name} ${has} die Beschreibung der Gruppe geändert${named}`;
    case 'group-created':
      return `${name} ${has} die Gruppe${named} erstellt`;
    case 'group-photo-changed':
    case 'photo-changed':
      return `${name} ${has} das Gruppenbild geändert`;
    case 'group-photo-removed':
    case 'photo-removed':
      return `${name} ${has} das Gruppenbild entfernt`;
    case 'background-changed':
      return `${name} ${has} den Hintergrund geändert`;
    case 'background-removed':
      return `${name} ${has} den Hintergrund entfernt`;
    case 'location-sharing-started':
      return `${name} ${has} begonnen, den Standort zu teilen`;
    case 'location-sharing-stopped':
      return `${name} ${has} aufgehört, den Standort zu teilen`;
    case 'audio-kept':
      return `${name} ${has} eine Sprachnachricht behalten`;
    case 'shareplay':
      return `${name} ${has} SharePlay benutzt`;
    case 'unsent':
      return `${name} ${has} eine Nachricht zurückgezogen`;
    case 'disappearing-timer':
      return seconds === 0
        ? `${name} ${has} verschwindende Nachrichten ausgeschaltet`
        : `${name} ${has} die Zeit geändert, nach der Nachrichten verschwinden`;
    case 'encryption-notice':
      return 'Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt';
    case 'security-code-changed':
      return 'Der Sicherheitscode hat sich geändert';
    case 'became-admin':
      return 'Du bist jetzt Admin';
    case 'removed-from-group':
      return 'Du wurdest vermutlich aus der Gruppe entfernt';
    case 'business-chat':
      return 'Dieser Chat ist mit einem Unternehmenskonto';
    case 'business-ended':
      return `${name} ist kein Unternehmenskonto mehr`;
    case 'contact-blocked':
      return `${who === null ? 'Dieser Kontakt' : name} wurde blockiert`;
    case 'contact-unblocked':
      return `${who === null ? 'Dieser Kontakt' : name} wurde entsperrt`;
    case 'unknown':
      return 'Etwas geschah, das Apple Juicer noch nicht kennt';
    default:
      return text;
  }
}

function listed(people: Announcement['whom']): string {
  const names = people.slice(0, MAX_NAMED).map(({ isOwner, name }) => (isOwner ? 'dich' : name));
  if (people.length > MAX_NAMED) names.push(`${people.length - MAX_NAMED} weitere`);
  const last = names.pop();
  if (last === undefined) return 'jemanden';
  return names.length === 0 ? last : `${names.join(', ')} und ${last}`;
}
