import fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { isDomainError } from '../model/errors.ts';
import { passwordOf, readPasswordsAsBytes } from './secret-body.ts';

let server: FastifyInstance;
/** The parsed body and the password of the last request. */
let seen: { readonly body: unknown; readonly password: string } | null = null;

beforeAll(() => {
  server = fastify({ bodyLimit: 200 });
  readPasswordsAsBytes(server);
  server.setErrorHandler((error, _request, reply) => reply.code(400).send(isDomainError(error) ? error.code : 'other'));
  server.post('/', async (request) => {
    const { password } = (request.body ?? {}) as { password?: unknown };
    seen = {
      body: request.body,
      password: Buffer.from(passwordOf(request, typeof password === 'string' ? password : '')).toString(),
    };
    return null;
  });
});
afterAll(() => server.close());

async function post(payload: string): Promise<string> {
  seen = null;
  return (await server.inject({ method: 'POST', url: '/', payload, headers: { 'content-type': 'application/json' } }))
    .body;
}

it.each([
  '{"password":"hunter2"}',
  ' { "password" : "Zo\\u00eb \\ud83d\\ude00 😀 ü \\" \\\\ \\/ \\n" , "format":"html" } ',
  '{"other":{"password":"inner"},"list":["password"],"password":"outer"}',
  '{"password":"first","password":"last"}',
  '{"p\\u0061ssword":"hidden name"}',
  '{"password":"\\ud83d\\ud83d\\u0041"}',
  '{"password":null}',
  '{"text":"\\"password\\":\\"no\\""}',
  'null',
])('takes the password of %s out of the body', async (json) => {
  await post(json);
  const { password, ...others } = (JSON.parse(json) ?? {}) as { password?: unknown };
  const text = typeof password === 'string' ? password : '';
  expect(seen?.password).toBe(Buffer.from(text).toString());
  const { password: placeholder, ...rest } = (seen?.body ?? {}) as { password?: string | null };
  expect(rest).toEqual(others);
  expect((placeholder ?? '').length).toBe(text.length);
});

it.each([
  '',
  '{',
  '{"password":"x',
  '{"password":"\\x"}',
  '{"password":"a\nb"}',
  '{"password":"\\u12"}',
  '{"password":"a"',
])('refuses %j', async (json) => {
  expect(await post(json)).toBe('BAD_REQUEST');
  expect(seen).toBeNull();
});

it('refuses what is too long', async () => {
  expect(await post(`{"password":"${'x'.repeat(300)}"}`)).toBe('REQUEST_TOO_LARGE');
});
