import swagger from '@fastify/swagger';
import type { FastifyInstance } from 'fastify';
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod';
import { calendarTag } from '../routes/calendar.ts';
import { callTag } from '../routes/calls.ts';
import { chatsTag } from '../routes/chats/index.ts';
import { contactTag } from '../routes/contacts.ts';
import { messageTag } from '../routes/messages.ts';
import { noteTag } from '../routes/notes.ts';
import { photoTag } from '../routes/photos.ts';
import { whatsappTag } from '../routes/whatsapp.ts';
import { VERSION } from '../version.ts';
import { nameComponents } from './components.ts';
import { SECURITY_SCHEMES } from './security.ts';

const DESCRIPTION = `Opens iPhone backups made by Finder, iTunes or Apple Devices, on this machine and for its owner.

Every list but those of backups and jobs is \`{ items, next }\`: pass \`next\` as \`cursor\` to go on. Times are UTC milliseconds. Every error is a problem
document (RFC 9457) with a stable \`code\`. Ids and keys stay the same when a backup is indexed again.`;

/** What we look at of the document. */
interface Document {
  readonly paths: object;
  readonly components?: { readonly schemas?: Readonly<Record<string, object>> };
}

/** Collects the OpenAPI 3.1 document from the routes that are added after this. */
export async function addOpenApi(server: FastifyInstance): Promise<void> {
  nameComponents();
  await server.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Apple Juicer', version: VERSION, description: DESCRIPTION, license: { name: 'Apache-2.0' } },
      servers: [{ url: '/' }],
      tags: [
        { name: 'server', description: 'The server itself, and logging in.' },
        { name: 'backups', description: 'What backups there are.' },
        { name: 'sessions', description: 'Opening encrypted backups.' },
        { name: 'files', description: 'The files of a backup.' },
        { name: 'index', description: 'Reading a backup into the index.' },
        { name: 'jobs', description: 'Index runs of all backups, and the workers that perform them.' },
        { name: 'records', description: 'Kinds of records, and the records of any kind, from the index.' },
        messageTag,
        whatsappTag,
        chatsTag,
        callTag,
        calendarTag,
        contactTag,
        photoTag,
        noteTag,
        { name: 'tables', description: 'Every table of the index, row by row, and where each row came from.' },
        { name: 'export', description: 'What is indexed, as files that other programs read.' },
        { name: 'search', description: 'Everything that was indexed.' },
        { name: 'timeline', description: 'Everything that was indexed, by time.' },
        { name: 'people', description: 'People over all channels and backups.' },
      ],
      components: { securitySchemes: SECURITY_SCHEMES },
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => withoutUnused(jsonSchemaTransformObject(document)),
  });
}

/** Every named schema comes in two forms, for requests and for answers: those that nothing refers to are left out. */
function withoutUnused<T extends object>(document: T): T {
  const { paths, components } = document as Document;
  const schemas = components?.schemas ?? {};
  const used = new Set<string>();
  const collect = (part: object): void => {
    for (const [, name] of JSON.stringify(part).matchAll(/"#\/components\/schemas\/([^"]+)"/g)) {
      if (name === undefined || used.has(name)) continue;
      used.add(name);
      collect(schemas[name] ?? {});
    }
  };
  collect(paths);
  const kept = Object.entries(schemas).filter(([name]) => used.has(name));
  return { ...document, components: { ...components, schemas: Object.fromEntries(kept) } };
}
