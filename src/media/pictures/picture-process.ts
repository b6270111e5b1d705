/** Helper process that decodes untrusted pictures and can be killed at any time. */
import { serveParent } from '../process/serve.ts';
import { type PictureRedaction, redactPicture } from './redact-picture.ts';
import { type PictureOrder, pictureFacts, renderPicture } from './render.ts';

/** Bytes to render, to redact or, without either, to inspect. */
export type PictureQuestion =
  | PictureOrder
  | Pick<PictureOrder, 'bytes'>
  | { readonly bytes: Uint8Array; readonly redaction: PictureRedaction };

serveParent((raw) => {
  const question = raw as PictureQuestion;
  if ('redaction' in question) return redactPicture(question.bytes, question.redaction);
  return 'format' in question ? renderPicture(question) : pictureFacts(question.bytes);
});
