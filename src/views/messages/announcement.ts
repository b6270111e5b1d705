import type { MessageView, PersonView } from '../../contract/messages.ts';
import type { AnnouncementFacts } from './rows.ts';

/** Parameters of a sentence. */
interface Parts {
  readonly who: string;
  readonly whom: string;
  /** The person it is about, as the subject of a sentence. */
  readonly about: string;
  readonly title: string | null;
}

const SENTENCES: Readonly<Record<AnnouncementFacts['kind'], (parts: Parts) => string>> = {
  'participant-added': ({ who, whom }) => `${who} added ${whom} to the conversation`,
  'participant-changed-number': ({ about }) => `${about} changed their phone number`,
  'participant-removed': ({ who, whom }) => `${who} removed ${whom} from the conversation`,
  'participant-left': ({ who }) => `${who} left the conversation`,
  'group-renamed': ({ who, title }) =>
    title === null ? `${who} removed the name of the conversation` : `${who} named the conversation “${title}”`,
  'group-photo-changed': ({ who }) => `${who} changed the group photo`,
  'group-photo-removed': ({ who }) => `${who} removed the group photo`,
  'background-changed': ({ who }) => `${who} changed the background`,
  'background-removed': ({ who }) => `${who} removed the background`,
  'location-sharing-started': ({ who }) => `${who} started sharing location`,
  'location-sharing-stopped': ({ who }) => `${who} stopped sharing location`,
  'audio-kept': ({ who }) => `${who} kept an audio message`,
  'video-kept': ({ who }) => `${who} kept a video message`,
  'message-kept': ({ who }) => `${who} kept a message`,
  shareplay: ({ who }) => `${who} used SharePlay`,
  unsent: ({ who }) => `${who} unsent a message`,
  unknown: () => 'Something happened that Apple Juicer does not know yet',
};

/** View of an announcement; `person` resolves handles. */
export function announcementView(
  announcement: AnnouncementFacts,
  sender: PersonView,
  person: (isFromMe: boolean, handle: string | null) => PersonView,
): NonNullable<MessageView['announcement']> {
  const isOfOwner = announcement.raw.isOfOwner === true;
  const about = announcement.handle === null && !isOfOwner ? null : person(isOfOwner, announcement.handle);
  return { ...announcement, person: about, text: announcementText(announcement, sender, about) };
}

/** Describes an announcement in English with names: `Anna named the conversation “Climbing”`. */
function announcementText(
  { kind, title }: Pick<AnnouncementFacts, 'kind' | 'title'>,
  sender: PersonView,
  about: PersonView | null,
): string {
  return SENTENCES[kind]({
    who: subject(sender),
    whom: about === null ? 'someone' : about.isOwner ? 'you' : about.name,
    about: subject(about ?? sender),
    title,
  });
}

function subject(person: PersonView): string {
  if (person.isOwner) return 'You';
  return person.handle === null ? 'Someone' : person.name;
}
