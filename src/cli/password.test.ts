import { EventEmitter } from 'node:events';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askPassword, type PasswordTerminal, readPassword, readPasswords } from './password.ts';

/** A fake terminal with input, which records raw mode changes. */
function terminal(keys: readonly (string | Buffer)[], isTTY = true): PasswordTerminal & { readonly modes: boolean[] } {
  const modes: boolean[] = [];
  const events = new EventEmitter();
  return Object.assign(events, {
    isTTY,
    modes,
    setRawMode: (mode: boolean) => modes.push(mode),
    resume: () => setImmediate(() => keys.forEach((key) => events.emit('data', Buffer.from(key)))),
    pause: () => {},
  }) as unknown as PasswordTerminal & { modes: boolean[] };
}

async function ask(
  keys: readonly (string | Buffer)[],
): Promise<{ password: string; echoed: string; modes: boolean[] }> {
  let echoed = '';
  const fake = terminal(keys);
  const password = await askPassword('Password: ', fake, { write: (text: string) => (echoed += text) });
  return { password: Buffer.from(password).toString(), echoed, modes: fake.modes };
}

describe('askPassword', () => {
  it('does not echo input, and restores the terminal', async () => {
    const { password, echoed, modes } = await ask(['sec', 'ret', '\r']);
    expect(password).toBe('secret');
    expect(echoed).toBe('Password: \n');
    expect(modes).toEqual([true, false]);
  });

  it('supports backspace, split characters and the end of input', async () => {
    const umlaut = Buffer.from('ü😀');
    expect((await ask(['ab', '\u007f', umlaut.subarray(0, 3), umlaut.subarray(3), '\u0004'])).password).toBe('aü😀');
    expect((await ask(['a😀', '\b', '\n'])).password).toBe('a');
  });

  it('can be cancelled', async () => {
    await expect(ask(['sec', '\u0003'])).rejects.toMatchObject({ code: 'CANCELLED' });
  });

  it('needs a terminal', async () => {
    await expect(askPassword('', terminal([], false))).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
  });
});

describe('readPassword', () => {
  it.each([
    [['0000'], '0000'],
    [['00', '00\n', 'more'], '0000'],
    [['pass word \r\n'], 'pass word '],
  ])('%j gives %j', async (chunks, password) => {
    const read = await readPassword(Readable.from(chunks.map((chunk) => Buffer.from(chunk))));
    expect(Buffer.from(read).toString()).toBe(password);
  });

  it.each([[[]], [['\n0000']], [['x'.repeat(5000)]]])('refuses what is no password', async (chunks: string[]) => {
    await expect(readPassword(Readable.from(chunks.map((chunk) => Buffer.from(chunk))))).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
  });
});

describe('readPasswords', () => {
  const read = (text: string) => readPasswords(Readable.from([Buffer.from(text)]), 2);

  it('has a password per line', async () => {
    const passwords = await read('pass word \r\n\nsecond');
    expect(passwords.map((each) => Buffer.from(each).toString())).toEqual(['pass word ', 'second']);
  });

  it.each(['', '\n\r\n', 'a\nb\nc', 'x'.repeat(100_000)])('refuses none, and too many', async (text) => {
    await expect(read(text)).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
