/** The helper process that decodes pictures of strangers: whatever happens in here can be killed from outside. */
import { serveParent } from '../process/serve.ts';
import { type PictureOrder, pictureFacts, renderPicture } from './render.ts';

/** Bytes to make a picture of, or, without a format, to tell what they are. */
export type PictureQuestion = PictureOrder | Pick<PictureOrder, 'bytes'>;

serveParent((raw) => {
  const question = raw as PictureQuestion;
  return 'format' in question ? renderPicture(question) : pictureFacts(question.bytes);
});
