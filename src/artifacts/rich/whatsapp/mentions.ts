import type { Mention } from './json-types.ts';
import type { Names } from './names.ts';

/** A mention in a text: the phone number or LID, which the app shows as a name. */
const MENTION = /@(\d{5,20})(?!\d)/g;
/** Maximum number of mentions per message; groups have a thousand members. */
const MAX_MENTIONS = 1_024;

/** The known people mentioned in a text; null for none. */
export function mentionsIn(text: string | null, names: Names): readonly Mention[] | null {
  if (!text?.includes('@')) return null;
  const mentions: Mention[] = [];
  for (const match of text.matchAll(MENTION)) {
    const person = names.known(`${match[1]}@lid`) ?? names.known(`${match[1]}@s.whatsapp.net`);
    if (person !== null) mentions.push({ start: match.index, length: match[0].length, person });
    if (mentions.length === MAX_MENTIONS) break;
  }
  return mentions.length === 0 ? null : mentions;
}
