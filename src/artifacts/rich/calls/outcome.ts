import type { CallOutcome, CallService } from './tables.ts';

/** Providers of the phone's own calls. Old rows have none. */
const TELEPHONY = 'com.apple.Telephony';
const FACETIME = 'com.apple.FaceTime';

/** `ZCALLTYPE` (docs/format/calls.md). */
const SERVICE_OF_TYPE: ReadonlyMap<number, CallService> = new Map([
  [0, 'app'],
  [1, 'phone'],
  [8, 'facetime-video'],
  [16, 'facetime-audio'],
]);

/** Bits of `ZCALL_CATEGORY`: video, and text that is typed to the other end directly or through a relay service (TTY, RTT). */
const CATEGORY = { video: 2, text: 4 | 8 } as const;

/** True if the category of a call is one with video. */
export function hasVideo(category: number | null): boolean {
  return ((category ?? 0) & CATEGORY.video) !== 0;
}

/** True if the category of a call is one with typed text. */
export function hasTypedText(category: number | null): boolean {
  return ((category ?? 0) & CATEGORY.text) !== 0;
}

/** `ZNUMBER_AVAILABILITY` of a call whose caller hid the number; 2 means that the number is not known for another reason. */
export const NUMBER_WITHHELD = 1;

/** The service of a call; null if neither type nor provider is known. */
export function serviceOf(type: number | null, category: number | null, provider: string | null): CallService | null {
  if (provider !== null && provider !== TELEPHONY && provider !== FACETIME) return 'app';
  const known = SERVICE_OF_TYPE.get(type ?? -1);
  if (known !== undefined && (known !== 'app' || provider === null)) return known;
  if (provider === TELEPHONY) return 'phone';
  if (provider === FACETIME) return hasVideo(category) ? 'facetime-video' : 'facetime-audio';
  return null;
}

/** True for a known `ZCALLTYPE`. */
export function isKnownType(type: number): boolean {
  return SERVICE_OF_TYPE.has(type);
}

/** Inputs of {@link outcomeOf}. */
export interface CallFacts {
  readonly isOutgoing: boolean;
  readonly isAnswered: boolean;
  readonly seconds: number | null;
  readonly filteredOutReason: number | null;
  readonly isBlocked: boolean;
}

/**
 * How a call ended. A call with a duration was answered, whatever "answered" says, which means nothing for outgoing ones;
 * an answered incoming call without duration was answered on another device. `ZDISCONNECTED_CAUSE` does not distinguish
 * declined calls from missed ones (docs/format/calls.md).
 */
export function outcomeOf(facts: CallFacts): CallOutcome {
  const lasted = facts.seconds !== null && facts.seconds > 0;
  if (facts.isOutgoing) return lasted ? 'answered' : 'unanswered';
  if (lasted) return 'answered';
  if (facts.isAnswered) return 'answered-elsewhere';
  if (facts.isBlocked) return 'blocked';
  if ((facts.filteredOutReason ?? 0) !== 0) return 'filtered';
  return 'missed';
}

/** `57T9237FN3.net.whatsapp.WhatsApp` → `net.whatsapp.WhatsApp`. A team id has ten capital letters and digits. */
export function appOf(provider: string | null): string | null {
  return provider === null ? null : provider.replace(/^[A-Z0-9]{10}\./, '');
}
