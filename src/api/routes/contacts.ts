import { z } from 'zod';
import { pageOf } from '../../contract/common.ts';
import { ContactSchema, ContactSummarySchema, ContactsQuerySchema } from '../../contract/contacts.ts';
import { msg } from '../../locales/messages.ts';
import { contentType, SNIFFED_BYTES } from '../../media/content-type.ts';
import { DomainError } from '../../model/errors.ts';
import { contactPhoto, getContact, listContacts } from '../../views/index.ts';
import { accessBackup } from '../auth/backup-access.ts';
import { entityTag, isUnmodified } from '../content/entity-tag.ts';
import { SANDBOX_POLICY } from '../content/send-file.ts';
import type { Routes } from '../context.ts';
import { answers, OPENING_ERRORS } from '../openapi/answers.ts';
import { TOKEN_AND_SESSION } from '../openapi/security.ts';
import { resource, resources } from '../resource.ts';
import { BackupParams, RecordParams } from './params.ts';

/** OpenAPI tag of these routes. */
export const contactTag = { name: 'contacts', description: 'Contacts, from the index.' };

const Photo = { description: 'The picture.', content: { 'image/*': { schema: z.unknown() } } };

const contacts = '/backups/:id/artifacts/contacts';

const views = resources(
  'contacts',
  resource({
    path: contacts,
    operationId: 'listContacts',
    summary: 'List the contacts of a backup',
    description: 'By name.',
    params: BackupParams,
    query: ContactsQuerySchema,
    answer: pageOf(ContactSummarySchema).describe('A page.'),
    errors: ['BACKUP_NOT_FOUND'],
    read: (app, { id }, query) => listContacts(app.views, id, query),
  }),
  resource({
    path: `${contacts}/:key`,
    operationId: 'getContact',
    summary: 'Show one contact',
    params: RecordParams,
    answer: ContactSchema.describe('The contact.'),
    errors: ['BACKUP_NOT_FOUND', 'NOT_FOUND'],
    read: (app, { id, key }) => getContact(app.views, id, key),
  }),
);

/** Indexed contacts, and their photos, which are read from the backup. */
export const contactRoutes: Routes = (context) => async (server) => {
  const { app } = context;
  const tags = ['contacts'];
  await server.register(views(context));

  server.get(
    `${contacts}/:key/photo`,
    {
      schema: {
        operationId: 'getContactPhoto',
        summary: 'Show the photo of a contact',
        description: 'Read from the backup, since photos are not indexed.',
        tags,
        security: TOKEN_AND_SESSION,
        params: RecordParams,
        response: answers(
          { 200: Photo, 304: z.undefined().describe('Not modified.') },
          'NOT_FOUND',
          'PAYLOAD_MISSING',
          'UNSUPPORTED_SCHEMA',
          'MALFORMED_DATABASE',
          ...OPENING_ERRORS,
        ),
      },
    },
    async (request, reply) => {
      const { id, key } = request.params;
      const { path } = await accessBackup(app, request, id);
      const place = await contactPhoto(app.views, id, key);
      if (place === null) throw new DomainError('NOT_FOUND', msg('detail.no-contact-photo'));
      const handle = await app.sessions.handle({ id, path });
      const { fingerprint, encrypted } = handle.folder;
      const etag = entityTag(fingerprint, place.table, JSON.stringify(place.where));
      reply.headers({
        etag,
        'cache-control': encrypted ? 'private, no-store' : 'private, no-cache',
        'content-security-policy': SANDBOX_POLICY,
      });
      if (isUnmodified(request.headers['if-none-match'], etag)) return reply.code(304).send();
      const photo = await handle.readBlob(place, place);
      if (photo === null) throw new DomainError('NOT_FOUND', msg('detail.contact-photo-missing'));
      const bytes = Buffer.from(photo.buffer, photo.byteOffset, photo.byteLength);
      return reply.type(contentType(bytes.subarray(0, SNIFFED_BYTES), '')).send(bytes);
    },
  );
};
