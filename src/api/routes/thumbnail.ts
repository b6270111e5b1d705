import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RenderedQuerySchema, THUMBNAIL_SIZES, ThumbnailQuerySchema } from '../../contract/preview.ts';
import type { MediaSource } from '../../media/index.ts';
import type { ErrorCode } from '../../model/errors.ts';
import { entityTag } from '../content/entity-tag.ts';
import { FileParams, findFile } from '../content/find-file.ts';
import { isDerivedUnmodified, sendBytes } from '../content/send-bytes.ts';
import type { Routes } from '../context.ts';
import { disconnectSignal } from '../disconnect-signal.ts';
import { answers, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN_AND_SESSION } from '../openapi/security.ts';

/** Must be raised when the output for a file changes. */
const RENDERING = 1;

const Picture = {
  'image/webp': { schema: z.unknown() },
  'image/jpeg': { schema: z.unknown() },
};
const Rendered = { ...Picture, 'audio/mp4': { schema: z.unknown() }, 'video/mp4': { schema: z.unknown() } };

const ERRORS: readonly ErrorCode[] = [
  'NOT_FOUND',
  'PAYLOAD_MISSING',
  'NOT_A_FILE',
  'UNSAFE_PATH',
  'UNSUPPORTED_MEDIA',
  'MALFORMED_MEDIA',
  'CONVERTER_MISSING',
  'RANGE_NOT_SATISFIABLE',
  'CANCELLED',
  'DISK_FULL',
  ...OPENING_ERRORS,
];

/** Images, audio and video of a backup, converted for browsers. */
export const thumbnailRoutes: Routes =
  ({ app, closing }) =>
  async (server) => {
    /** The source for conversion; null if the client has the result cached. */
    const sourceOf = async (
      request: FastifyRequest,
      reply: FastifyReply,
      params: z.infer<typeof FileParams>,
      variant: string,
    ): Promise<(MediaSource & { readonly etag: string }) | null> => {
      const { handle, entry } = await findFile(app, request, params);
      const { fingerprint, encrypted } = handle.folder;
      const etag = entityTag(fingerprint, entry.fileID, variant, RENDERING);
      if (isDerivedUnmodified(request, reply, { etag, encrypted })) return null;
      return { key: `${params.id} ${fingerprint} ${entry.fileID}`, open: () => handle.open(entry), etag };
    };

    server.get(
      '/backups/:id/file/:fileId/thumbnail',
      {
        schema: {
          operationId: 'getThumbnail',
          summary: 'Show a thumbnail of a file',
          description:
            'For JPEG, PNG, WebP, GIF, TIFF, AVIF and HEIC, and for videos if ffmpeg is installed. Upright, with the colour ' +
            'profile, without other metadata.',
          tags: ['files'],
          security: TOKEN_AND_SESSION,
          params: FileParams,
          querystring: ThumbnailQuerySchema,
          response: answers(
            {
              200: { description: 'The picture.', content: Picture },
              304: z.undefined().describe('Not modified.'),
            },
            ...ERRORS,
          ),
        },
      },
      async (request, reply) => {
        const { size: wanted, format, animated: isAnimated = false } = request.query;
        const size = THUMBNAIL_SIZES.find((step) => step >= wanted) ?? THUMBNAIL_SIZES[THUMBNAIL_SIZES.length - 1];
        const source = await sourceOf(
          request,
          reply,
          request.params,
          `${size ?? 0} ${format}${isAnimated ? ' animated' : ''}`,
        );
        if (source === null) return reply.code(304).send();
        const picture = await app.media.picture(
          source,
          { format, size: size ?? null, isAnimated },
          disconnectSignal(reply, closing),
        );
        return sendBytes(request, reply, picture.bytes, picture.contentType, source.etag);
      },
    );

    server.get(
      '/backups/:id/file/:fileId/rendered',
      {
        schema: {
          operationId: 'getRendered',
          summary: 'Convert a file for browsers',
          description:
            'HEIC to JPEG or WebP in full size; with ffmpeg, audio such as AMR and CAF to M4A and video to MP4. An MP4 is sent ' +
            'while it is converted: its length is unknown and seeking is not possible.',
          tags: ['files'],
          security: TOKEN_AND_SESSION,
          params: FileParams,
          querystring: RenderedQuerySchema,
          response: answers(
            {
              200: { description: 'The converted file.', content: Rendered },
              206: { description: 'The requested range.', content: Rendered },
              304: z.undefined().describe('Not modified.'),
            },
            ...ERRORS,
          ),
        },
      },
      async (request, reply) => {
        const { format } = request.query;
        const source = await sourceOf(request, reply, request.params, format);
        if (source === null) return reply.code(304).send();
        const gone = disconnectSignal(reply, closing);
        if (format === 'mp4') return reply.type('video/mp4').send(await app.media.movie(source, gone));
        const made =
          format === 'm4a'
            ? await app.media.sound(source, gone)
            : await app.media.picture(source, { format, size: null }, gone);
        return sendBytes(request, reply, made.bytes, made.contentType, source.etag);
      },
    );
  };
