import type { PersonView } from '../../contract/person.ts';
import type { ChatEvent } from '../../model/chat-event.ts';
import type { People } from '../people/people.ts';
import { namedPerson } from './named-people.ts';

/** Parameters of a sentence. */
interface Parts {
  readonly who: string;
  readonly whom: string;
  readonly title: string | null;
  readonly seconds: number | null;
  readonly parameter: string | null;
}

const UNKNOWN = 'Something happened that Apple Juicer does not know yet';

const quoted = (title: string | null): string => (title === null ? '' : ` “${title}”`);

const SENTENCES: Readonly<Record<ChatEvent['kind'], (parts: Parts) => string>> = {
  'subject-changed': ({ who, title }) =>
    title === null ? `${who} changed the name of the group` : `${who} named the group${quoted(title)}`,
  'description-changed': ({ who, title }) => `${who} changed the description of the group${quoted(title)}`,
  'photo-changed': ({ who }) => `${who} changed the group photo`,
  'photo-removed': ({ who }) => `${who} removed the group photo`,
  'group-created': ({ who, title }) => `${who} created the group${quoted(title)}`,
  'participant-added': ({ who, whom }) => `${who} added ${whom}`,
  'participant-removed': ({ who, whom }) => `${who} removed ${whom}`,
  'participant-left': ({ who }) => `${who} left the group`,
  'participant-joined': ({ who }) => `${who} joined the group`,
  'number-changed': ({ who }) => `${who} changed their phone number`,
  'disappearing-timer': ({ who, seconds }) =>
    seconds === 0
      ? `${who} turned off disappearing messages`
      : seconds === null
        ? `${who} changed the time until messages disappear`
        : `${who} set messages to disappear after ${duration(seconds)}`,
  'encryption-notice': () => 'Messages and calls are end-to-end encrypted',
  'security-code-changed': ({ who }) => `The security code with ${who === 'Someone' ? 'someone' : who} changed`,
  'became-admin': () => 'You became an admin',
  'removed-from-group': () => 'You were probably removed from the group',
  'business-chat': () => 'This chat is with a business account',
  'business-ended': ({ who }) => `${who} is no longer a business account`,
  'contact-blocked': ({ who }) => `${who === 'Someone' ? 'This contact' : who} was blocked`,
  'contact-unblocked': ({ who }) => `${who === 'Someone' ? 'This contact' : who} was unblocked`,
  'location-sharing-started': ({ who }) => `${who} started sharing location`,
  'location-sharing-stopped': ({ who }) => `${who} stopped sharing location`,
  other: ({ parameter }) => parameter ?? UNKNOWN,
  unknown: () => UNKNOWN,
};

/** Describes an event in English with names: `Anna added Ben and Carla`. */
export function eventText(event: ChatEvent, actor: PersonView | null, people: readonly PersonView[]): string {
  return SENTENCES[event.kind]({
    who: actor === null ? 'Someone' : actor.isOwner ? 'You' : actor.name,
    whom: listed(people),
    title: event.title,
    seconds: event.seconds,
    parameter: event.parameter,
  });
}

/** The actor of an event, else the owner if the message is theirs. */
export function eventActor(event: ChatEvent, isFromMe: boolean, people: People): PersonView | null {
  if (event.actor !== null) return namedPerson(people, event.actor);
  return isFromMe ? people.owner(null) : null;
}

/** Maximum number of names in a sentence. */
const MAX_NAMED = 10;

function listed(people: readonly PersonView[]): string {
  const names = people.slice(0, MAX_NAMED).map(({ isOwner, name }) => (isOwner ? 'you' : name));
  if (people.length > MAX_NAMED) names.push(`${people.length - MAX_NAMED} others`);
  const last = names.pop();
  if (last === undefined) return 'someone';
  return names.length === 0 ? last : `${names.join(', ')} and ${last}`;
}

function duration(seconds: number): string {
  const [count, unit] =
    seconds % 86_400 === 0
      ? [seconds / 86_400, 'day']
      : seconds % 3600 === 0
        ? [seconds / 3600, 'hour']
        : seconds % 60 === 0
          ? [seconds / 60, 'minute']
          : [seconds, 'second'];
  return `${count} ${unit}${count === 1 ? '' : 's'}`;
}
