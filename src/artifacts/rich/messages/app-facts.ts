import { fromUnixSeconds } from '../../../formats/apple-time.ts';
import type { ArchiveDict } from '../../../formats/keyed-archive-value.ts';
import { readBusinessMessage } from './business-message.ts';
import { firstText } from './payload-fields.ts';
import type { AppFacts, SentPlace } from './tables.ts';

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

/**
 * What Check In says in the query of its URL (docs/format/messages.md): `messageType` 1 starts, 2 ends, 3 shares the
 * place of a person who has not checked in. Every message has the time at which it was sent.
 */
function checkInQuery(url: string | null): URLSearchParams | null {
  return url?.startsWith('?') === true ? new URLSearchParams(url) : null;
}

const ENDED = '2';
const NUMBER = /^-?\d{1,11}(?:\.\d{1,17})?$/;

function checkInOf(url: string | null): NonNullable<AppFacts['checkIn']> | null {
  const query = checkInQuery(url);
  if (query === null) return null;
  // Unix seconds.
  const times = [
    ['expectedAt', timeOf(query.get('estimatedEndTime'))],
    ['wasExpectedAt', timeOf(query.get('triggerTime'))],
    ['checkedInAt', query.get('messageType') === ENDED ? timeOf(query.get('sendDate')) : null],
  ] as const;
  const known = times.filter(([, at]) => at !== null);
  return known.length === 0 ? null : Object.fromEntries(known);
}

/** The place that Check In shares of a person who has not checked in. */
export function checkInPlace(url: string | null): SentPlace | null {
  const query = checkInQuery(url);
  const [latitude, longitude] = ['latitude', 'longitude'].map((name) => numberOf(query?.get(name)));
  if (latitude === undefined || latitude === null || longitude === undefined || longitude === null) return null;
  return Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? { latitude, longitude, name: null } : null;
}

function timeOf(value: string | null): number | null {
  const seconds = numberOf(value);
  return seconds === null || seconds < 0 ? null : fromUnixSeconds(seconds);
}

function numberOf(value: string | null | undefined): number | null {
  return NUMBER.test(value ?? '') ? Number(value) : null;
}
