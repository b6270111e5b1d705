import type { KindView } from '../../../../src/contract/kinds.ts';
import type { CallLogId } from '../../api/calls.ts';
import { CALL_KINDS, type CallSearch } from './call-search.ts';

/** A log of calls: a kind whose list is this screen. */
export interface CallLog {
  /** Its value in the address, as its kind declares it. */
  readonly log: CallLogId;
  readonly kind: KindView;
}

/** The logs among these kinds: the phone's first, then those of apps in the order of the API. */
export function callLogs(kinds: readonly KindView[]): readonly CallLog[] {
  const logs = kinds.flatMap((kind) =>
    kind.list?.screen === 'calls' ? [{ log: kind.list.search?.['log'], kind }] : [],
  );
  return logs.toSorted((one, other) => Number(one.log !== undefined) - Number(other.log !== undefined));
}

/** The log of an address; that of the phone for an unknown one. Its kind is null until kinds are loaded. */
export function callLogOf(
  log: CallLogId,
  kinds: readonly KindView[],
): { readonly log: CallLogId; readonly kind: KindView | null } {
  const logs = callLogs(kinds);
  return logs.find((one) => one.log === log) ?? logs[0] ?? { log, kind: null };
}

/** Filters that tell the services of the phone apart. */
const SERVICES: ReadonlySet<string> = new Set(['phone', 'facetime', 'app']);

/** The filters for a log, by the columns that it has. The chosen one is among them. */
export function filtersOf(kind: KindView | null, chosen: CallSearch['kind']): readonly (typeof CALL_KINDS)[number][] {
  const hasServices = kind?.columns.some(({ name }) => name === 'service') === true;
  return CALL_KINDS.filter((filter) => hasServices || !SERVICES.has(filter) || filter === chosen);
}

/** The kind of the messages of the app that keeps a log: those that open in their conversation. Null if there is none. */
export function chatKindOf(log: KindView | null, kinds: readonly KindView[]): KindView | null {
  const isInChat = ({ opens }: KindView): boolean => Object.values(opens?.search ?? {}).includes('$conversation');
  return kinds.find((kind) => kind.artifact === log?.artifact && isInChat(kind)) ?? null;
}
