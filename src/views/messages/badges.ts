import type { MessageView } from '../../contract/messages.ts';
import type { MessageRow } from './rows.ts';

type Badge = MessageView['badges'][number];

/** Services that messages are not expected to be sent by. */
const SERVICES: Readonly<Record<string, Badge>> = {
  SMS: 'sms',
  RCS: 'rcs',
  rcs: 'rcs',
  iMessageLite: 'satellite',
  SatelliteSMS: 'satellite',
};

/** Flags that are shown at the message. */
const FLAGS: readonly Badge[] = ['satellite', 'pending-satellite', 'emergency', 'sos', 'critical', 'expired'];

/** `message.expire_state` of voice messages: 1 from when they were played on. */
const EXPIRY: Readonly<Record<number, Badge>> = { 1: 'expiring', 2: 'expired', 3: 'kept' };

/** How a message was sent, where that is special, and whether a voice message was kept, expired or is about to. */
export function badgesOf({ service, flags, raw }: Pick<MessageRow, 'service' | 'flags' | 'raw'>): Badge[] {
  const badges = [
    SERVICES[service ?? ''],
    ...FLAGS.filter((flag) => flags?.includes(flag) === true),
    EXPIRY[raw?.expireState ?? 0],
  ];
  return [...new Set(badges)].filter((badge) => badge !== undefined);
}
