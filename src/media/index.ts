export { aesZipStream } from './archive/aes-zip.ts';
export { ProblemList, type ProblemWords } from './archive/problem-list.ts';
export { SafePaths } from './archive/safe-path.ts';
export { isCompressible, type ZipEntry, zipStream } from './archive/zip-stream.ts';
export { contentType, SNIFFED_BYTES } from './content-type.ts';
export type { DatabaseSource } from './databases/database-readers.ts';
export type { DatabaseFacts, RowsQuery, TableRows } from './databases/types.ts';
export {
  createMedia,
  type Media,
  type MediaOptions,
  type MediaSource,
  type PictureRequest,
  type Sound,
} from './media.ts';
export type { Film } from './movies/film.ts';
export { findFfmpeg } from './movies/find-ffmpeg.ts';
export { type MovieFacts, movieFacts } from './movies/movie-facts.ts';
export { playsEverywhere } from './movies/plays-everywhere.ts';
export { strippedRecording } from './movies/strip-recording.ts';
export { withXmp, type XmpJpeg } from './pictures/jpeg-xmp.ts';
export type { PictureRedaction, RedactedPicture } from './pictures/redact-picture.ts';
export type { Picture, PictureFacts } from './pictures/render.ts';
export { HelperPool } from './process/helper-pool.ts';
export { type HelperOptions, HelperProcess } from './process/helper-process.ts';
export { TaskQueue } from './process/queue.ts';
export { serveParent } from './process/serve.ts';
