/** Somebody as a chat app names them: `handle` is a phone number, an e-mail address, or the address of an account. */
export type NamedPerson = { readonly handle: string; readonly name: string | null };

/**
 * Kinds of events in a chat. `other`: the app gives a text (`parameter`) instead of a code. `unknown`: the code is not
 * known.
 */
export type ChatEventKind =
  | 'subject-changed'
  | 'description-changed'
  | 'photo-changed'
  | 'photo-removed'
  | 'group-created'
  | 'participant-added'
  | 'participant-removed'
  | 'participant-left'
  | 'participant-joined'
  | 'number-changed'
  | 'disappearing-timer'
  | 'encryption-notice'
  | 'security-code-changed'
  | 'became-admin'
  | 'removed-from-group'
  | 'business-chat'
  | 'business-ended'
  | 'contact-blocked'
  | 'contact-unblocked'
  | 'location-sharing-started'
  | 'location-sharing-stopped'
  | 'other'
  | 'unknown';

/** An event in a chat. */
export type ChatEvent<Person extends NamedPerson = NamedPerson> = {
  readonly kind: ChatEventKind;
  /** The person who caused it; null if unknown or the owner. */
  readonly actor: Person | null;
  /** The affected people. */
  readonly people: readonly Person[];
  /** The new name or description. */
  readonly title: string | null;
  /** The new time until messages disappear; 0 switches it off. */
  readonly seconds: number | null;
  /** The parameter of the event as the source has it; of `other` the words of the app. */
  readonly parameter: string | null;
};

/** A call, as the chat shows it. */
export type CallNote = {
  readonly isVideo: boolean | null;
  readonly isMissed: boolean;
  readonly isGroup: boolean | null;
  /** Duration in seconds: 0 if the call was not answered, null if unknown. */
  readonly seconds: number | null;
};

const WORDS: Readonly<
  Record<Exclude<ChatEventKind, 'encryption-notice' | 'business-chat' | 'other' | 'unknown'>, string>
> = {
  'subject-changed': 'named the group',
  'description-changed': 'changed the description',
  'photo-changed': 'changed the group photo',
  'photo-removed': 'removed the group photo',
  'group-created': 'created the group',
  'participant-added': 'added',
  'participant-removed': 'removed',
  'participant-left': 'left',
  'participant-joined': 'joined',
  'number-changed': 'changed their phone number',
  'disappearing-timer': 'changed the time until messages disappear',
  'security-code-changed': 'security code changed',
  'became-admin': 'became an admin',
  'removed-from-group': 'removed from the group',
  'business-ended': 'is no longer a business account',
  'contact-blocked': 'blocked',
  'contact-unblocked': 'unblocked',
  'location-sharing-started': 'started sharing location',
  'location-sharing-stopped': 'stopped sharing location',
};

/** The event in English, for the search: `Ann named the group “Climbing”`. Empty for events without searchable words. */
export function describeEvent({ kind, actor, people, title, parameter }: ChatEvent): string {
  if (kind === 'other') return parameter ?? '';
  if (kind === 'encryption-notice' || kind === 'business-chat' || kind === 'unknown') return '';
  const who = (person: NamedPerson): string => person.name ?? person.handle;
  return [actor === null ? null : who(actor), WORDS[kind], title === null ? null : `“${title}”`, ...people.map(who)]
    .filter((part) => part !== null)
    .join(' ');
}

/** The call in English, for the search: `Missed video call`. */
export function describeCall({ isVideo, isMissed, isGroup }: CallNote): string {
  return [isMissed ? 'Missed' : null, isGroup === true ? 'group' : null, isVideo === true ? 'video' : null, 'call']
    .filter((part) => part !== null)
    .join(' ');
}
