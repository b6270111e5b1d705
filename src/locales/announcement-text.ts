import type en from './en.json';
import type { PageParams } from './params.ts';
import type { TextTree } from './text-tree.ts';

/** The texts of chats. */
export type ChatTexts = TextTree<(typeof en)['page'], PageParams>['chat'];
type Sentences = ChatTexts['announcement'];
type SentenceId = keyof Sentences;

/** A person of a sentence. */
interface Person {
  readonly handle: string | null;
  readonly name: string;
  readonly isOwner: boolean;
}

/** An event in a chat. */
interface Announcement {
  readonly kind: string;
  readonly text: string;
  readonly title: string | null;
  readonly person: Person | null;
}

/** Maximum number of people listed by name; others are counted. */
const MAX_NAMED = 10;

/** Kinds of announcements that use the sentence of another id. */
const SAME: ReadonlyMap<string, SentenceId> = new Map([
  ['participant-changed-number', 'number-changed'],
  ['subject-changed', 'group-renamed'],
  ['group-photo-changed', 'photo-changed'],
  ['group-photo-removed', 'photo-removed'],
]);

/** Text of a system message; `list` joins names. For unknown kinds the API's English text. */
export function announcementText(
  announcement: Announcement,
  sender: Person,
  words: ChatTexts,
  list: (names: readonly string[]) => string,
): string {
  const { text, title, person } = announcement;
  // Announcements of chat apps also have the actor and all affected people.
  const { actor, people, seconds } = announcement as {
    readonly actor?: Person | null;
    readonly people?: readonly Person[];
    readonly seconds?: number | null;
  };
  const id = sentenceId(announcement, seconds ?? null, words.announcement);
  if (id === null) return text;
  const sentence = words.announcement[id];
  if (typeof sentence === 'string') return sentence;
  const whom = people ?? (person === null ? [] : [person]);
  const who = actor === undefined ? sender : actor;
  const subject = id === 'number-changed' ? (whom[0] ?? who) : who;
  const isKnown = subject !== null && (subject.isOwner || subject.handle !== null);
  return sentence({
    who: isKnown ? (subject.isOwner ? 'you' : 'other') : 'someone',
    name: subject?.name ?? '',
    whom: list(namesOf(whom, words.announced)),
    title: title ?? '',
  });
}

/** The id of the sentence for an announcement; null for an unknown kind. */
function sentenceId({ kind, title }: Announcement, seconds: number | null, sentences: Sentences): SentenceId | null {
  const id = SAME.get(kind) ?? kind;
  if (id === 'group-renamed' && title === null) return 'group-name-removed';
  if (id === 'description-changed' && title !== null) return 'description-changed-to';
  if (id === 'group-created' && title !== null) return 'group-created-named';
  if (id === 'disappearing-timer' && seconds === 0) return 'disappearing-timer-off';
  return hasSentence(id, sentences) ? id : null;
}

function hasSentence(id: string, sentences: Sentences): id is SentenceId {
  return Object.hasOwn(sentences, id);
}

/** The affected people: `you, Ben and 3 others`. */
function namesOf(people: readonly Person[], words: ChatTexts['announced']): readonly string[] {
  if (people.length === 0) return [words.someone];
  const names = people.slice(0, MAX_NAMED).map(({ isOwner, name }) => (isOwner ? words.you : name));
  const others = people.length - names.length;
  return others > 0 ? [...names, words.others({ count: others })] : names;
}
