import type { LinkProps } from '@tanstack/react-router';
import type { KindView } from '../../../src/contract/kinds.ts';
import type { SearchHitView } from '../../../src/contract/search.ts';
import type { Kinds } from './kinds.ts';

/** Target of a link. */
export type RecordLink = Pick<LinkProps, 'to' | 'params' | 'search'>;

/** Properties of a record that determine its screen. */
export type LinkedRecord = Pick<SearchHitView, 'backup' | 'type' | 'ref'> &
  Partial<Pick<SearchHitView, 'conversation' | 'at'>>;

type ScreenLink = NonNullable<KindView['opens']>;
type Values = Readonly<Record<string, string | number | null>>;

/**
 * The list of all records of a kind: its own screen, otherwise the generic list. With `person`, one of their handles,
 * only that person's records; a screen without such a filter is not used then.
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

/** The generic list of a kind; with `person`, one of their handles, only that person's records. */
export function recordListLink(backup: string, kind: string, person: string | null = null): RecordLink {
  // Without an explicit value the router would keep the open record of the current URL.
  const params = { backupId: backup, kind, key: undefined };
  return { to: '/b/$backupId/records/$kind/{-$key}', params, ...(person === null ? {} : { search: { person } }) };
}

/** The screen that shows a record in context; otherwise its generic page. */
export function recordLink(record: LinkedRecord, kinds: Pick<Kinds, 'find'>): RecordLink {
  const { backup, type, ref: key, conversation = null, at = null } = record;
  const opens = kinds.find(type)?.opens ?? null;
  return opens === null
    ? recordPageLink(backup, type, key)
    : screenLink(backup, opens, { key, backup, conversation, at });
}

/** The screen of a chat, by the kind of its messages; null if unknown. */
export function chatLink(backup: string, kind: string, chat: string, kinds: Pick<Kinds, 'find'>): RecordLink | null {
  const opens = kinds.find(kind)?.opens ?? null;
  return opens === null ? null : screenLink(backup, opens, { backup, conversation: chat });
}

/** The generic page of a record. */
export function recordPageLink(backup: string, kind: string, key: string): RecordLink {
  return { to: '/b/$backupId/records/$kind/{-$key}', params: { backupId: backup, kind, key } };
}

function screenLink(backup: string, { screen, search = {} }: ScreenLink, values: Values): RecordLink {
  const filled = Object.entries(search).flatMap(([name, template]) => {
    const value = fill(template, values);
    return value === null ? [] : [[name, value]];
  });
  // Screens of kinds are routes of the router: a test opens all of them.
  const to = `/b/$backupId/${screen}` as NonNullable<RecordLink['to']>;
  return { to, params: { backupId: backup }, search: Object.fromEntries(filled) };
}

const PLACEHOLDER = /\$([a-z]+)/g;

/**
 * A parameter with its placeholders replaced; null if a value is missing. A single placeholder keeps the type of its
 * value.
 */
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
