import type { AppView } from '../../../../src/contract/backups.ts';
import type { CallView } from '../../../../src/contract/calls.ts';
import { formatDuration } from '../../format/duration.ts';
import { byCode } from '../../i18n/by-code.ts';
import type { Texts } from '../../i18n/texts.ts';

/** Names of apps that make calls, for a phone they are not on any more. */
const KNOWN_APPS: Readonly<Record<string, string>> = {
  'net.whatsapp.WhatsApp': 'WhatsApp',
  'net.whatsapp.WhatsAppSMB': 'WhatsApp Business',
  'org.whispersystems.signal': 'Signal',
  'ph.telegra.Telegraph': 'Telegram',
  'com.facebook.Messenger': 'Messenger',
  'com.skype.skype': 'Skype',
  'com.viber': 'Viber',
};

/** What a call went through: `FaceTime Video`, or the name of the app that made it. */
export function serviceOf({ service, app, isVideo }: CallView, apps: readonly AppView[], { calls }: Texts): string {
  const named =
    service === 'app' && app !== null
      ? (apps.find(({ bundleId }) => bundleId === app)?.name ?? KNOWN_APPS[app] ?? app)
      : null;
  const name = named ?? (service === null ? calls.services.phone : (byCode(calls.services, service) ?? service));
  return isVideo === true && service !== 'facetime-video' ? calls.video({ service: name }) : name;
}

/** How a call ended, in words; a word nobody knows as it is. */
export function outcomeOf({ outcome }: CallView, { calls }: Texts): string | null {
  return outcome === null ? null : (byCode(calls.outcomes, outcome) ?? outcome);
}

/** Whether the two were connected: the length of any other call says nothing. */
export function wasConnected({ seconds }: CallView): boolean {
  return seconds !== null && seconds > 0;
}

/** How a call went, in a word or two: its length where the two were connected, else how it ended. */
export function howItWent(call: CallView, t: Texts): string | null {
  const { seconds } = call;
  return seconds !== null && wasConnected(call) ? formatDuration(Math.round(seconds) * 1000) : outcomeOf(call, t);
}
