import type { CallNote, ChatEvent, EventKind, Person } from './json-types.ts';
import type { Names } from './names.ts';

/** `ZMESSAGETYPE` of the rows for which `ZGROUPEVENTTYPE` has a meaning; in others its values are arbitrary. */
const GROUP_EVENT = 6;
const NOTICE = 10;
const TIMER_CHANGED = 28;

/** `ZGROUPEVENTTYPE` of type 6 (docs/format/whatsapp.md). */
const GROUP_EVENTS: ReadonlyMap<number, EventKind> = new Map([
  [1, 'subject-changed'],
  [2, 'participant-added'],
  [3, 'participant-left'],
  [4, 'photo-changed'],
  [5, 'photo-removed'],
  [7, 'participant-removed'],
  [10, 'became-admin'],
  [12, 'group-created'],
  [14, 'removed-from-group'],
  [15, 'participant-joined'],
  [17, 'description-changed'],
  [23, 'participant-joined'],
  [26, 'disappearing-timer'],
  [50, 'participant-added'],
  [56, 'subject-changed'],
]);

/** The same of type 10. */
const NOTICES: ReadonlyMap<number, EventKind> = new Map([
  [2, 'encryption-notice'],
  [3, 'security-code-changed'],
  [5, 'number-changed'],
  [6, 'number-changed'],
  [25, 'business-chat'],
  [26, 'business-chat'],
  [30, 'business-ended'],
  [34, 'contact-blocked'],
  [35, 'contact-unblocked'],
  [36, 'security-code-changed'],
  [38, 'business-chat'],
]);

/** Calls that are stored as notices. */
const CALLS: ReadonlyMap<number, CallNote> = new Map([
  [1, { isVideo: false, isMissed: true, isGroup: false, seconds: null }],
  [4, { isVideo: true, isMissed: true, isGroup: false, seconds: null }],
  [21, { isVideo: false, isMissed: true, isGroup: true, seconds: null }],
  [22, { isVideo: true, isMissed: true, isGroup: true, seconds: null }],
  [40, { isVideo: true, isMissed: false, isGroup: true, seconds: null }],
  [41, { isVideo: true, isMissed: false, isGroup: true, seconds: null }],
  // 45 and 46: silenced by Do Not Disturb.
  [45, { isVideo: false, isMissed: true, isGroup: false, seconds: null }],
  [46, { isVideo: true, isMissed: true, isGroup: false, seconds: null }],
]);

/** Maximum number of people of one event. */
const MAX_PEOPLE = 1_024;

/** The call of a notice; null for other events. */
export function callOfNotice(type: number, code: number | null): CallNote | null {
  return type === NOTICE && code !== null ? (CALLS.get(code) ?? null) : null;
}

/** Data of an event other than its codes. */
export interface EventDetails {
  /** `ZTEXT`: the parameter of the event. */
  readonly parameter: string | null;
  /** Who sent the row; null for the owner. */
  readonly sender: Person | null;
  /** The member in the row, also in one of the owner. */
  readonly member: Person | null;
  readonly isFromMe: boolean;
  /** The owner; null if their address is unknown. */
  readonly own: Person | null;
  readonly disappearingSeconds: number | null;
}

/**
 * Reads an event. Its parameter is a JID, `actor;jid,jid`, JSON `{subject, new_subject, author}`, a number of seconds,
 * or in old versions the new subject itself.
 */
export function readEvent(type: number, code: number | null, details: EventDetails, names: Names): ChatEvent {
  const kind = kindOf(type, code);
  const { parameter } = details;
  const json = subjectJson(parameter);
  const [actors, others] = splitPeople(parameter);
  const { sender } = details;
  const named = (list: readonly string[]): Person[] => list.flatMap((jid) => names.personIn(jid) ?? []);
  const listed = named(others.slice(0, MAX_PEOPLE));
  if (type === GROUP_EVENT && code !== null && OF_MEMBER.has(code) && actors.length === 0 && listed.length < 2)
    return { ...memberChange(kind, listed[0] ?? null, details), title: null, seconds: null, parameter };
  const actor = named(actors)[0] ?? (OF_ONE.has(kind) ? listed.shift() : undefined);
  const isText = actor === undefined && listed.length === 0 && json === null;
  const seconds = kind === 'disappearing-timer' ? (details.disappearingSeconds ?? secondsIn(parameter)) : null;
  return {
    kind,
    actor: actor ?? names.personIn(json?.author ?? null) ?? sender,
    people: listed,
    title: TITLED.has(kind) ? (json?.subject ?? (isText ? parameter : null)) : null,
    seconds,
    parameter,
  };
}

/** Codes of a change of one member: added, removed. */
const OF_MEMBER: ReadonlySet<number> = new Set([2, 7]);

/**
 * A change of one member, who is the one in the row; the parameter names who made it. A row without a member is about
 * the owner, or about the one in the parameter if the owner made the change.
 */
function memberChange(
  kind: EventKind,
  named: Person | null,
  { member, isFromMe, own }: EventDetails,
): Pick<ChatEvent, 'kind' | 'actor' | 'people'> {
  const changed = member ?? (isFromMe ? named : own);
  const actor = isFromMe ? null : named;
  if (kind === 'participant-added' && actor === null && !isFromMe)
    return { kind: 'participant-joined', actor: changed, people: [] };
  return { kind, actor, people: changed === null ? [] : [changed] };
}

/** Events whose parameter can be a title. */
const TITLED: ReadonlySet<EventKind> = new Set(['subject-changed', 'description-changed', 'group-created']);

/** Events whose parameter is the actor, not the affected people. */
const OF_ONE: ReadonlySet<EventKind> = new Set(['participant-left', 'participant-joined', 'number-changed']);

function kindOf(type: number, code: number | null): EventKind {
  if (type === TIMER_CHANGED) return 'disappearing-timer';
  const kinds = type === GROUP_EVENT ? GROUP_EVENTS : type === NOTICE ? NOTICES : null;
  return (code === null ? undefined : kinds?.get(code)) ?? 'unknown';
}

function subjectJson(parameter: string | null): { subject: string | null; author: string | null } | null {
  if (!parameter?.startsWith('{')) return null;
  let value: unknown;
  try {
    value = JSON.parse(parameter);
  } catch (error) {
    // A name can begin with a brace; it is then used as it is.
    if (!(error instanceof SyntaxError)) throw error;
    return null;
  }
  const fields = new Map<string, unknown>(Object.entries(value as object));
  const text = (name: string): string | null => {
    const field = fields.get(name);
    return typeof field === 'string' && field !== '' ? field : null;
  };
  return { subject: text('new_subject') ?? text('subject'), author: text('author') };
}

/** Splits `actor;jid,jid` in two; the first half is empty for a list without an actor. */
function splitPeople(parameter: string | null): readonly [actors: readonly string[], others: readonly string[]] {
  if (parameter === null || !parameter.includes('@')) return [[], []];
  const semicolon = parameter.indexOf(';');
  const others = parameter.slice(semicolon + 1).split(/[,;]/);
  return [semicolon === -1 ? [] : [parameter.slice(0, semicolon)], others];
}

function secondsIn(parameter: string | null): number | null {
  return parameter !== null && /^\d{1,10}$/.test(parameter) ? Number(parameter) : null;
}
