import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type TestServer, TOKEN } from '../../../test/support/api/client.ts';
import { kinds } from '../../artifacts/kinds.ts';
import { registry } from '../../artifacts/registry.ts';
import type { RecordView } from '../../contract/kinds.ts';
import type { RecordSourceView } from '../../contract/tables.ts';
import { ERROR_TABLE } from '../../model/errors.ts';
import { exampleValues } from '../../model/example-row.ts';
import { COMPONENTS } from './components.ts';
import { EXAMPLES } from './examples.ts';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly tags: readonly string[];
  readonly security: readonly Record<string, unknown>[];
  readonly parameters?: readonly { name: string; in: string; required?: boolean; schema: object }[];
  readonly requestBody?: object;
  readonly responses: Readonly<
    Record<string, { description: string; content?: Record<string, { schema: { $ref?: string } }> }>
  >;
}

interface Document {
  readonly openapi: string;
  readonly tags: readonly { name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  readonly components: { readonly schemas: Record<string, object>; readonly securitySchemes: Record<string, object> };
}

describe('the OpenAPI document', () => {
  let server: TestServer;
  let document: Document;
  let operations: readonly (readonly [path: string, method: string, operation: Operation])[];
  beforeAll(async () => {
    server = await startTestServer([]);
    document = (await (await server.get('/openapi.json')).json()) as Document;
    operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]) => [path, method, operation] as const),
    );
  });
  afterAll(() => server.close());

  it('has only valid JSON Schema 2020-12, as OpenAPI 3.1 requires', () => {
    const ajv = new Ajv2020({ strict: false });
    const schemas: object[] = [];
    const collect = (part: unknown, key = ''): void => {
      if (typeof part !== 'object' || part === null) return;
      if (key === 'schema') schemas.push(part);
      for (const [name, value] of Object.entries(part)) collect(value, name);
    };
    collect(document.paths);
    schemas.push(...Object.values(document.components.schemas));
    expect(schemas.length).toBeGreaterThan(200);
    expect(schemas.filter((schema) => ajv.validateSchema(schema) !== true)).toEqual([]);
  });

  it('lists all routes of the API and nothing else', () => {
    expect(document.openapi).toMatch(/^3\.1\./);
    expect(operations.map(([path, method]) => `${method.toUpperCase()} ${path}`).sort()).toEqual(
      [
        'GET /healthz',
        'GET /exports',
        'GET /exports/{what}/schema',
        'GET /jobs',
        'GET /jobs/{id}',
        'POST /worker/keys',
        'GET /auth/login',
        'POST /auth/code',
        'POST /auth/logout',
        'GET /auth/browsers',
        'DELETE /auth/browsers/{key}',
        'DELETE /auth/browsers',
        'POST /auth/token/rotate',
        'GET /access-log',
        'GET /backups',
        'PUT /backups/{id}/name',
        'POST /backups/refresh',
        'GET /backups/{id}',
        'DELETE /backups/{id}',
        'GET /backups/{id}/ledger',
        'GET /backups/{id}/apps/{bundleId}/icon',
        'POST /backups/{id}/unlock',
        'POST /backups/{id}/lock',
        'GET /backups/{id}/domains',
        'GET /backups/{id}/files',
        'GET /backups/{id}/files/{fileId}',
        'GET /backups/{id}/folder',
        'GET /backups/{id}/file/{fileId}',
        'HEAD /backups/{id}/file/{fileId}',
        'GET /backups/{id}/file/{fileId}/thumbnail',
        'GET /backups/{id}/file/{fileId}/rendered',
        'GET /backups/{id}/file/{fileId}/preview',
        'GET /backups/{id}/file/{fileId}/preview/tables/{table}',
        'GET /backups/{id}/archive',
        'POST /backups/{id}/archive',
        'POST /backups/{id}/export',
        'POST /backups/{id}/export-jobs',
        'GET /export-jobs',
        'GET /export-jobs/{job}',
        'DELETE /export-jobs/{job}',
        'POST /export-jobs/{job}/restart',
        'GET /backups/{id}/export-jobs/{job}/file',
        'POST /backups/{id}/downloads',
        'GET /backups/{id}/downloads/{ticket}',
        'POST /backups/{id}/index',
        'GET /backups/{id}/index',
        'GET /backups/{id}/index/choices',
        'DELETE /backups/{id}/index',
        'GET /backups/{id}/index/events',
        'POST /backups/{id}/index/cancel',
        'GET /backups/{id}/artifacts/messages/conversations',
        'GET /backups/{id}/artifacts/messages/conversations/{key}',
        'GET /backups/{id}/artifacts/messages/conversations/{key}/messages',
        'GET /backups/{id}/artifacts/messages/conversations/{key}/messages/find',
        'GET /backups/{id}/artifacts/messages/conversations/{key}/days',
        'GET /backups/{id}/artifacts/messages/conversations/{key}/media',
        'GET /backups/{id}/artifacts/messages/{key}',
        'GET /backups/{id}/artifacts/whatsapp/chats',
        'GET /backups/{id}/artifacts/whatsapp/chats/{key}',
        'GET /backups/{id}/artifacts/whatsapp/chats/{key}/messages',
        'GET /backups/{id}/artifacts/whatsapp/chats/{key}/messages/find',
        'GET /backups/{id}/artifacts/whatsapp/chats/{key}/days',
        'GET /backups/{id}/artifacts/whatsapp/chats/{key}/media',
        'GET /backups/{id}/artifacts/whatsapp/messages/{key}',
        'GET /backups/{id}/artifacts/whatsapp/calls',
        'GET /backups/{id}/artifacts/whatsapp/calls/{key}',
        'GET /backups/{id}/chats',
        'GET /backups/{id}/artifacts/{artifact}/chats',
        'GET /backups/{id}/artifacts/{artifact}/chats/{key}',
        'GET /backups/{id}/artifacts/{artifact}/chats/{key}/messages',
        'GET /backups/{id}/artifacts/{artifact}/chats/{key}/messages/find',
        'GET /backups/{id}/artifacts/{artifact}/chats/{key}/days',
        'GET /backups/{id}/artifacts/{artifact}/chats/{key}/media',
        'GET /backups/{id}/artifacts/{artifact}/messages/{key}',
        'GET /backups/{id}/artifacts/{artifact}/calls',
        'GET /backups/{id}/artifacts/{artifact}/calls/{key}',
        'GET /backups/{id}/artifacts/calls',
        'GET /backups/{id}/artifacts/calls/{key}',
        'GET /backups/{id}/artifacts/calendar/calendars',
        'GET /backups/{id}/artifacts/calendar/events',
        'GET /backups/{id}/artifacts/calendar/events/{key}',
        'GET /backups/{id}/overview',
        'GET /backups/{id}/unread',
        'GET /timeline',
        'GET /timeline/days',
        'GET /people',
        'GET /people/{key}',
        'GET /backups/{id}/artifacts/contacts',
        'GET /backups/{id}/artifacts/contacts/{key}',
        'GET /backups/{id}/artifacts/contacts/{key}/photo',
        'GET /backups/{id}/artifacts/photos',
        'GET /backups/{id}/artifacts/photos/days',
        'GET /backups/{id}/artifacts/photos/facets',
        'GET /backups/{id}/artifacts/photos/layout',
        'GET /backups/{id}/artifacts/photos/places',
        'GET /backups/{id}/artifacts/photos/albums',
        'GET /backups/{id}/artifacts/photos/people',
        'GET /backups/{id}/artifacts/photos/{key}',
        'GET /backups/{id}/artifacts/notes',
        'GET /backups/{id}/artifacts/notes/folders',
        'GET /backups/{id}/artifacts/notes/{key}',
        'POST /backups/{id}/artifacts/notes/files/{fileId}/open',
        'POST /backups/{id}/artifacts/notes/{key}/unlock',
        'GET /kinds',
        'GET /map/archive',
        'GET /map/archive/tiles.pmtiles',
        'GET /map/nearest-town',
        'GET /map/towns',
        'GET /backups/{id}/kinds',
        'GET /backups/{id}/kinds/{kind}/records',
        'GET /backups/{id}/kinds/{kind}/records/{key}',
        'GET /backups/{id}/marks',
        'POST /backups/{id}/marks',
        'GET /backups/{id}/marked',
        'GET /backups/{id}/marks/{kind}/{key}',
        'PATCH /backups/{id}/marks/{kind}/{key}',
        'GET /backups/{id}/tables',
        'GET /backups/{id}/tables/{table}/rows',
        'GET /backups/{id}/tables/{table}/rows/{key}',
        'GET /backups/{id}/records/{table}/{key}/source',
        'GET /search',
        'GET /searches',
        'POST /searches',
        'DELETE /searches/{search}',
        'GET /backups/{id}/places',
        'GET /folders',
        'POST /folders',
        'DELETE /folders/{id}',
        'GET /folders/places',
        'GET /folders/list',
        'GET /folders/look',
        'GET /installation',
        'POST /backups/lock',
      ].sort(),
    );
  });

  it('describes every operation: id, summary, tag, path parameters, security', () => {
    const ids = operations.map(([, , { operationId }]) => operationId);
    expect(new Set(ids).size).toBe(ids.length);
    const tags = new Set(document.tags.map(({ name }) => name));
    for (const [path, , operation] of operations) {
      expect(operation.summary).not.toBe('');
      expect(operation.tags.every((tag) => tags.has(tag))).toBe(true);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name);
      const declared = (operation.parameters ?? []).filter((parameter) => parameter.in === 'path');
      expect(new Set(declared.map(({ name }) => name))).toEqual(new Set(inPath));
      expect(declared.every(({ required }) => required === true)).toBe(true);
      const schemes = operation.security.flatMap((requirement) => Object.keys(requirement));
      expect(schemes.every((scheme) => scheme in document.components.securitySchemes)).toBe(true);
      expect(operation.security.length > 0).toBe(!['/healthz', '/auth/login', '/worker/keys'].includes(path));
    }
  });

  it('describes all responses, and all errors as problem documents', () => {
    for (const [path, method, { responses, requestBody }] of operations) {
      if (requestBody !== undefined) expect(Object.keys(responses)).toEqual(expect.arrayContaining(['413', '415']));
      for (const [status, { description, content }] of Object.entries(responses)) {
        expect([path, method, status, description]).not.toContain('Default Response');
        if (Number(status) < 400) continue;
        expect(content?.['application/problem+json']?.schema.$ref).toBe('#/components/schemas/Problem');
        for (const [, code] of description.matchAll(/`([A-Z_]+)`/g)) {
          expect(ERROR_TABLE[code as keyof typeof ERROR_TABLE].status).toBe(Number(status));
        }
      }
      expect(Object.keys(responses)).toEqual(expect.arrayContaining(['400', '401', '403', '500']));
    }
  });

  it('refers only to existing schemas, and has no unused ones', () => {
    const text = JSON.stringify(document);
    const referred = new Set([...text.matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)].map(([, name]) => name));
    expect(referred).toEqual(new Set(Object.keys(document.components.schemas)));
    expect(text.match(/"\$ref":"(?!#\/components\/schemas\/)/g)).toBeNull();
  });

  it('has examples that match its schemas', () => {
    for (const [name, examples = []] of Object.entries(EXAMPLES)) {
      expect(examples.length).toBeGreaterThan(0);
      for (const example of examples) {
        const { error } = COMPONENTS[name as keyof typeof COMPONENTS].safeParse(example);
        expect([name, error]).toEqual([name, undefined]);
      }
      const described = document.components.schemas[name] ?? document.components.schemas[`${name}Input`];
      if (described !== undefined) expect(described).toMatchObject({ examples });
    }
  });

  it('cites a record as its declaration does', () => {
    const [source] = EXAMPLES['RecordSource'] as readonly RecordSourceView[];
    expect(source?.rows[0]?.citation).toMatch(/, table \w+, ROWID 1$/);
    expect(source?.rows[0]?.file.fileID).toBe(source?.files[0]?.fileID);
  });

  it('has the first record of every declaration among its examples', () => {
    const { examples } = document.components.schemas['Record'] as { readonly examples: readonly RecordView[] };
    const declared = kinds.flatMap((kind) => {
      const example = registry.find(({ id }) => id === kind.artifact)?.example;
      return example === undefined ? [] : [[kind, example.rows[kind.table]?.[0] ?? {}] as const];
    });
    expect(examples.map(({ kind }) => kind)).toEqual(declared.map(([{ id }]) => id));
    for (const [index, [{ definition, show }, row]] of declared.entries()) {
      const { values = {}, secrets = [], at }: Partial<RecordView> = examples[index] ?? {};
      const shown = Object.entries(exampleValues(definition, row)).filter(([column]) => !secrets.includes(column));
      expect(values).toMatchObject(Object.fromEntries(shown));
      expect(secrets.map((column) => values[column])).toEqual(secrets.map(() => null));
      if (show.at !== undefined) expect(at).toBe(values[show.at]);
    }
  });

  it('has an interactive page that loads nothing from other origins and has its own policy', async () => {
    const page = await server.get('/docs/');
    const policy = page.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'; script-src 'self';");
    expect(policy).not.toMatch(/https?:|upgrade-insecure-requests/);
    const html = await page.text();
    expect(html).not.toMatch(/<script(?![^>]*src=)|<script[^>]*>[^<\s]|\son\w+=|https?:\/\//);
    const links = [...html.matchAll(/(?:src|href)="([^"]+)"/g)].map(([, link = '']) => link);
    expect(links.length).toBeGreaterThan(4);
    for (const link of links) {
      const asset = await server.get(new URL(link, `${server.url}/docs/`).pathname);
      expect([link, asset.status]).toEqual([link, 200]);
      await asset.arrayBuffer();
    }
    expect(await (await server.get('/docs/json')).json()).toEqual(document);
  });

  it('is not a way to other addresses', async () => {
    const status = async (path: string): Promise<number> => {
      // `fetch` would resolve the dots.
      const request = get(server.url, { path, headers: { 'x-api-token': TOKEN } });
      const [response] = (await once(request, 'response')) as [IncomingMessage];
      response.resume();
      return response.statusCode ?? 0;
    };
    for (const path of ['/docs/../backups', '/docs/%2e%2e/backups', '/docs/static/%00', '/%2e%2e/backups']) {
      expect([path, await status(path)]).toEqual([path, 404]);
    }
    expect(await status('/docs/static/../json')).toBe(200);
  });
});
