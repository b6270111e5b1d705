import { describe, expect, it } from 'vitest';
import { plain } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import { queueFailure, unfit } from './redis-connection.ts';

describe('an answer of Redis to INFO', () => {
  const info = (...lines: string[]) => ['# Server', ...lines, 'redis_mode:standalone', ''].join('\r\n');

  it.each([
    ['a primary', info('redis_version:7.0.15', 'role:master')],
    ['a replica that is written to', info('redis_version:7.0.15', 'role:slave', 'slave_read_only:0')],
    ['Valkey', info('redis_version:7.2.4', 'valkey_version:8.1.1', 'role:master')],
    ['a server without a version', info('role:master')],
  ])('%s can be used', (_name, answer) => {
    expect(unfit(answer)).toBe(null);
  });

  it('says that it is a read-only replica', () => {
    const problem = unfit(info('redis_version:8.0.2', 'role:slave', 'master_host:10.0.0.1', 'slave_read_only:1'));
    expect(problem).toMatchObject({ code: 'QUEUE_UNAVAILABLE', detail: { code: 'detail.redis-read-only' } });
  });

  it.each(['2.8.24', '4.0.14'])('says that version %s is too old', (version) => {
    const problem = unfit(info(`redis_version:${version}`, 'role:master'));
    expect(problem).toMatchObject({ code: 'QUEUE_UNAVAILABLE', detail: { code: 'detail.redis-too-old' } });
    expect(problem?.message).toContain(version);
  });
});

describe('an error of Redis', () => {
  it.each([
    ['connect ECONNREFUSED 127.0.0.1:6379', 'detail.redis-away'],
    ['Connection is closed.', 'detail.redis-away'],
    ['LOADING Redis is loading the dataset in memory', 'detail.redis-away'],
    ['WRONGPASS invalid username-password pair or user is disabled.', 'detail.redis-login'],
    ['NOAUTH Authentication required.', 'detail.redis-login'],
    ['ERR invalid password', 'detail.redis-login'],
    [
      "READONLY You can't write against a read only replica. script: 5b2e, on @user_script:20.",
      'detail.redis-read-only',
    ],
    ["ERR Error running script: -READONLY You can't write against a read only replica.", 'detail.redis-read-only'],
    ["OOM command not allowed when used memory > 'maxmemory'.", 'detail.redis-full'],
  ])('“%s” is %s', (text, code) => {
    expect(queueFailure(new Error(text))).toMatchObject({ code: 'QUEUE_UNAVAILABLE', detail: { code } });
  });

  it('stays what it is if it has a code', () => {
    const error = new DomainError('CONFLICT', plain('x'));
    expect(queueFailure(error)).toBe(error);
  });
});
