import { msg, type NoteMessage } from '../../../../locales/messages.ts';
import type { Drawing } from '../../../../model/drawing.ts';
import { DIGITAL_TOUCH, readDigitalTouch } from './digital-touch.ts';
import { drawHandwriting, HANDWRITING, readHandwriting } from './handwriting.ts';

/** Maximum size of the payload of a drawing, in bytes. */
const MAX_BYTES = 1024 * 1024;

/** True for balloons whose payload is a drawing. */
export function isDrawing(balloonBundleId: string | null): balloonBundleId is string {
  return balloonBundleId === HANDWRITING || balloonBundleId === DIGITAL_TOUCH;
}

/**
 * The drawing of a balloon; null if there is none or its kind is unknown.
 *
 * @throws MALFORMED_PROTOBUF, MALFORMED_FILE, MALFORMED_ARCHIVE, MALFORMED_PLIST, LIMIT_EXCEEDED
 */
export function readDrawing(
  balloonBundleId: string,
  payload: Uint8Array,
  note: (note: NoteMessage) => void,
): Drawing | null {
  if (payload.length === 0 || payload.length > MAX_BYTES) return null;
  if (balloonBundleId === HANDWRITING) return drawHandwriting(readHandwriting(payload));
  const drawing = readDigitalTouch(payload);
  if (typeof drawing !== 'number') return drawing;
  note(msg('note.unknown-code', { field: 'digital-touch', value: drawing }));
  return null;
}
