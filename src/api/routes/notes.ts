import { openLockedNote } from '../../artifacts/rich/notes/open-locked-note.ts';
import { pageOf } from '../../contract/common.ts';
import {
  NoteContentSchema,
  NoteFolderSchema,
  NoteQuerySchema,
  NoteSchema,
  NoteSummarySchema,
  NotesQuerySchema,
  NoteUnlockRequestSchema,
} from '../../contract/notes.ts';
import { getNote, getNoteLock, listNoteFolders, listNotes, openedNote } from '../../views/index.ts';
import type { Routes } from '../context.ts';
import { answers, BODY_ERRORS } from '../openapi/answers.ts';
import { TOKEN } from '../openapi/security.ts';
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
  const { app } = context;
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
          'Decrypts the text from the index. Neither the password nor the text is stored. Tables and files of a locked note ' +
          'are not decrypted.',
        tags,
        security: TOKEN,
        params: RecordParams,
        body: NoteUnlockRequestSchema,
        response: answers(
          { 200: NoteContentSchema.describe('The text.') },
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
      const document = await openLockedNote(await getNoteLock(app.views, id, key), passwordOf(request, password));
      return openedNote(app.views, id, key, { document, format });
    },
  );
};
