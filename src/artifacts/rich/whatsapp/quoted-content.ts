import type { ProtoMessage } from '../../../formats/protobuf.ts';
import { nested, textIn, type Unreadable } from './protobuf-values.ts';

/** Field numbers of WhatsApp's `Message`, of which a reply keeps a copy (docs/format/whatsapp.md). */
const FIELD = { text: 1, image: 3, contact: 4, place: 5, extendedText: 6, document: 7, video: 9 } as const;

/** Fields with words in each kind of message, the best first. */
const WORDS: readonly (readonly [kind: number, words: readonly number[]])[] = [
  [FIELD.extendedText, [1]],
  [FIELD.image, [3]],
  [FIELD.video, [7]],
  // Caption, name of the file, title.
  [FIELD.document, [20, 8, 3]],
  [FIELD.contact, [1]],
];

/** Fields of a place. */
const PLACE = { name: 3, address: 4 } as const;

/** The words of a quoted message: text, caption, name of a file, contact or place. Null if it has none. */
export function quotedText(message: ProtoMessage | null, unreadable: Unreadable): string | null {
  const text = textIn(message, FIELD.text);
  if (text !== null || message === null) return text;
  for (const [kind, words] of WORDS) {
    const part = nested(message, kind, unreadable);
    for (const number of words) {
      const found = textIn(part, number);
      if (found !== null) return found;
    }
  }
  const place = nested(message, FIELD.place, unreadable);
  return placeName(textIn(place, PLACE.name), textIn(place, PLACE.address));
}

/** Name and address of a place in one line. */
export function placeName(name: string | null, address: string | null): string | null {
  if (name === null || address === null || name.includes(address)) return name ?? address;
  return address.startsWith(name) ? address : `${name}, ${address}`;
}
