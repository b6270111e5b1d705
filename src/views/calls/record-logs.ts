import { type SqlBool, sql } from 'kysely';
import { kinds, type RegisteredKind } from '../../artifacts/kinds.ts';
import type { CallView } from '../../contract/calls.ts';
import type { People } from '../people/people.ts';
import { APP_CALLS, type CallColumns, type CallSource, callSource } from './call-source.ts';

/** The call logs of apps without chats: the kinds whose records are calls by their role. */
export const recordLogs: readonly CallSource[] = kinds.flatMap(logOf);

/** The call log of a kind; none if its columns have no such roles. */
function logOf({ id, artifact, artifactNames, table, show }: RegisteredKind): readonly CallSource[] {
  const { at, with: handle, duration: seconds, call } = show;
  if (call === undefined || at === undefined || typeof handle !== 'string' || seconds === undefined) return [];
  return [
    callSource<CallColumns>({
      artifact,
      table,
      kind: id,
      hasNumericKeys: false,
      names: { key: 'key', at, handle, seconds, ...call },
      missed: sql<SqlBool>`(coalesce(direction, '') = 'incoming' and coalesce(seconds, 1) = 0)`,
      kinds: APP_CALLS,
      view: (row, people) => viewOf(row, artifactNames['en'] ?? artifact, people),
    }),
  ];
}

function viewOf(
  { key, at, seconds, direction, isVideo, handle, name }: CallColumns,
  app: string,
  people: People,
): CallView {
  const person = people.withHandle(handle, undefined, name);
  const isMissed = direction === 'incoming' && seconds === 0;
  return {
    key: String(key),
    at,
    seconds,
    direction: direction === 'incoming' || direction === 'outgoing' ? direction : null,
    outcome: seconds === null ? null : seconds > 0 ? 'answered' : isMissed ? 'missed' : 'unanswered',
    isMissed,
    service: app,
    app: null,
    isVideo,
    isGroup: false,
    person,
    people: [person],
    conversation: null,
    location: null,
    isRead: null,
    details: {},
  };
}
