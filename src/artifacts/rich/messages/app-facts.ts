import { fromUnixSeconds } from '../../../formats/apple-time.ts';
import type { ArchiveDict } from '../../../formats/keyed-archive-value.ts';
import { readBusinessMessage } from './business-message.ts';
import { firstText } from './payload-fields.ts';
import type { AppFacts } from './tables.ts';

/** What the balloon of an app (an MSMessage) says beside its words (docs/format/messages.md); null for nothing. */
export function readAppFacts(root: ArchiveDict): AppFacts | null {
  const url = firstText(root['URL']);
  const name = firstText(root['an']);
  const data = root['data'];
  const checkIn = checkInOf(url);
  const business = data instanceof Uint8Array ? readBusinessMessage(data) : null;
  const facts: AppFacts = {
    ...(name === null ? {} : { name }),
    ...(url !== null && /^https?:\/\//i.test(url) ? { url } : {}),
    ...(checkIn === null ? {} : { checkIn }),
    ...(business === null ? {} : { business }),
  };
  return Object.keys(facts).length === 0 ? null : facts;
}

/** Times of Check In, which are Unix seconds in the query of its URL. */
const CHECK_IN = {
  expectedAt: 'estimatedEndTime',
  wasExpectedAt: 'triggerTime',
  checkedInAt: 'sendDate',
} as const;

function checkInOf(url: string | null): NonNullable<AppFacts['checkIn']> | null {
  if (url === null || !url.startsWith('?')) return null;
  const query = new URLSearchParams(url);
  const times = Object.entries(CHECK_IN).flatMap(([name, parameter]) => {
    const value = query.get(parameter) ?? '';
    const at = /^\d{1,11}(?:\.\d{1,12})?$/.test(value) ? fromUnixSeconds(Number(value)) : null;
    return at === null ? [] : [[name, at] as const];
  });
  return times.length === 0 ? null : Object.fromEntries(times);
}
