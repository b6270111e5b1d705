import { createHash } from 'node:crypto';
import { z } from 'zod';
import { openLockedNote } from '../../artifacts/rich/notes/locked/open-locked-note.ts';
import { pageOf } from '../../contract/common.ts';
import {
  NoteFileRequestSchema,
  NoteFolderSchema,
  NoteQuerySchema,
  NoteSchema,
  NoteSummarySchema,
  NotesQuerySchema,
  NoteUnlockRequestSchema,
  OpenedNoteSchema,
} from '../../contract/notes.ts';
import { getLockedNote, getNote, listNoteFolders, listNotes, openedNote } from '../../views/index.ts';
import { FileParams, findFile } from '../content/find-file.ts';
import { sendFile } from '../content/send-file.ts';
import type { Routes } from '../context.ts';
import { disconnectSignal } from '../disconnect-signal.ts';
import { openedNoteFile } from '../note-files.ts';
import { answers, BODY_ERRORS, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN, TOKEN_AND_SESSION } from '../openapi/security.ts';
import { UNLOCK_LIMIT } from '../rate-limits.ts';
import { resource, resources } from '../resource.ts';
import { passwordOf, readPasswordsAsBytes } from '../secret-body.ts';
import { BackupParams, RecordParams } from './params.ts';

/** OpenAPI tag of these routes. */
export const noteTag = { name: 'notes', description: 'Notes, from the index.' };

const notes = '/backups/:id/artifacts/notes';

const views = resources(
  'notes',
  resource({
    path: notes,
    operationId: 'listNotes',
    summary: 'List the notes of a backup',
    description: 'Newest first or by title. Deleted notes are excluded by default.',
    params: BackupParams,
    query: NotesQuerySchema,
    answer: pageOf(NoteSummarySchema).describe('A page.'),
    errors: ['BACKUP_NOT_FOUND', 'LIMIT_EXCEEDED'],
    read: (app, { id }, query) => listNotes(app.views, id, query),
  }),
  resource({
    path: `${notes}/folders`,
    operationId: 'listNoteFolders',
    summary: 'List the folders of notes',
    description: 'The tree in pre-order, with the number of notes per folder.',
    params: BackupParams,
    answer: pageOf(NoteFolderSchema).describe('All of them, on one page.'),
    errors: ['BACKUP_NOT_FOUND', 'LIMIT_EXCEEDED'],
    read: async (app, { id }) => ({ items: await listNoteFolders(app.views, id), next: null }),
  }),
  resource({
    path: `${notes}/:key`,
    operationId: 'getNote',
    summary: 'Show one note',
    description: 'Its text as a document of paragraphs and tables, optionally as HTML, Markdown or plain text.',
    params: RecordParams,
    query: NoteQuerySchema,
    answer: NoteSchema.describe('The note.'),
    errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND'],
    read: (app, { id, key }, query) => getNote(app.views, id, key, query),
  }),
);

/** Indexed notes, and opening the locked ones. */
export const noteRoutes: Routes = (context) => async (server) => {
  const { app, closing } = context;
  const tags = ['notes'];
  readPasswordsAsBytes(server);
  await server.register(views(context));

  server.post(
    `${notes}/:key/unlock`,
    {
      config: { rateLimit: UNLOCK_LIMIT },
      schema: {
        operationId: 'unlockNote',
        summary: 'Read a locked note with its own password',
        description:
          'Decrypts the text and tables from the index. Neither the password nor the text is stored. Attachments that were ' +
          'locked with another password stay locked. Files are read with their keys (`fileKeys`).',
        tags,
        security: TOKEN,
        params: RecordParams,
        body: NoteUnlockRequestSchema,
        response: answers(
          { 200: OpenedNoteSchema.describe('The text, attachments and keys of files.') },
          'BACKUP_NOT_FOUND',
          'NOT_FOUND',
          'WRONG_NOTE_PASSWORD',
          'UNSUPPORTED_NOTE_LOCK',
          'LIMIT_EXCEEDED',
          'MALFORMED_PROTOBUF',
          ...BODY_ERRORS,
        ),
      },
    },
    async (request) => {
      const { id, key } = request.params;
      const { password, format } = request.body;
      const opened = await openLockedNote(await getLockedNote(app.views, id, key), passwordOf(request, password));
      return openedNote(app.views, id, key, opened, format);
    },
  );

  server.post(
    `${notes}/files/:fileId/open`,
    {
      schema: {
        operationId: 'openNoteFile',
        summary: 'Read a file of a locked note',
        description:
          'Decrypts a file with its key from `unlockNote`. It is sent only if it is whole, and nothing is stored.',
        tags,
        security: TOKEN_AND_SESSION,
        params: FileParams,
        body: NoteFileRequestSchema,
        response: answers(
          { 200: { description: 'The file, or the picture.', content: { '*/*': { schema: z.unknown() } } } },
          'NOT_FOUND',
          'PAYLOAD_MISSING',
          'NOT_A_FILE',
          'UNSAFE_PATH',
          'LIMIT_EXCEEDED',
          'UNSUPPORTED_MEDIA',
          'MALFORMED_MEDIA',
          'CANCELLED',
          ...BODY_ERRORS,
          ...OPENING_ERRORS,
        ),
      },
    },
    async (request, reply) => {
      const { key, size } = request.body;
      const { handle, entry } = await findFile(app, request, request.params);
      const { fingerprint } = handle.folder;
      const open = async () => openedNoteFile(await handle.open(entry), key);
      if (size === undefined) {
        const file = await open();
        const { relativePath: name } = file.entry;
        return sendFile(request, reply, file, {
          fingerprint,
          encrypted: true,
          disposition: 'attachment',
          name,
          closing,
        });
      }
      // The digest keeps a cached picture from requests that do not have the key.
      const digest = createHash('sha256').update(JSON.stringify(key)).digest('hex');
      const source = { key: `${request.params.id} ${fingerprint} ${entry.fileID} ${digest}`, open };
      const picture = await app.media.picture(source, { format: 'jpeg', size }, disconnectSignal(reply, closing));
      return reply.type(picture.contentType).header('cache-control', 'private, no-store').send(picture.bytes);
    },
  );
};
