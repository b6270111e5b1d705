import type { SearchHitView } from '../../../src/contract/search.ts';

/** Types whose time is that of another record: the last message of a chat. */
const ECHOES: ReadonlySet<string> = new Set(['whatsapp-chat']);

/** True for a record that happened by itself, and does not only repeat when another one did. */
export function isHappening({ type }: Pick<SearchHitView, 'type'>): boolean {
  return !ECHOES.has(type);
}
