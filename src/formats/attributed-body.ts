import { DomainError, isDomainError } from '../model/errors.ts';
import { type AttributedRun, toAttributedRuns } from './attributed-body/attributes.ts';
import { readPlainBody } from './attributed-body/plain-body.ts';
import { isAttributedText, parseTypedstreamRoot } from './typedstream.ts';

export type { AttributedRun } from './attributed-body/attributes.ts';
export { recoverText } from './attributed-body/recover-text.ts';

/** The text of a message and its runs, in order and without gaps. */
export interface AttributedBody {
  readonly text: string;
  readonly runs: readonly AttributedRun[];
}

/**
 * Decodes `message.attributedBody` (a typedstream of an NSAttributedString; of a bare NSString too, which has no runs).
 * A plain one-bubble text takes a short cut with the same result.
 *
 * @throws MALFORMED_TYPEDSTREAM with `details.offset`, LIMIT_EXCEEDED: see {@link recoverText} for what is left then.
 */
export function decodeAttributedBody(bytes: Uint8Array): AttributedBody {
  return readPlainBody(bytes) ?? decodeFully(bytes);
}

/** {@link decodeAttributedBody} without the short cut: what tests and benchmarks compare it with. */
export function decodeFully(bytes: Uint8Array): AttributedBody {
  const root = parseTypedstreamRoot(bytes);
  if (typeof root === 'string') return { text: root, runs: [] };
  if (!isAttributedText(root)) throw new DomainError('MALFORMED_TYPEDSTREAM', 'A message body holds no text.');
  return { text: root.text, runs: toAttributedRuns(root.runs) };
}

/**
 * The text of a body for readers who want no more than that. `simple` promises that {@link decodeAttributedBody} has
 * nothing to add: one bubble (part 0), no attachment, mention, link, style, effect or other attribute. Null where the
 * body cannot be decoded.
 */
export function readAttributedText(bytes: Uint8Array): { text: string; simple: boolean } | null {
  try {
    const body = decodeAttributedBody(bytes);
    return { text: body.text, simple: isSimple(body) };
  } catch (error) {
    if (isDomainError(error)) return null;
    throw error;
  }
}

/** Stands for an attachment in the text. */
const OBJECT_REPLACEMENT = '\uFFFC';

function isSimple(body: AttributedBody): boolean {
  if (body.text.includes(OBJECT_REPLACEMENT)) return false;
  for (const { part, attributes } of body.runs) {
    if (part !== null && part !== 0) return false;
    for (const name in attributes) if (name !== 'writingDirection') return false;
  }
  return true;
}
