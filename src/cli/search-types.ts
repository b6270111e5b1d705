import { InvalidArgumentError } from 'commander';

/** Types of records that can be searched for. Written out: help does not load the artifacts. */
export const SEARCH_TYPES: readonly string[] = [
  'contact',
  'message',
  'whatsapp',
  'whatsapp-call',
  'whatsapp-chat',
  'call',
  'photo',
  'album',
  'person',
  'photo-comment',
  'note',
  'event',
];

/** Collects the values of `--type`. */
export function collectType(value: string, previous: readonly string[] = []): string[] {
  const type = value.toLowerCase();
  if (!SEARCH_TYPES.includes(type)) throw new InvalidArgumentError(`Allowed are ${SEARCH_TYPES.join(', ')}.`);
  return [...previous, type];
}
