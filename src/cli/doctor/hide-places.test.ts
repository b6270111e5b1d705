import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { readSettings } from '../../settings.ts';
import { ok, warning } from './check.ts';
import { hidePlaces } from './hide-places.ts';

const settings = (more: Record<string, string>) =>
  readSettings(
    Object.fromEntries(Object.entries(more).map(([key, value]) => [`APPLE_JUICER_${key}`, value])),
    '/no.env',
  );

it('keeps what is not about places', () => {
  const checks = [ok('Node.js', 'v26.10.0'), ok('Settings', 'server at 127.0.0.1:8080, log level info')];
  expect(hidePlaces(checks, settings({}))).toEqual(checks);
});

it('hides folders with spaces, the home folder and paths that no setting has', () => {
  const path = join(homedir(), "Anna's backups", 'phone');
  const known = settings({
    BACKUP_PATHS__BASE_PATH: path,
    BACKUP_PATHS__TEMP_PATH: '/var/tmp/of anna',
    POSTGRES__DSN: 'sqlite:////srv/anna schmidt/index.db',
  });
  const shown = hidePlaces(
    [
      warning(`Backups in ${path}`, 'no backups', `There is one in ${join(homedir(), 'x')}, and in "/Volumes/Anna/B".`),
      ok('Temporary files in /var/tmp/of anna', 'writable'),
      ok('Database /srv/anna schmidt/index.db', 'in /srv/anna schmidt, schema 0007'),
    ],
    known,
  );
  expect(JSON.stringify(shown)).not.toMatch(/anna/i);
  expect(shown.map(({ name }) => name)).toEqual([
    'Backups in (a folder of backups)',
    'Temporary files in (the temporary folder)',
    'Database (the file)',
  ]);
  expect(shown[2]?.message).toBe('in (its folder), schema 0007');
});

it('hides hosts and names of databases', () => {
  const known = settings({
    POSTGRES__DSN: 'postgresql://robin:secret@db.example.org:5432/robins',
    REDIS__URL: 'redis://queue.example.org:6379/0',
  });
  const shown = hidePlaces(
    [ok('Database robins at db.example.org:5432', 'PostgreSQL 18'), ok('Queue', 'Redis at queue.example.org:6379')],
    known,
  );
  expect(JSON.stringify(shown)).not.toMatch(/robins|example/);
});

it('works where the settings cannot be read', () => {
  const [check] = hidePlaces([ok('Settings', `${homedir()}/x and /etc/y cannot be read`)], null);
  expect(check?.message).not.toContain('/etc');
});
