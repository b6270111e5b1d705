import type { AppView } from '../../../../src/contract/backups.ts';
import type { CallView } from '../../../../src/contract/calls.ts';
import { formatDuration } from '../../format/duration.ts';
import { byCode } from '../../i18n/by-code.ts';
import type { Texts } from '../../i18n/texts.ts';
import type { DirectedCall } from './call-icon.tsx';

/** Names of apps with calls that are not installed on the phone any more. */
const KNOWN_APPS: Readonly<Record<string, string>> = {
  'net.whatsapp.WhatsApp': 'WhatsApp',
  'net.whatsapp.WhatsAppSMB': 'WhatsApp Business',
  'org.whispersystems.signal': 'Signal',
  'ph.telegra.Telegraph': 'Telegram',
  'com.facebook.Messenger': 'Messenger',
  'com.skype.skype': 'Skype',
  'com.viber': 'Viber',
};

/** Service of a call: `FaceTime Video`, or the name of the app. */
export function serviceOf({ service, app, isVideo }: CallView, apps: readonly AppView[], { calls }: Texts): string {
  const named =
    service === 'app' && app !== null
      ? (apps.find(({ bundleId }) => bundleId === app)?.name ?? KNOWN_APPS[app] ?? app)
      : null;
  const name = named ?? (service === null ? calls.services.phone : (byCode(calls.services, service) ?? service));
  return isVideo === true && service !== 'facetime-video' ? calls.video({ service: name }) : name;
}

/** Outcome of a call as text; unknown outcomes are returned unchanged. */
export function outcomeOf({ outcome }: CallView, { calls }: Texts): string | null {
  return outcome === null ? null : (byCode(calls.outcomes, outcome) ?? outcome);
}

/** `Missed`, `Outgoing`; null if the direction is unknown. */
export function directionWord({ isMissed, direction }: DirectedCall, { calls }: Texts): string | null {
  if (isMissed) return calls.outcomes.missed;
  return direction === null ? null : calls.directions[direction];
}

/** True if the call was answered: the duration of other calls has no meaning. */
export function wasConnected({ seconds }: CallView): boolean {
  return seconds !== null && seconds > 0;
}

/** Duration of an answered call, otherwise its outcome. */
export function howItWent(call: CallView, t: Texts): string | null {
  const { seconds } = call;
  return seconds !== null && wasConnected(call) ? formatDuration(Math.round(seconds) * 1000) : outcomeOf(call, t);
}
