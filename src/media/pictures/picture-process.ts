/** Helper process that decodes untrusted pictures and can be killed at any time. */
import { serveParent } from '../process/serve.ts';
import { type PictureOrder, pictureFacts, renderPicture } from './render.ts';

/** Bytes to render or, without a format, to inspect. */
export type PictureQuestion = PictureOrder | Pick<PictureOrder, 'bytes'>;

serveParent((raw) => {
  const question = raw as PictureQuestion;
  return 'format' in question ? renderPicture(question) : pictureFacts(question.bytes);
});
