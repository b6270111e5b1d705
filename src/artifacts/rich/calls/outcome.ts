import type { CallOutcome, CallService } from './tables.ts';

/** Providers that are the phone's own. Old rows name none. */
const TELEPHONY = 'com.apple.Telephony';
const FACETIME = 'com.apple.FaceTime';

/** `ZCALLTYPE` (docs/format/calls.md). */
const SERVICE_OF_TYPE: ReadonlyMap<number, CallService> = new Map([
  [0, 'app'],
  [1, 'phone'],
  [8, 'facetime-video'],
  [16, 'facetime-audio'],
]);

/** `ZCALL_CATEGORY` of a call with pictures. */
export const VIDEO = 2;

/** `ZNUMBER_AVAILABILITY` where the number is shown. */
export const NUMBER_SHOWN = 0;

/** The service of a call; null where neither its type nor its provider is known. */
export function serviceOf(type: number | null, category: number | null, provider: string | null): CallService | null {
  if (provider !== null && provider !== TELEPHONY && provider !== FACETIME) return 'app';
  const known = SERVICE_OF_TYPE.get(type ?? -1);
  if (known !== undefined && (known !== 'app' || provider === null)) return known;
  if (provider === TELEPHONY) return 'phone';
  if (provider === FACETIME) return category === VIDEO ? 'facetime-video' : 'facetime-audio';
  return null;
}

/** True for a `ZCALLTYPE` that has a meaning. */
export function isKnownType(type: number): boolean {
  return SERVICE_OF_TYPE.has(type);
}

/** What decides how a call ended. */
export interface CallFacts {
  readonly isOutgoing: boolean;
  readonly isAnswered: boolean;
  readonly seconds: number | null;
  readonly filteredOutReason: number | null;
  readonly isBlocked: boolean;
}

/**
 * How a call ended. "Answered" says nothing about outgoing calls: those were taken if they lasted. An incoming one that
 * was answered and did not last was taken on another device. `ZDISCONNECTED_CAUSE` does not distinguish declined calls
 * from missed ones (docs/format/calls.md).
 */
export function outcomeOf(facts: CallFacts): CallOutcome {
  const lasted = facts.seconds !== null && facts.seconds > 0;
  if (facts.isOutgoing) return lasted ? 'answered' : 'unanswered';
  if (facts.isAnswered) return lasted ? 'answered' : 'answered-elsewhere';
  if (facts.isBlocked) return 'blocked';
  if ((facts.filteredOutReason ?? 0) !== 0) return 'filtered';
  return 'missed';
}

/** `57T9237FN3.net.whatsapp.WhatsApp` → `net.whatsapp.WhatsApp`. A team id is ten capitals and digits. */
export function appOf(provider: string | null): string | null {
  return provider === null ? null : provider.replace(/^[A-Z0-9]{10}\./, '');
}
