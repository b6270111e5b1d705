import type { CallFilter, CallLog } from '../../api/calls.ts';
import { choiceParam, type RawSearch, textParam } from '../../search-params.ts';

/** What the list can be narrowed to. */
export const CALL_KINDS = ['missed', 'incoming', 'outgoing', 'phone', 'facetime', 'app', 'video'] as const;

/** What the address of the screen says. */
export interface CallSearch {
  /** The log; that of the phone when not given. */
  readonly log?: 'whatsapp';
  readonly kind?: (typeof CALL_KINDS)[number];
  /** Name or handle of whoever is at the other end. */
  readonly q?: string;
  readonly order?: 'oldest';
  /** Key of the call that is open. */
  readonly c?: string;
}

/** Reads the address. */
export function readCallSearch(raw: RawSearch): CallSearch {
  return {
    ...choiceParam(raw, 'log', ['whatsapp'] as const),
    ...choiceParam(raw, 'kind', CALL_KINDS),
    ...textParam(raw, 'q'),
    ...choiceParam(raw, 'order', ['oldest'] as const),
    ...textParam(raw, 'c'),
  };
}

/** The log that an address means. */
export function logOf({ log }: CallSearch): CallLog {
  return log ?? 'phone';
}

/** The filter of the API that an address means. */
export function filterOf({ kind, q, order }: CallSearch): CallFilter {
  return {
    person: q,
    order,
    ...(kind === 'missed' ? { missed: true } : {}),
    ...(kind === 'incoming' || kind === 'outgoing' ? { direction: kind } : {}),
    ...(kind === 'phone' || kind === 'facetime' || kind === 'app' || kind === 'video' ? { kind } : {}),
  };
}

/** The address of a call in the same list, or of the list alone. */
export function toCall({ c: _open, ...list }: CallSearch, call?: string): CallSearch {
  return call === undefined ? list : { ...list, c: call };
}
