import type { LinkProps } from '@tanstack/react-router';
import type { KindView } from '../../../src/contract/kinds.ts';
import type { SearchHitView } from '../../../src/contract/search.ts';
import type { Kinds } from './kinds.ts';

/** Where a link leads. */
export type RecordLink = Pick<LinkProps, 'to' | 'params' | 'search'>;

/** What of a record says where it is shown. */
export type LinkedRecord = Pick<SearchHitView, 'backup' | 'type' | 'ref'> &
  Partial<Pick<SearchHitView, 'conversation' | 'at'>>;

type ScreenLink = NonNullable<KindView['opens']>;
type Values = Readonly<Record<string, string | number | null>>;

/**
 * The screen that lists all records of a kind: its own, else the list that every kind has. With a `person`, by one of
 * their handles, only their records; a screen that has all records only is not used then.
 */
export function listLink(
  backup: string,
  { id, list }: Pick<KindView, 'id' | 'list'>,
  person: string | null = null,
): RecordLink {
  const isForPerson = Object.values(list?.search ?? {}).some((value) => value.includes('$person'));
  if (list !== null && (person === null || isForPerson)) return screenLink(backup, list, { backup, person });
  return recordListLink(backup, id, person);
}

/** The list that every kind has; with a `person`, by one of their handles, only of their records. */
export function recordListLink(backup: string, kind: string, person: string | null = null): RecordLink {
  // The router takes parameters that are not named from the address one is at: the record that is open there.
  const params = { backupId: backup, kind, key: undefined };
  return { to: '/b/$backupId/records/$kind/{-$key}', params, ...(person === null ? {} : { search: { person } }) };
}

/** The screen that shows a record in its place, opened at it; else the page that every record has. */
export function recordLink(record: LinkedRecord, kinds: Pick<Kinds, 'find'>): RecordLink {
  const { backup, type, ref: key, conversation = null, at = null } = record;
  const opens = kinds.find(type)?.opens ?? null;
  return opens === null
    ? recordPageLink(backup, type, key)
    : screenLink(backup, opens, { key, backup, conversation, at });
}

/** The screen of a chat, by the kind of its messages; null where none is known. */
export function chatLink(backup: string, kind: string, chat: string, kinds: Pick<Kinds, 'find'>): RecordLink | null {
  const opens = kinds.find(kind)?.opens ?? null;
  return opens === null ? null : screenLink(backup, opens, { backup, conversation: chat });
}

/** The page that every record has. */
export function recordPageLink(backup: string, kind: string, key: string): RecordLink {
  return { to: '/b/$backupId/records/$kind/{-$key}', params: { backupId: backup, kind, key } };
}

function screenLink(backup: string, { screen, search = {} }: ScreenLink, values: Values): RecordLink {
  const filled = Object.entries(search).flatMap(([name, template]) => {
    const value = fill(template, values);
    return value === null ? [] : [[name, value]];
  });
  // Screens that kinds name are those of the router: a test opens all of them.
  const to = `/b/$backupId/${screen}` as NonNullable<RecordLink['to']>;
  return { to, params: { backupId: backup }, search: Object.fromEntries(filled) };
}

const PLACEHOLDER = /\$([a-z]+)/g;

/** A parameter with the values for its placeholders; null where one has none. A lone placeholder keeps the value's type. */
function fill(template: string, values: Values): string | number | null {
  const alone = /^\$([a-z]+)$/.exec(template)?.[1];
  if (alone !== undefined) return values[alone] ?? null;
  let isWhole = true;
  const text = template.replace(PLACEHOLDER, (_, name: string) => {
    const value = values[name] ?? null;
    if (value === null) isWhole = false;
    return String(value);
  });
  return isWhole ? text : null;
}
