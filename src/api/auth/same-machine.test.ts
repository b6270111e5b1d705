import { expect, it } from 'vitest';
import { isFromThisMachine } from './same-machine.ts';

it.each([
  ['127.0.0.1', { host: 'localhost:8080' }, true],
  ['::ffff:127.0.0.1', { host: '127.0.0.1:8080' }, true],
  ['::1', { host: '[::1]:8080' }, true],
  ['192.168.1.7', { host: 'localhost:8080' }, false],
  ['127.0.0.1', { host: 'backups.example.org' }, false],
  ['127.0.0.1', { host: 'localhost.example.org' }, false],
  ['127.0.0.1', { host: 'localhost:8080', 'x-forwarded-for': '192.168.1.7' }, false],
  ['127.0.0.1', {}, false],
])('a request from %s with %j is from this machine: %s', (remoteAddress, headers, expected) => {
  expect(isFromThisMachine({ socket: { remoteAddress }, headers } as never)).toBe(expected);
});
